/** A literal in the options of a tag. */
export type Literal = string | number | boolean | readonly Literal[];

/** One item of a list, with where it stands. */
export interface LiteralItem {
  readonly value: Literal;
  readonly start: number;
  readonly end: number;
}

/** One `name: value` of an options object, with where it stands. */
export interface OptionUse {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly value: Literal;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** The items of the value if it is a list; else none. */
  readonly items: readonly LiteralItem[];
}

/** Where reading stopped, and what should have stood there. */
export interface LiteralProblem {
  readonly expected: string;
  readonly at: number;
  /** What stands there as an option's value, if that may be a text that lacks its quotes. */
  readonly bare?: BareValue;
}

/** A value without quotes: `10m`, `10 m`; or in quotes that aren't code's. */
export interface BareValue {
  readonly option: string;
  /** Without the quotes that it has. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type OptionsText =
  { readonly options: readonly OptionUse[]; readonly end: number } | { readonly problem: LiteralProblem };

/**
 * Reads an object of literals, as it would be written in code, from `start` in `text`.
 *
 * Not the host's parser: it isn't at hand in every host, and it would go on past what isn't a literal.
 */
export function readOptions(text: string, start: number): OptionsText {
  const reader = new Reader(text, start);
  try {
    return { options: reader.object(), end: reader.position };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const bare = reader.bareValue();
    return { problem: { expected: error.expected, at: error.at, ...(bare && { bare }) } };
  }
}

class Stop extends Error {
  readonly expected: string;
  readonly at: number;

  constructor(expected: string, at: number) {
    super(expected);
    this.expected = expected;
    this.at = at;
  }
}

class Reader {
  private readonly text: string;
  position: number;
  /** The option whose value is being read, up to the comma behind it. */
  private current: { readonly name: string; readonly start: number } | undefined;

  constructor(text: string, start: number) {
    this.text = text;
    this.position = start;
  }

  object(): OptionUse[] {
    const options: OptionUse[] = [];
    this.take("{");
    while (!this.takeIf("}")) {
      if (options.length > 0) this.take(",", '"," or "}"');
      this.current = undefined;
      if (this.takeIf("}")) break;
      options.push(this.option());
    }
    return options;
  }

  /** What stands where reading stopped, if it is an option's value and could be in quotes. */
  bareValue(): BareValue | undefined {
    if (this.current === undefined) return undefined;
    const { name: option, start } = this.current;
    const form = /(?:([\w.]+(?: [A-Za-z]+)?)|[“”„‘’]([^“”„‘’"'\n]*)[“”‘’])(?=\s*[,}])/y;
    form.lastIndex = start;
    const [whole, word, inQuotes] = form.exec(this.text) ?? [];
    if (whole === undefined) return undefined;
    return { option, text: word ?? inQuotes ?? "", start, end: start + whole.length };
  }

  private option(): OptionUse {
    this.skipSpace();
    const nameStart = this.position;
    const quoted = /["']/.test(this.text[nameStart] ?? "");
    const name = quoted ? this.string() : this.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/uy, "an option's name");
    const nameEnd = this.position;
    this.take(":");
    this.skipSpace();
    const valueStart = this.position;
    this.current = { name, start: valueStart };
    const items = this.text[valueStart] === "[" ? this.list() : undefined;
    const value = items === undefined ? this.value() : valuesOf(items);
    return { name, nameStart, nameEnd, value, valueStart, valueEnd: this.position, items: items ?? [] };
  }

  private value(): Literal {
    this.skipSpace();
    const first = this.text[this.position] ?? "";
    if (/["']/.test(first)) return this.string();
    if (first === "[") return valuesOf(this.list());
    if (/[-\d.]/.test(first)) return this.number();
    const word = this.match(/(?:true|false)\b/y, "a string, a number, true, false or a list of these");
    return word === "true";
  }

  private list(): LiteralItem[] {
    const items: LiteralItem[] = [];
    this.take("[");
    while (!this.takeIf("]")) {
      if (items.length > 0) this.take(",", '"," or "]"');
      if (this.takeIf("]")) break;
      this.skipSpace();
      const start = this.position;
      const value = this.value();
      items.push({ value, start, end: this.position });
    }
    return items;
  }

  private number(): number {
    const form = /-?(?:\d+(?:_\d+)*)?(?:\.\d+(?:_\d+)*)?(?:[eE][-+]?\d+)?(?![\w.])/y;
    const start = this.position;
    const value = Number(this.match(form, "a number").replaceAll("_", ""));
    if (this.position === start || Number.isNaN(value)) throw new Stop("a number", start);
    return value;
  }

  private string(): string {
    const start = this.position;
    const quote = this.text[this.position++] ?? "";
    let value = "";
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined || character === "\n") throw new Stop(`a closing ${quote} on the same line`, start);
      this.position++;
      if (character === quote) return value;
      value += character === "\\" ? this.escape() : character;
    }
  }

  private escape(): string {
    const start = this.position - 1;
    const character = this.text[this.position++] ?? "";
    const known: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
    if (/["'\\]/.test(character)) return character;
    const meant = known[character];
    if (meant === undefined) throw new Stop("one of the escapes \\n, \\t, \\r, \\\\ or a quote", start);
    return meant;
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.position] ?? "")) this.position++;
  }

  private takeIf(token: string): boolean {
    this.skipSpace();
    if (this.text[this.position] !== token) return false;
    this.position++;
    return true;
  }

  private take(token: string, expected = `"${token}"`): void {
    if (!this.takeIf(token)) throw new Stop(expected, this.position);
  }

  private match(form: RegExp, expected: string): string {
    this.skipSpace();
    form.lastIndex = this.position;
    const found = form.exec(this.text)?.[0];
    if (found === undefined) throw new Stop(expected, this.position);
    this.position += found.length;
    return found;
  }
}

function valuesOf(items: readonly LiteralItem[]): Literal[] {
  return items.map(({ value }) => value);
}

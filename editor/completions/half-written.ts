/** A piece of an options literal that need not be finished. */
interface Token {
  readonly kind: "word" | "string" | "mark";
  readonly start: number;
  readonly end: number;
  /** Whether a string has its second quote. */
  readonly closed: boolean;
}

/** Where in an options literal a position lies. */
export type OptionsPlace = NamePlace | ValuePlace;

/** Where an option's name may stand. */
interface NamePlace {
  readonly expects: "name";
  /** What is there of one. */
  readonly start: number;
  readonly end: number;
  /** Whether a colon follows already. */
  readonly hasColon: boolean;
  /** The names of the other options. */
  readonly given: ReadonlySet<string>;
}

/** Where an option's value may stand, or a text in a list. */
export interface ValuePlace {
  readonly expects: "value";
  readonly option: string;
  /** What is there of one; of a string what is between the quotes. */
  readonly start: number;
  readonly end: number;
  readonly inList: boolean;
  /** The quote that the position is behind. */
  readonly quote: string | undefined;
  readonly closed: boolean;
}

export interface HalfWritten {
  /** Behind the closing brace, or where something else begins. */
  readonly end: number;
  place(position: number): OptionsPlace | undefined;
}

/**
 * Reads an options literal that is being written: braces, quotes and commas may be missing.
 *
 * @param start the opening brace in a comment's text
 */
export function readHalfWritten(text: string, start: number): HalfWritten {
  const { tokens, end, closed } = tokensFrom(text, start);
  return {
    end,
    place: (position) => {
      const isInside = start < position && (closed ? position < end : position <= end);
      return isInside ? placeIn(text, tokens, position) : undefined;
    },
  };
}

const WORD = /[-+.\p{ID_Continue}$]+/uy;

function tokensFrom(text: string, start: number): { tokens: Token[]; end: number; closed: boolean } {
  const tokens: Token[] = [];
  let depth = 0;
  for (let position = start; position < text.length;) {
    const character = text[position] ?? "";
    if (character === "@" && /^[A-Za-z]/.test(text.slice(position + 1, position + 2)))
      return { tokens, end: position, closed: false };
    if (/["']/.test(character)) {
      const token = stringFrom(text, position);
      tokens.push(token);
      position = token.end;
      continue;
    }
    WORD.lastIndex = position;
    const word = WORD.exec(text);
    const end = position + (word?.[0].length ?? 1);
    if (!/\s/.test(character)) tokens.push({ kind: word ? "word" : "mark", start: position, end, closed: true });
    position = end;
    if (character === "{") depth++;
    if (character === "}" && --depth === 0) return { tokens, end, closed: true };
  }
  return { tokens, end: text.length, closed: false };
}

/** A string up to its second quote, or else to the end of the line. */
function stringFrom(text: string, start: number): Token {
  const quote = text[start];
  for (let position = start + 1; ; position++) {
    const character = text[position];
    if (character === undefined || character === "\n") return { kind: "string", start, end: position, closed: false };
    if (character === "\\" && text[position + 1] !== "\n") position++;
    else if (character === quote) return { kind: "string", start, end: position + 1, closed: true };
  }
}

function placeIn(text: string, tokens: readonly Token[], position: number): OptionsPlace | undefined {
  const textOf = ({ start, end }: Token): string => text.slice(start, end);
  const isMark = (token: Token | undefined, mark: string): boolean => token?.kind === "mark" && textOf(token) === mark;
  let expects: "name" | "colon" | "value" | "comma" = "name";
  let option = "";
  let inList = false;
  for (const token of tokens.slice(1)) {
    if (token.start >= position) break;
    if (isPartial(token, position)) return placeAt(token);
    if (token.kind === "mark") {
      const mark = textOf(token);
      if (mark === ":") expects = "value";
      else if (mark === ",") expects = inList ? "value" : "name";
      else if (mark === "[") [inList, expects] = [true, "value"];
      else if (mark === "]") [inList, expects] = [false, "comma"];
    } else if (expects === "name") {
      option = nameOf(textOf(token));
      expects = "colon";
    } else expects = "comma";
  }
  return placeAt(undefined);

  function placeAt(token: Token | undefined): OptionsPlace | undefined {
    const { start, end } = token ?? { start: position, end: position };
    const next = tokens[token === undefined ? -1 : tokens.indexOf(token) + 1];
    if (expects === "name") {
      return { expects, start, end, hasColon: isMark(next, ":"), given: namesBesides(token) };
    }
    if (expects !== "value") return undefined;
    if (token?.kind !== "string") return { expects, option, start, end, inList, quote: undefined, closed: true };
    const quote = text[start] ?? "";
    // Without a second quote nothing tells where the string was to end.
    const inner = { start: start + 1, end: token.closed ? end - 1 : position };
    return { expects, option, ...inner, inList, quote, closed: token.closed };
  }

  function namesBesides(at: Token | undefined): Set<string> {
    const names = tokens.filter((token, index) => token !== at && isMark(tokens[index + 1], ":"));
    return new Set(names.map((token) => nameOf(textOf(token))));
  }
}

/** Whether what is being written at a position is this word or string. */
function isPartial({ kind, start, end, closed }: Token, position: number): boolean {
  if (kind === "mark" || position <= start) return false;
  return kind === "word" || !closed ? position <= end : position < end;
}

function nameOf(written: string): string {
  return written.replace(/^["']|["']$/g, "");
}

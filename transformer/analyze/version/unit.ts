import type ts from "typescript";

/** What a compiler option changes the meaning of, as bits. */
export const traits = { fields: 1, decorators: 2, jsx: 4 } as const;

/** Code that is run, but can't be found at compile time. */
export interface Gap {
  readonly node: ts.Node;
  readonly kind: "computed-module" | "declaration-only" | "not-followed";
  /** What is called, or where it is declared. */
  readonly what: string;
}

/** What a unit says by itself. */
export interface Content {
  /** The hash of its text, in which what it uses is numbered. */
  readonly hash: string;
  /** The units that the text refers to by number, each once. */
  readonly uses: readonly Unit[];
  /** Where the text first refers to each of them; none for what it uses without a name. */
  readonly places: readonly (ts.Node | undefined)[];
  readonly traits: number;
  readonly gaps: readonly Gap[];
}

/** Where something is that no program compiles. */
export interface OutsideOfPrograms {
  /** A file, or a package's folder. */
  readonly path: string;
  /** An installed package's version, with a digest over what it loads if there is a lock file. */
  readonly package?: string;
}

/**
 * A piece of the program that changes as one: a function, a class, a constant, a module used as a whole, a package.
 * Its content is only looked at when it is asked for, so that circles of units are no trouble.
 */
export class Unit {
  private readonly read: () => Content;
  private known: Content | undefined;
  /** Where it is, and what it is called there; it needn't be unique. */
  readonly describe: () => string;
  /** Where it is found, if no program compiles it; it can be looked at again without one. */
  readonly outside: OutsideOfPrograms | undefined;

  constructor(describe: () => string, read: () => Content, outside?: OutsideOfPrograms) {
    this.describe = describe;
    this.read = read;
    this.outside = outside;
  }

  get content(): Content {
    return (this.known ??= this.read());
  }
}

/** Collects what a unit refers to while its text is written. */
export class Collector {
  private readonly numbers = new Map<Unit, number>();
  private readonly places: (ts.Node | undefined)[] = [];
  private readonly gaps: Gap[] = [];
  private traits = 0;

  /** What stands for a unit in the text: a number, so that its name doesn't count. */
  use(unit: Unit, place?: ts.Node): string {
    let number = this.numbers.get(unit);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(unit, number);
      this.places.push(place);
    }
    return `@${number}`;
  }

  has(trait: number): void {
    this.traits |= trait;
  }

  gap(gap: Gap): void {
    this.gaps.push(gap);
  }

  content(hash: string): Content {
    const { places, gaps } = this;
    return { hash, uses: [...this.numbers.keys()], places, traits: this.traits, gaps };
  }
}

import { writePart } from "./bytes.js";
import { Content, type ClassNumber } from "./content.js";
import { isClass, type Contents, type KeyPart } from "./part.js";
import { MAX_OBJECTS, Walk } from "./walk.js";
import { ByteWriter } from "./writer.js";

/** The most bytes that one argument is encoded to. */
const MAX_LENGTH = 2 ** 28;

/**
 * From here on encodings are kept: references are followed as often as they are met, and a value of few objects may
 * unfold into any number. Smaller values are faster without.
 */
const MANY_OBJECTS = 1000;

interface Written {
  readonly start: number;
  readonly end: number;
  /** Which of the classes are named in it. */
  readonly firstClass: number;
  readonly endClass: number;
}

/** Writes a value as bytes: the parts that a tree would have, one after the other. */
export class ByteWalk extends Walk {
  /** Where a class is named, which is only good for this process. */
  readonly classes: ClassNumber[] = [];
  protected override readonly contents: Contents = {
    of: (kind, data) => {
      // Before it is copied: that would take the memory first.
      this.checkRoom(data);
      return new Content(kind, data, "");
    },
  };
  private readonly writer = new ByteWriter();
  private remembered = 0;
  private known: Map<object, Written> | undefined = undefined;

  encode(value: object): Uint8Array {
    this.composite(value);
    return this.writer.written;
  }

  protected override composite(value: object): void {
    const { writer } = this;
    const known = this.known?.get(value);
    if (known !== undefined) {
      this.repeat(known);
      return;
    }
    const { cycles } = this;
    const start = writer.length;
    const firstClass = this.classes.length;
    super.composite(value);
    if (++this.remembered === MANY_OBJECTS) this.known = new Map();
    // What is part of a circle reads differently from each place where one comes into it.
    if (this.cycles !== cycles) return;
    this.known?.set(value, { start, end: writer.length, firstClass, endClass: this.classes.length });
  }

  private repeat(known: Written): void {
    const by = this.writer.length - known.start;
    this.writer.repeat(known.start, known.end);
    for (const { start, end, prototype } of this.classes.slice(known.firstClass, known.endClass)) {
      this.classes.push({ start: start + by, end: end + by, prototype });
    }
    this.checkLength();
  }

  protected override part(part: KeyPart): void {
    const start = this.writer.length;
    if (typeof part === "string") this.checkRoom(part);
    writePart(this.writer, part, numberOf);
    if (isClass(part)) this.classes.push({ start, end: this.writer.length, prototype: part });
    this.checkLength();
  }

  protected override isLarge(): boolean {
    return false;
  }

  protected override whole(): void {
    // Nothing is too large.
  }

  private checkLength(): void {
    const isLarge = this.writer.length > MAX_LENGTH || this.classes.length > MAX_OBJECTS;
    if (isLarge) this.fail("is too large for a key");
  }

  private checkRoom(data: string | Uint8Array): void {
    const length = typeof data === "string" ? 2 * data.length : data.length;
    if (this.writer.length + length > MAX_LENGTH) this.fail("is too large for a key");
  }
}

let classes = 0;
const numbers = new WeakMap<object, string>();

/** A class is named by a number of its own: two of one name are two classes. */
function numberOf(prototype: object): string {
  let number = numbers.get(prototype);
  if (number === undefined) numbers.set(prototype, (number = String(++classes)));
  return number;
}

import { writePart } from "./bytes.js";
import { Content } from "./content.js";
import type { Contents, KeyPart } from "./part.js";
import { Walk } from "./walk.js";
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
}

/** Writes a value as bytes: the parts that a tree would have, one after the other. */
export class ByteWalk extends Walk {
  /** Whether the bytes are only good for this process. */
  isLocal = false;
  protected override readonly contents: Contents = { of: (kind, data) => new Content(kind, data, "") };
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
      writer.repeat(known.start, known.end);
      this.checkLength();
      return;
    }
    const { cycles } = this;
    const start = writer.length;
    super.composite(value);
    if (++this.remembered === MANY_OBJECTS) this.known = new Map();
    // What is part of a circle reads differently from each place where one comes into it.
    if (this.cycles === cycles) this.known?.set(value, { start, end: writer.length });
  }

  protected override part(part: KeyPart): void {
    // Before it is written: that would take the memory first.
    if (typeof part === "string" && part.length > MAX_LENGTH / 2) this.fail("is too large for a key");
    writePart(this.writer, part, (prototype) => this.localName(prototype));
    this.checkLength();
  }

  protected override isLarge(): boolean {
    return false;
  }

  protected override whole(): void {
    // Nothing is too large.
  }

  private checkLength(): void {
    if (this.writer.length > MAX_LENGTH) this.fail("is too large for a key");
  }

  /** Two classes of one name are two classes. */
  private localName(prototype: object): string {
    this.isLocal = true;
    let name = localNames.get(prototype);
    if (name === undefined) localNames.set(prototype, (name = String(++classes)));
    return name;
  }
}

let classes = 0;
const localNames = new WeakMap<object, string>();

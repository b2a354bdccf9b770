import { xxHash32 } from "./xxhash.js";

/** Where the bytes of a value name a class, by a number that is only good in this process. */
export interface ClassNumber {
  readonly start: number;
  readonly end: number;
  readonly prototype: object;
}

const NO_CLASSES: readonly ClassNumber[] = [];

/** A long text or a block of bytes as a part of a key. Within one table there is one object for equal contents. */
export class Content {
  /**
   * What the data are: "text", "marker" for a part that is one, "value" for an encoded value, or the kind of a binary
   * object, such as "Uint8Array".
   */
  readonly kind: string;
  /** Nobody else's: bytes are copied. */
  readonly data: string | Uint8Array;
  /** Where the table keeps it. */
  readonly slot: string;
  readonly classes: readonly ClassNumber[];
  /** How many nodes have it as their part. */
  uses = 0;
  private full: number | undefined = undefined;

  constructor(kind: string, data: string | Uint8Array, slot: string, classes = NO_CLASSES) {
    this.kind = kind;
    this.classes = classes;
    this.data = typeof data === "string" ? data : Uint8Array.prototype.slice.call(data);
    this.slot = slot;
  }

  /** The hash of all of the data, made when first asked for. */
  get hash(): number {
    return (this.full ??= xxHash32(bytesOf(this.data)));
  }
}

/** Blocks of this many bytes are looked at to choose where a content is kept. */
const BLOCK = 64;
const BLOCKS = 64;

/** So many contents that look alike from outside are compared one by one; among more, the full hash chooses. */
const FEW = 4;

/**
 * The contents that are parts of one cache's keys. They are found by a hash of a sample of their bytes, so that finding
 * a large one costs little more than comparing it; they are the same only if all of it is equal.
 */
export class ContentTable {
  private readonly slots = new Map<string, Content[]>();

  /** The one object for a content. A new one is kept until its last use is {@link release}d. */
  of(kind: string, data: string | Uint8Array, classes = NO_CLASSES): Content {
    const slot = `${kind}:${data.length}:${sampleHash(data)}`;
    const alike = this.slots.get(slot);
    const known = alike === undefined ? undefined : find(alike, data);
    if (known !== undefined) return known;
    const made = new Content(kind, data, slot, classes);
    if (alike === undefined) this.slots.set(slot, [made]);
    else alike.push(made);
    return made;
  }

  /** A node that had the content as its part is gone. */
  release(content: Content): void {
    if (--content.uses > 0) return;
    const alike = this.slots.get(content.slot);
    const index = alike?.indexOf(content) ?? -1;
    if (alike === undefined || index === -1) return;
    if (alike.length === 1) this.slots.delete(content.slot);
    else alike.splice(index, 1);
  }
}

function find(alike: readonly Content[], data: string | Uint8Array): Content | undefined {
  if (alike.length <= FEW) return alike.find((content) => isEqual(content.data, data));
  const hash = xxHash32(bytesOf(data));
  return alike.find((content) => content.hash === hash && isEqual(content.data, data));
}

function isEqual(left: string | Uint8Array, right: string | Uint8Array): boolean {
  if (typeof left === "string" || typeof right === "string") return left === right;
  return Buffer.compare(left, right) === 0;
}

function sampleHash(data: string | Uint8Array): number {
  if (data.length <= BLOCK * BLOCKS) return xxHash32(bytesOf(data));
  const stride = (data.length - BLOCK) / (BLOCKS - 1);
  let hash = 0;
  for (let index = 0; index < BLOCKS; index++) {
    const start = Math.floor(index * stride);
    const block = typeof data === "string" ? data.slice(start, start + BLOCK) : data.subarray(start, start + BLOCK);
    hash = xxHash32(bytesOf(block), hash);
  }
  return hash;
}

/** UTF-16 units, since UTF-8 would give all lone surrogates the same bytes. */
function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? Buffer.from(data, "utf16le") : data;
}

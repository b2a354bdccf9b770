/** A private copy of a block of memory: the one place where blocks are copied. */
export function copyMemory(memory: ArrayBufferLike): ArrayBuffer {
  if (memory instanceof ArrayBuffer) return memory.slice(0);
  const copy = new ArrayBuffer(memory.byteLength);
  new Uint8Array(copy).set(new Uint8Array(memory));
  return copy;
}

/** Bytes of a block that some Buffers show. */
interface Segment {
  readonly start: number;
  end: number;
  /** How many Buffers show it. */
  shown: number;
  /** Their private copy, once one of them was copied. */
  copy: ArrayBuffer | undefined;
}

/**
 * What is kept of the memory behind Buffers. Node cuts small ones out of a block that it shares among all, so only the
 * bytes that they show are theirs. Where they overlap, they stay views of the same bytes.
 */
export class BufferMemory {
  /** Whether some of the Buffers show the same bytes. */
  readonly overlaps: boolean;
  private readonly segments = new Map<Buffer, Segment>();

  /** @param buffers every Buffer of a value, each once */
  constructor(buffers: readonly Buffer[]) {
    const open = new Map<ArrayBufferLike, Segment>();
    for (const one of [...buffers].sort((a, b) => a.byteOffset - b.byteOffset)) {
      const end = one.byteOffset + one.byteLength;
      let segment = open.get(one.buffer);
      if (segment === undefined || one.byteOffset >= segment.end) {
        segment = { start: one.byteOffset, end, shown: 0, copy: undefined };
        open.set(one.buffer, segment);
      }
      segment.end = Math.max(segment.end, end);
      segment.shown++;
      this.segments.set(one, segment);
    }
    this.overlaps = [...this.segments.values()].some(({ shown }) => shown > 1);
  }

  /** A private Buffer of the same bytes. */
  copyOf(buffer: Buffer): Buffer {
    const segment = this.segments.get(buffer);
    if (segment === undefined) return unpooled(buffer);
    segment.copy ??= buffer.buffer.slice(segment.start, segment.end) as ArrayBuffer;
    return Buffer.from(segment.copy, buffer.byteOffset - segment.start, buffer.byteLength);
  }
}

/** A Buffer of the same bytes over memory of its own. */
export function unpooled(buffer: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(buffer.byteLength);
  copy.set(buffer);
  return copy;
}

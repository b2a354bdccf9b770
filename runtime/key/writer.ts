/** Bytes that grow at the end. Numbers are big-endian, texts are UTF-16 units, little-endian, behind their count. */
export class ByteWriter {
  private buffer = Buffer.allocUnsafe(256);
  private end = 0;

  get length(): number {
    return this.end;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.end++] = value;
  }

  /** LEB128: seven bits a byte, the lowest first, the eighth set on all but the last. */
  count(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.buffer[this.end++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.buffer[this.end++] = rest;
  }

  double(value: number): void {
    this.reserve(8);
    this.buffer.writeDoubleBE(value, this.end);
    this.end += 8;
  }

  text(value: string): void {
    this.count(value.length);
    this.reserve(value.length * 2);
    this.end += this.buffer.write(value, this.end, "utf16le");
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.end);
    this.end += bytes.length;
  }

  /** Writes again what stands from `start` to `end`. */
  repeat(start: number, end: number): void {
    this.reserve(end - start);
    this.buffer.copyWithin(this.end, start, end);
    this.end += end - start;
  }

  /** What was written; valid until more is. */
  get written(): Uint8Array {
    return this.buffer.subarray(0, this.end);
  }

  private reserve(length: number): void {
    if (this.end + length <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + length));
    this.buffer.copy(larger, 0, 0, this.end);
    this.buffer = larger;
  }
}

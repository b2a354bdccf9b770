import xxhash from "xxhash-wasm";
import { xxHash32 } from "../../../runtime/key/xxhash.js";

const SEEDS = [0, 1, 0x9e3779b1, 0x7fffffff, 0x80000000, 0xffffffff];

/** Bytes of every value, that repeat late. */
function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 151 + (index >> 8) * 17 + 200) & 0xff);
}

describe("xxHash32 is XXH32, as another implementation has it", () => {
  test("every length from 0 to 70, and long ones", async () => {
    const { h32Raw } = await xxhash();
    for (const length of [...Array.from({ length: 71 }, (_, index) => index), 1_000, 4_095, 4_096, 100_003]) {
      const bytes = bytesOf(length);
      for (const seed of SEEDS) {
        expect([length, seed, xxHash32(bytes, seed)]).toEqual([length, seed, h32Raw(bytes, seed)]);
      }
    }
  });

  test("of a part of a memory", async () => {
    const { h32Raw } = await xxhash();
    const part = bytesOf(200).subarray(3, 180);
    expect(xxHash32(part, 5)).toBe(h32Raw(part, 5));
    expect(xxHash32(part)).toBe(h32Raw(part));
  });

  test("of texts in UTF-8", async () => {
    const { h32 } = await xxhash();
    for (const text of ["", "a", "abc", "spam, spam, spam, and eggs", "\u{1f600}".repeat(20)]) {
      expect(xxHash32(Buffer.from(text))).toBe(h32(text));
    }
  });
});

import xxhash from "xxhash-wasm";
import { loadTextHash } from "../../../../transformer/analyze/version/hash.js";

describe("loadTextHash", () => {
  const hash = loadTextHash();

  test("gives the published xxHash64 of nothing", () => {
    // https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md: XXH64 of an empty input with seed 0
    expect(hash("")).toBe("ef46db3751d8e999");
  });

  test("agrees with the package's own async entry on any length, also past the first page of memory", async () => {
    const { h64Raw } = await xxhash();
    for (const length of [1, 3, 4, 7, 8, 31, 32, 33, 1000, 40_000, 200_000]) {
      const text = "aé\u{1f600}".repeat(length).slice(0, length);
      expect(hash(text)).toBe(h64Raw(Buffer.from(text, "utf16le")).toString(16).padStart(16, "0"));
    }
  });

  test("tells lone surrogates apart", () => {
    expect(hash("\ud800")).not.toBe(hash("\ud801"));
  });
});

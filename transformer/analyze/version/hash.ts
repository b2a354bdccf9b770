import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The xxHash64 of a text's UTF-16 units, as 16 hexadecimal digits. */
export type TextHash = (text: string) => string;

/** What is used of the engine's global, which the compiler only knows together with a browser's. */
declare const WebAssembly: {
  Module: new (code: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

interface Exports {
  readonly mem: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly xxh64: (pointer: number, length: number, seed: bigint) => bigint;
}

const PAGE = 65_536;

/**
 * Loads xxHash64 (Yann Collet, https://xxhash.com) from xxhash-wasm. That package's own entry is async, and a compiler
 * plugin can't wait, so its module is instantiated here.
 *
 * Hashes UTF-16 units: UTF-8 would give all lone surrogates one hash.
 */
export function loadTextHash(): TextHash {
  const entry = createRequire(__filename).resolve("xxhash-wasm");
  const code = readFileSync(join(dirname(entry), "..", "workerd", "xxhash.wasm"));
  const { mem, xxh64 }: Exports = new WebAssembly.Instance(new WebAssembly.Module(code)).exports as Exports;

  // Text is written right into the module's memory.
  let memory = Buffer.from(mem.buffer);

  return (text) => {
    const missing = text.length * 2 - memory.length;
    if (missing > 0) {
      mem.grow(Math.ceil(missing / PAGE));
      memory = Buffer.from(mem.buffer);
    }
    const length = memory.write(text, "utf16le");
    return BigInt.asUintN(64, xxh64(0, length, 0n))
      .toString(16)
      .padStart(16, "0");
  };
}

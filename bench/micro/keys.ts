import type { Contender } from "./case.js";

/** Enough that nobody can live on its last result, few enough to stay in the processor's caches. */
export const KEYS = Array.from({ length: 100 }, (_, index) => index);
const TEXTS = KEYS.map((key) => Buffer.from(`customer-${String(number(key)).padStart(8, "0")}`));

export function hand<A extends readonly unknown[]>(fn: (...args: A) => number): Contender<A, number> {
  return { name: "hand-written Map", fn };
}

/** What the loop and the call cost without a lookup. */
export function floor<A extends readonly unknown[]>(fn: (...args: A) => number): Contender<A, number> {
  return { name: "(no cache, no work)", fn, uncached: true };
}

export function ours<A extends readonly unknown[]>(how: string, fn: (...args: A) => number): Contender<A, number> {
  return { name: `tscached${how}`, fn };
}

/** Not 0, 1, 2 …, which a hash table finds in the order of its memory. */
export function number(key: number): number {
  return 1 + ((key * 7919) % 10007);
}

/** Out of bytes: a string that was put together by `+` is a tree until someone looks into it. */
export function string(key: number): string {
  return TEXTS[key]?.toString("latin1") ?? "";
}

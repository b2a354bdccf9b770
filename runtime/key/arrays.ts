/** About how many elements an array has that are no holes. */
export function countRoughly(value: readonly unknown[]): number {
  let found = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    // A stride that no regular pattern is likely to share.
    if (Object.hasOwn(value, Math.floor(((sample * GOLDEN) % 1) * value.length))) found++;
  }
  return (found / SAMPLES) * value.length;
}

const SAMPLES = 4096;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** What a template hands to its tag. */
export type Template = readonly unknown[] & { readonly raw: unknown };

/** Whether an array is, as far as anyone can tell, one that a template made: frozen, with its raw strings hidden. */
export function isTemplate(value: readonly unknown[], names: readonly string[]): value is Template {
  if (names.length !== value.length + 2 || names.at(-1) !== "raw" || !Object.isFrozen(value)) return false;
  const raw = Object.getOwnPropertyDescriptor(value, "raw");
  return raw?.enumerable === false && Array.isArray(raw.value);
}

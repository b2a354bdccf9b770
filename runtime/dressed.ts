/** A function that stands in for another, with that one's name and length. */
export function dressedAs<F extends object>(original: { readonly name: string; readonly length: number }, fn: F): F {
  return Object.defineProperties(fn, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
  });
}

// Types for peers that have none (memoizee, lodash) or whose own describe something else than Node loads: fast-memoize's
// and nano-memoize's promise a default export where there is a CommonJS one.

type Memoize<Options> = <A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  options?: Options,
) => (...args: A) => R;

/** The very file that "nano-memoize" stands for; under that name the package's own types would come along. */
declare module "nano-memoize/dist/nano-memoize.js" {
  const exports: { readonly nanomemoize: Memoize<{ equals: (left: unknown, right: unknown) => boolean }> };
  export default exports;
}

declare module "fast-memoize" {
  const memoize: Memoize<never>;
  export default memoize;
}

declare module "memoizee" {
  const memoize: Memoize<{ primitive?: boolean; normalizer?: (args: ArrayLike<unknown>) => string }>;
  export default memoize;
}

declare module "lodash/memoize.js" {
  const memoize: Memoize<(...args: unknown[]) => unknown>;
  export default memoize;
}

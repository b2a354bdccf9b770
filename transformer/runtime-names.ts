/** The names of the runtime that compiled code uses. `tscached/internal` must have them all; a test looks. */
export const RUNTIME_MODULE = "tscached/internal";

export const RUNTIME_NAMES = {
  /** Makes the cache of a function. */
  define: "define",
  /** Ties a function to its cache. */
  register: "register",
  /** The same as a decorator of a method. */
  registered: "registered",
  /** The same for a default export that is nameless in the source. */
  registerDefault: "registerDefault",
  /** What a path that ends in null or undefined is in a key: it tells a missing step from such a value. */
  absent: "absent",
  /** What a value is in a key that is only tested for being there. */
  presence: "presence",
  /** What a variable is in a key that can't be read yet. */
  unset: "unset",
  /** Copies a `Date`. */
  copyDate: "copyDate",
  /** Makes a call of a replayed function, and takes it down. */
  replay: "replay",
  /** Asks an input, and takes its answer down. */
  ask: "ask",
} as const;

/** What compiled code uses of a function's cache, of the nodes of its tree, and of an entry. */
export const CACHE_NAMES = { root: "root", of: "of", inSession: "inSession" } as const;
export const NODE_NAMES = { next: "next", list: "list", entry: "entry", leaf: "leaf" } as const;
export const ENTRY_NAMES = {
  hit: "hit",
  value: "value",
  valueAsync: "valueAsync",
  compute: "compute",
  computeAsync: "computeAsync",
} as const;

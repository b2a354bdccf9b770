/** One way to cache the function of a case. */
export interface Contender<A extends readonly unknown[], R> {
  readonly name: string;
  readonly fn: (...args: A) => R;
  /** Says that nothing is cached: a floor to compare with. */
  readonly uncached?: boolean;
}

/** Contenders that cache one function, called with the same arguments. The first is what the others are set against. */
export interface Case<A extends readonly unknown[], R> {
  readonly name: string;
  /** What is cached. */
  readonly original: (...args: A) => R;
  /** Makes the arguments of one call for each key: equal values every time, strings and objects new. */
  readonly rows: () => A[];
  /** Whether every timed call gets strings that were never hashed before. */
  readonly fresh?: boolean;
  /** The number in a result, if results are objects: what the loop adds up. */
  readonly property?: keyof R & string;
  readonly contenders: readonly Contender<A, R>[];
}

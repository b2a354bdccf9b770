import type { FilePlan } from "../analyze/plan.js";

/** The names that compiled code adds to a file. All begin with the plan's prefix, which no name of the file does. */
export interface AddedNames {
  /** The imported runtime. */
  readonly runtime: string;
  /** The imported versions. */
  readonly versions: string;
  /** Inside a function: the entry of the call. */
  readonly entry: string;
  /** Inside what finds the entry again: where it starts. */
  readonly root: string;
  /** Inside a function: the part of the key at `index`, where reading it may throw. */
  guarded(index: number): string;
  /** The variable that holds the cache of the function at `index` of the plan. */
  cache(index: number): string;
  /** The function that makes that cache. */
  make(index: number): string;
  /** The variable that holds what is known of the observed function at `index` of the plan. */
  observed(index: number): string;
  /** The function that makes that. */
  observe(index: number): string;
}

export function addedNames({ prefix }: FilePlan): AddedNames {
  return {
    runtime: prefix,
    versions: `${prefix}_versions`,
    entry: `${prefix}_entry`,
    root: `${prefix}_root`,
    guarded: (index) => `${prefix}_v${index + 1}`,
    cache: (index) => `${prefix}_cache${index + 1}`,
    make: (index) => `${prefix}_make${index + 1}`,
    observed: (index) => `${prefix}_observed${index + 1}`,
    observe: (index) => `${prefix}_observe${index + 1}`,
  };
}

import type { ShapeCopier } from "./copy/index.js";

/** Whether callers get copies of the stored value or the value itself. */
export type CacheKind = "data" | "resource";

/** The facts about one cached function that the compiler bakes into the compiled module. */
export interface CacheDefinition {
  readonly id: string;
  /** Undefined for code whose build isn't finished, or was never finished. */
  readonly version: string | undefined;
  readonly kind: CacheKind;
  /** The function's name, for messages. */
  readonly name: string;
  /** Where it is written: file and line, relative to the package. */
  readonly source: string;
  /** The bindings whose values make up the key, in the order in which the compiled code looks them up. */
  readonly key: readonly string[];
  /** Time to live in milliseconds; absent for ever. */
  readonly ttl?: number;
  /** The most entries to keep; absent for no bound. */
  readonly maxEntries?: number;
  /** The copier for the shape that the result's type has, where it has one. */
  readonly copy?: ShapeCopier;
  /** Whether callers may share the result, frozen: by its type nobody changes any of it. */
  readonly freeze?: boolean;
}

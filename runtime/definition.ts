import type { ShapeCopier } from "./copy/index.js";

/** Whether callers get copies of the stored value or the value itself. */
export type CacheKind = "data" | "resource";

/** What a tag, or `configure({ defaults })`, can say of how long and how much is kept. Absent: no bound. */
export interface CacheLimits {
  /** Time to live, in milliseconds from the write. */
  readonly ttl?: number;
  /** The most entries to keep. */
  readonly maxEntries?: number;
  /** The most bytes that the entries of a function may take up in memory, by estimate. Data only. */
  readonly maxBytes?: number;
  /** `background`: an expired value is served for a while, and computed anew meanwhile. */
  readonly refresh?: "foreground" | "background";
  /** For how many milliseconds after `ttl` an expired value is served while it is computed anew; as long as `ttl` by default. */
  readonly staleFor?: number;
  /** For how many milliseconds after `ttl` an expired value is served when the function throws. */
  readonly staleIfError?: number;
}

/** A tag in parts: texts, and indexes into the key's labels for what is filled in. `["user:", 0]` */
export type TagTemplate = readonly (string | number)[];

/** The facts about one cached function that the compiler bakes into the compiled module. */
export interface CacheDefinition extends CacheLimits {
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
  /** What `invalidateTags` finds the entries by. */
  readonly tags?: readonly TagTemplate[];
  /** Whether the function was wrapped by hand, so that there are no names to go by. */
  readonly isWrapped?: true;
  /** Each object that the function is called on has a cache of its own, with bounds of its own. */
  readonly this?: "instance";
  /** Each session has a cache of its own, with bounds of its own. */
  readonly scope?: "session";
  /** The copier for the shape that the result's type has, where it has one. */
  readonly copy?: ShapeCopier;
  /** Whether a spinner is shown on a miss, or the text beside it. */
  readonly showSpinner?: boolean | string;
  /** Whether the time that has passed is shown beside it. */
  readonly showTime?: boolean;
  /** Whether callers may share the result, frozen: by its type nobody changes any of it. */
  readonly freeze?: boolean;
}

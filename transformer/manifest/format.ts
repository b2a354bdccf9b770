/** Changes when the meaning of anything in a manifest changes. */
export const MANIFEST_FORMAT = 1;

/**
 * What one build says of the functions that it caches: `tscached.manifest.json`. The same sources give the same bytes,
 * on every machine and in every folder. docs/manifest.md describes it.
 */
export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT;
  /** The format of versions: those of two formats always differ. */
  readonly versionFormat: number;
  /** In the order of their ids. */
  readonly functions: readonly ManifestFunction[];
  /** What the functions' versions are made of, each piece once. */
  readonly units: readonly ManifestUnit[];
}

export interface ManifestFunction {
  readonly id: string;
  /** The source file, relative to its package. */
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
  readonly kind: "data" | "resource";
  /** What the tag says; durations in milliseconds. */
  readonly options: ManifestOptions;
  /** The code version, as compiled code has it. */
  readonly version: string;
  /** The hash of all that is compiled into the function's file; absent where its code asks for its version by the id alone, as it once did. */
  readonly compiled?: string;
  /** The parts of the key, in the order in which they are looked up. */
  readonly key: readonly ManifestKeyPart[];
  /** The hash of all that the key says about its meaning. */
  readonly schema: string;
  /** The compiler options that change what this function's code does: `fields:define`. */
  readonly compiler: readonly string[];
  /** The function's own unit, as a position in `units`. Only where the version covers what the function reaches. */
  readonly unit?: number;
  /** The hash of the function's own code. Only with `hash: "body"`. */
  readonly body?: string;
}

/** What the tag says. */
export interface ManifestOptions {
  readonly ttl?: number;
  readonly maxEntries?: number;
  /** In bytes. */
  readonly maxBytes?: number;
  readonly refresh?: "foreground" | "background";
  readonly staleFor?: number;
  readonly staleIfError?: number;
  /** The parts of the key in them by their labels: `user:{user.id}`. */
  readonly tags?: readonly string[];
  readonly freeze?: boolean;
  readonly scope?: "session";
  readonly showSpinner?: boolean | string;
  readonly showTime?: boolean;
  readonly hash?: "deps" | "body" | "none";
  readonly version?: string;
}

export interface ManifestKeyPart {
  /** What it is called in messages: `limit`, `req.params.id`. */
  readonly label: string;
  /** Whether the key has all of it, an array's elements and length, or only what a condition can tell of it. */
  readonly read: "value" | "list" | "presence";
}

/** A piece of code that changes as one: a function, a class, a constant, a module, a file that isn't code, a package. */
export interface ManifestUnit {
  /** Package, path and name; `~2` and so on tell units of one name apart. */
  readonly name: string;
  /** The hash of what it says by itself, without what it uses. */
  readonly hash: string;
  /** The positions in `units` of what it uses. */
  readonly uses: readonly number[];
  /** Of an installed package: its version, with a digest over it and what it loads if there is a lock file. */
  readonly package?: string;
  /** Of what the compiler doesn't compile: the package's folder or the file, from the project's folder. */
  readonly path?: string;
}

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { CopyShape } from "./copy-shape.js";
import type { VersionParts } from "./version/compose.js";

/** What the analysis found in one file: plain facts, that could be written to disk and rendered elsewhere. */
export interface FilePlan {
  readonly file: string;
  /** In the order of the source. Empty where there is nothing to compile. */
  readonly functions: readonly CachedFunction[];
  /** The functions whose calls inside of cached ones are observed, in the order of the source. */
  readonly observed: readonly ObservedFunction[];
  readonly diagnostics: readonly Diagnostic[];
  /** How the import of the runtime is written. */
  readonly format: "esm" | "commonjs";
  /** The start of every name that the compiled code adds to the file; no name of the file contains it. */
  readonly prefix: string;
}

declare const brand: unique symbol;

/** Names a cached or observed function: package, module path and qualified name. No two functions share one. */
export type FunctionId = string & { readonly [brand]: "FunctionId" };

/** The hash of what a function's results depend on. */
export type CodeVersion = string & { readonly [brand]: "CodeVersion" };

/** One function to cache. */
export interface CachedFunction {
  /** Where the function node is; start and end tell it from every other. */
  readonly node: NodeSpan;
  readonly form: FunctionForm;
  /** How results come: at once, from an `async` function, or in a promise from a function that isn't `async`. */
  readonly result: "sync" | "async" | "promise";
  /** Whether nobody can change the data that it returns, by its type, so that callers may share it. */
  readonly immutable: boolean;
  /** How its data is copied, where the type tells. */
  readonly copy?: CopyShape;
  readonly kind: "data" | "resource";
  readonly id: FunctionId;
  readonly version: VersionFacts;
  readonly name: string;
  /** The source file, relative to the package. */
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
  readonly options: CacheOptions;
  /** The key, in the order in which it is looked up: what varies least comes first. */
  readonly key: readonly KeyPartPlan[];
  /** Every name that the parameters bind. */
  readonly bindings: readonly string[];
  /** Those among them that hold an AbortSignal, and are no part of the key. */
  readonly signals: readonly string[];
  /** Whether only the body can see the parameters, so that it may be given copies of them under the same names. */
  readonly rebindable: boolean;
  /** Parameters that the body declares again with `var`; they must be passed on to where the body goes. */
  readonly redeclared: readonly string[];
}

/** A function whose calls inside of a cached function are observed. */
export interface ObservedFunction {
  readonly node: NodeSpan;
  readonly form: FunctionForm;
  /**
   * - `replay`: a hit makes the calls again
   * - `input`: a hit asks again, and counts only if the answers are the same
   */
  readonly role: "replay" | "input";
  /** Whether it gives a promise, by its type: also where it gives one without being `async`. */
  readonly isAsync: boolean;
  readonly id: FunctionId;
  readonly name: string;
  /** The source file, relative to the package. */
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
  /** Every name that the parameters bind: what is observed of a call. */
  readonly bindings: readonly string[];
}

/** The code version of a function, and what it is made of. */
export interface VersionFacts extends VersionParts {
  readonly version: CodeVersion;
  /** Which of the analysis' units is the function's own; undefined if the version doesn't cover what it reaches. */
  readonly root: number | undefined;
}

/**
 * - `declaration`: a function declaration with a name
 * - `default-declaration`: `export default function () {}`
 * - `default-expression`: `export default` with an arrow or a function expression
 * - `constant`: `const f = …`
 * - `method`: a method of a class or of an object literal
 * - `property`: a function that a property of one holds
 */
export type FunctionForm =
  "declaration" | "default-declaration" | "default-expression" | "constant" | "method" | "property";

/** A part of the key: a parameter or variable, or what a path from it leads to. */
export interface KeyPartPlan {
  /** What it is called in messages: `limit`, `req.params.id`. */
  readonly label: string;
  readonly base: KeyBase;
  /** The properties that lead from there to what is in the key; none for all of it. */
  readonly path: readonly (string | number)[];
  /**
   * - `value`: what it is
   * - `list`: an array's elements and length
   * - `presence`: what a condition can tell of it
   */
  readonly read: "value" | "list" | "presence";
  /** Whether reading it may throw where the function's body wouldn't. */
  readonly guarded: boolean;
  /** Whether by its type it is a primitive, and so its own key. */
  readonly primitive: boolean;
}

/** What a part of the key is read from, once defaults are applied and parameters are taken apart. */
export interface KeyBase {
  readonly name: string;
  /** An identifier of the file that refers to it, since compilers rewrite some; absent for the function's parameters. */
  readonly reference?: NodeSpan;
  /** What is read of it if it is a module or a namespace: `counter`. */
  readonly members: readonly string[];
}

/** What the tag tells the runtime; durations in milliseconds. */
export interface CacheOptions {
  readonly ttl?: number;
  readonly maxEntries?: number;
  /** Each object that the function is called on has a cache of its own. */
  readonly this?: "instance";
  /** Each session has a cache of its own. */
  readonly scope?: "session";
  readonly maxBytes?: number;
  readonly refresh?: "foreground" | "background";
  readonly staleFor?: number;
  readonly staleIfError?: number;
  readonly tags?: readonly EntryTag[];
  readonly freeze?: false;
}

/**
 * A tag of a function's entries: texts, and positions in the key of the parts that are written between them. These are
 * primitives, which come first in a key: such a position is also that of a step in the tree, unless a value isn't what
 * its type says.
 */
export type EntryTag = readonly (string | number)[];

/** Where a node stands in its file, without the comments before it. */
interface NodeSpan {
  readonly start: number;
  readonly end: number;
}

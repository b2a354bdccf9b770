import type { Entry } from "./entry.js";
import type { Lookup } from "./reading.js";

/** A call that found no live value, as compiled code hands it over. */
export interface Call {
  readonly entry: Entry;
  /**
   * Where there may be a value for the call, that has expired: the entry itself, or one of its variants. Undefined if
   * nothing is kept for what inputs answer now.
   */
  readonly kept: Entry | undefined;
  /** The function's original body. */
  readonly body: () => unknown;
  /** Reads the key again. Undefined where it can't read differently. */
  readonly lookup: Lookup | undefined;
  /** What the caller may give up by. */
  readonly signals: readonly AbortSignal[];
  /** Whether the result comes in a promise; `unknown` if only the body's result can tell. */
  readonly isAsync: boolean | "unknown";
}

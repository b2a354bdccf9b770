import type { Frame } from "./computation.js";
import type { FunctionCache } from "./function-cache.js";

/** One session from its first `runInSession` to its end. A later one of the same id is another. */
export class Session {
  readonly id: string;
  /** The caches that functions have in it, by the whole function's. Held by the session alone, and so gone with it. */
  readonly caches = new Map<FunctionCache, FunctionCache>();
  /** How many calls of `runInSession` go on. */
  inside = 0;
  /** When it was used last; looked at while nobody is inside. */
  lastUsed: number;
  /** Nothing is stored in it from then on, whoever still runs in it. */
  hasEnded = false;

  /** @param time the time now */
  constructor(id: string, time: number) {
    this.id = id;
    this.lastUsed = time;
  }
}

/** What the code inside one call of `runInSession` is part of. */
export interface Stay {
  readonly session: Session;
  /** The computation that made the call. What is cached there or further out is the same in every session. */
  readonly within: Frame | undefined;
}

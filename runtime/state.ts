import { AsyncLocalStorage } from "node:async_hooks";
import type { AnyCodec } from "./copy/codec.js";
import type { Clock } from "./settings.js";
import type { Flight } from "./flight.js";
import type { FunctionCache } from "./function-cache.js";

/**
 * What every copy of the runtime in this process shares: the ESM and the CommonJS build, and a second installation of
 * the same format. It hangs on `globalThis`, since module state is per copy.
 */
interface SharedState {
  /** The cache of each compiled function. */
  readonly functions: WeakMap<object, FunctionCache>;
  /** Every cache whose module is alive. */
  readonly caches: Set<WeakRef<FunctionCache>>;
  /** The computation that the running code is part of. */
  readonly flights: AsyncLocalStorage<Flight>;
  clock: Clock;
  /** The codecs of classes, by prototype. */
  readonly codecs: WeakMap<object, AnyCodec>;
  /** How many keys are being learnt by a call that isn't meant: what runs meanwhile must not be stored. */
  learning: number;
}

/** Changes when the shape of the state, or of anything reached from it, changes incompatibly. */
const FORMAT = 3;
const KEY = Symbol.for(`tscached.state.${FORMAT}`);

type Holder = Record<symbol, SharedState | undefined>;

export const state: SharedState = ((globalThis as unknown as Holder)[KEY] ??= {
  functions: new WeakMap(),
  caches: new Set(),
  flights: new AsyncLocalStorage(),
  clock: { now: () => performance.now() },
  codecs: new WeakMap(),
  learning: 0,
});

/** The caches of every live module, oldest first. */
export function* liveCaches(): Generator<FunctionCache> {
  for (const reference of state.caches) {
    const cache = reference.deref();
    if (cache === undefined) state.caches.delete(reference);
    else yield cache;
  }
}

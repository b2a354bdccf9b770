import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import type { Stopwatch, SystemClock } from "./clock.js";
import type { Computation, Frame } from "./computation.js";
import type { AnyCodec } from "./copy/codec.js";
import type { CacheLimits } from "./definition.js";
import type { FunctionCache } from "./function-cache.js";
import type { CopyPool } from "./memory/pool.js";
import type { Session, Stay } from "./session.js";
import type { ProgressOptions } from "./progress/options.js";
import type { Reporter } from "./progress/reporter.js";

/**
 * What every copy of the runtime in this process shares: the ESM and the CommonJS build, and a second installation of
 * the same format. It hangs on `globalThis`, since module state is per copy.
 */
interface SharedState {
  /** The cache of each compiled function. */
  readonly functions: WeakMap<object, FunctionCache>;
  /** Every cache whose module is alive. */
  readonly caches: Set<WeakRef<FunctionCache>>;
  /** The async computation that the running code is part of, also behind an `await`; it may have ended. */
  readonly computations: AsyncLocalStorage<Frame | undefined>;
  /** The computation whose first part runs now, in one go. Computations set it around their bodies and put it back. */
  current: Computation | undefined;
  /** The clock that a program has put in the system's place. */
  clock: Stopwatch | undefined;
  /** Undefined until the first look at it. */
  systemClock: SystemClock | undefined;
  /** What functions are bound by that don't say so themselves. */
  defaults: CacheLimits & ProgressOptions & { readonly freeze?: boolean };
  /** How many keys are being learnt by a call that isn't meant: what runs meanwhile must not be stored. */
  learning: number;
  /** Background refreshes: how many run, how many may, and those that wait for their turn. */
  readonly refreshes: { running: number; most: number; readonly waiting: Set<() => void> };
  /** What goes on in the background, for `flush`. */
  readonly pending: Set<Promise<unknown>>;
  /** Values that callers are being given right now, and what is to be done with them afterwards. */
  readonly delivering: Map<unknown, (() => void)[]>;
  /** The codecs of classes, by prototype. */
  readonly codecs: WeakMap<object, AnyCodec>;
  /** Who is told of misses that are to be shown: the program's reporter, or the terminal's, once one was needed. */
  readonly progress: { isOn: boolean; reporter: Reporter | undefined; terminal: Reporter | undefined };
  /** Whether resources are released when the process ends. */
  releasesAtExit: boolean;
  /** The sessions of `runInSession`. */
  readonly sessions: SessionTable;
  /** Makes copies of large values ahead, once there is one. */
  copies?: CopyPool;
}

/** What there is of sessions. */
interface SessionTable {
  /** Those that haven't ended. */
  readonly byId: Map<string, Session>;
  /** Those of them that nobody is inside of, the least recently used first. */
  readonly idle: Set<Session>;
  /** The session that the running code is part of. */
  readonly context: AsyncLocalStorage<Stay | undefined>;
  max: number;
  /** In milliseconds. */
  maxIdle: number;
  /** Ends the next one that nobody uses. */
  timer: NodeJS.Timeout | undefined;
  /** Runs something in the async context of no call. */
  readonly outside: (run: () => void) => void;
}

/** Changes when the shape of the state, or of anything reached from it, changes incompatibly. */
const FORMAT = 4;
const KEY = Symbol.for(`tscached.state.${FORMAT}`);

type Holder = Record<symbol, SharedState | undefined>;

export const state: SharedState = ((globalThis as unknown as Holder)[KEY] ??= {
  functions: new WeakMap(),
  caches: new Set(),
  computations: new AsyncLocalStorage(),
  current: undefined,
  clock: undefined,
  systemClock: undefined,
  defaults: {},
  learning: 0,
  refreshes: { running: 0, most: 8, waiting: new Set() },
  pending: new Set(),
  delivering: new Map(),
  codecs: new WeakMap(),
  progress: { isOn: true, reporter: undefined, terminal: undefined },
  releasesAtExit: false,
  sessions: {
    byId: new Map(),
    idle: new Set(),
    context: new AsyncLocalStorage(),
    max: 1000,
    maxIdle: 3_600_000,
    timer: undefined,
    outside: AsyncResource.bind((run: () => void) => {
      run();
    }),
  },
});

/** The caches of every live module, oldest first. */
export function* liveCaches(): Generator<FunctionCache> {
  for (const reference of state.caches) {
    const cache = reference.deref();
    if (cache === undefined) state.caches.delete(reference);
    else yield cache;
  }
}

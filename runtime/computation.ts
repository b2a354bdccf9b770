import type { FunctionCache } from "./function-cache.js";
import type { Readings } from "./inputs/readings.js";
import type { RecordedCall } from "./replay/recording.js";
import { state } from "./state.js";

/** For a computation that begins where the running code's is still to be found; most end before anybody asks. */
export const AROUND: unique symbol = Symbol("around");

/**
 * What async contexts hold of a computation. What a body has started may go on for ever, and keeps no more than this: no
 * value, nothing that was shown or read, no cache.
 */
export class Frame {
  /** Undefined once it has ended. */
  computation: Computation | undefined;
  /** What the computation runs inside of. */
  outer: Frame | undefined;

  constructor(computation: Computation | undefined, outer: Frame | undefined) {
    this.computation = computation;
    this.outer = outer;
  }
}

/**
 * One run of a cached function's body. `state.current` holds it while its first part runs, which for a sync function is
 * all of it; behind an `await` it is found through the async context, for which only async functions pay.
 */
export class Computation {
  readonly cache: FunctionCache;
  /** Whether it is no run of a body, but of something in one that is observed as a whole: see {@link aside}. */
  readonly isAside: boolean = false;
  hasEnded = false;
  /** What it showed: its calls of replayable functions, and those of its nested computations. */
  recording: RecordedCall[] | undefined = undefined;
  /** What it asked inputs, and what they answered. */
  readings: Readings | undefined = undefined;
  private readonly isRenewal: boolean;
  private around: Frame | undefined | typeof AROUND;
  private ownFrame: Frame | undefined = undefined;

  /**
   * @param parent what the call is part of; {@link AROUND} for what is to become `state.current`
   * @param isRenewal whether it is a background refresh
   */
  constructor(cache: FunctionCache, parent: Computation | undefined | typeof AROUND, isRenewal: boolean) {
    this.cache = cache;
    this.isRenewal = isRenewal;
    if (parent === AROUND) this.around = state.current === undefined ? AROUND : state.current.placed().frame;
    else this.around = parent?.frame;
  }

  /** What stands for it in async contexts, and for computations inside of it. */
  get frame(): Frame {
    const outer = this.around === AROUND ? undefined : this.around;
    return (this.ownFrame ??= new Frame(this.hasEnded ? undefined : this, outer));
  }

  /** The nearest computation around this one that goes on. */
  get parent(): Computation | undefined {
    return this.around === AROUND ? undefined : live(this.around);
  }

  /** Whether nobody called: a background refresh, or what runs inside of one. */
  get isSilent(): boolean {
    return lineage(this).some(({ isRenewal }) => isRenewal);
  }

  /** The same one, that knows what is around it. To be called while it is `state.current`: what it starts has another context. */
  placed(): this {
    if (this.around === AROUND) this.around = liveFrame(state.computations.getStore());
    return this;
  }

  /** The computation is over. What it started may live on, and must not keep what is around it. */
  end(): void {
    this.hasEnded = true;
    this.around = this.around === AROUND ? undefined : liveFrame(this.around);
    if (this.ownFrame === undefined) return;
    this.ownFrame.computation = undefined;
    this.ownFrame.outer = this.around;
  }

  /** The computations that can't end before this one, each once removed: the one around it, and those that wait for it. */
  *dependents(): Generator<Computation> {
    if (this.parent !== undefined) yield this.parent;
  }
}

/** A call of a replayable function that is made, or of an input that is asked, inside of a computation. */
class Aside extends Computation {
  override readonly isAside = true;

  constructor(around: Computation) {
    super(around.cache, around, false);
  }
}

/**
 * Runs what a computation observes as a whole. What that calls isn't observed besides: it is called again with it.
 *
 * @param isAsync whether it goes on when `run` has returned; undefined if that isn't known
 */
export function aside(around: Computation, isAsync: boolean | undefined, run: () => unknown): unknown {
  const marker = new Aside(around);
  const outer = state.current;
  state.current = marker;
  try {
    return isAsync === false ? run() : state.computations.run(marker.frame, run);
  } finally {
    state.current = outer;
  }
}

/** The computation that the running code is part of: the innermost one that goes on. */
export function current(): Computation | undefined {
  return state.current === undefined ? live(state.computations.getStore()) : state.current.placed();
}

/** The computation and those that it runs inside, innermost first. */
export function lineage(computation: Computation | undefined): Computation[] {
  const chain: Computation[] = [];
  for (let link = computation; link !== undefined; link = link.parent) chain.push(link);
  return chain;
}

/** Those of the lineage that observe what runs in the innermost one. */
export function observersIn(innermost: Computation): Computation[] {
  const chain = lineage(innermost);
  const end = chain.findIndex(({ isAside }) => isAside);
  return end === -1 ? chain : chain.slice(0, end);
}

/** The computation of a frame, or the nearest around it that goes on: what a body only started runs in its name when it has ended. */
export function live(frame: Frame | undefined): Computation | undefined {
  return liveFrame(frame)?.computation;
}

/** Whether it is something aside in what has ended. */
function isIdle(computation: Computation): boolean {
  return computation.isAside && computation.parent === undefined;
}

function liveFrame(frame: Frame | undefined): Frame | undefined {
  let link = frame;
  // What is aside has no end of its own: what it starts isn't observed later either.
  while (link !== undefined && (link.computation === undefined || isIdle(link.computation))) link = link.outer;
  return link;
}

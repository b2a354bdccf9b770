import { isSignal } from "./abort.js";
import { now } from "./clock.js";
import { AROUND, Computation, current } from "./computation.js";
import { computeAsync } from "./compute-async.js";
import type { Snapshot } from "./copy/index.js";
import { entrySize } from "./entry-size.js";
import { channels, tell } from "./events.js";
import type { Flight } from "./flight.js";
import type { Call } from "./call.js";
import type { FunctionCache } from "./function-cache.js";
import type { Reading } from "./inputs/readings.js";
import type { Variants } from "./inputs/variants.js";
import type { KeyNode } from "./key/node.js";
import type { KeyPart } from "./key/part.js";
import { Running } from "./progress/running.js";
import { verify, type Lookup } from "./reading.js";
import { recall } from "./recall.js";
import { computeSync, type Renewal } from "./renewal.js";
import { replayAtOnce } from "./replay/replay.js";
import type { Recording } from "./replay/recording.js";
import { servesStale } from "./stale.js";
import { hide } from "./stand-in.js";
import { isValid } from "./validity.js";
import { state } from "./state.js";

/** What goes with a stored value, besides how long it lasts. */
interface Watch {
  /** What its computation showed, which is shown again on every hit. */
  readonly recording: Recording | undefined;
  /** What its computation asked inputs: all have to answer so again. */
  readonly readings?: readonly Reading[];
  /** The entry of the key, where this is one of its variants. */
  readonly holder?: Entry;
}

const NO_SIGNALS: readonly AbortSignal[] = [];

/**
 * What is kept under one key of one function: a value, or a computation on its way. Compiled code calls `hit`, `value`,
 * `valueAsync`, `compute` and `computeAsync`; the rest is the runtime's.
 */
export class Entry {
  readonly cache: FunctionCache;
  readonly node: KeyNode;
  readonly part: KeyPart;
  private filled = false;
  /** Filled, and a hit has nothing to check or to note: no expiry, no bound, no hook. */
  private settled = false;
  private stored: unknown = undefined;
  /** How a caller gets a copy of the stored value; undefined if it can be given out as it is. */
  private copier: Snapshot["copy"] = undefined;
  private writtenAt = 0;
  /** How long the stored value took to compute, in milliseconds. */
  private cost = 0;
  /** Whether the value came in a promise; only known, and asked for, where the function may give either. */
  inPromise = false;
  private hits = 0;
  private size: number | undefined = undefined;
  /** False once the entry was cleared or evicted: what is still being computed for it is not stored. */
  attached = true;
  /** Computations that run now; sync recursion may start a second one on the same key. */
  running = 0;
  /** The async computation that further callers wait for. */
  flight: Flight | undefined = undefined;
  /** How background refreshes stand; undefined until the first one is due. */
  renewal: Renewal | undefined = undefined;
  /** What `invalidateTags` finds the entry by; undefined until its first computation. */
  tags: readonly string[] | undefined = undefined;
  /** What has to be done before the stored value is handed out; it goes with the value. */
  watch: Watch | undefined = undefined;
  /** The values for different answers of inputs, where the function asks any. */
  variants: Variants | undefined = undefined;
  /** The neighbours in the order of writing; `Retention` owns them. */
  older: Entry | undefined = undefined;
  newer: Entry | undefined = undefined;

  /**
   * @param cache the cache of the function
   * @param node where in the cache's tree the entry hangs
   * @param part under which part of the key
   */
  constructor(cache: FunctionCache, node: KeyNode, part: KeyPart) {
    this.cache = cache;
    this.node = node;
    this.part = part;
  }

  /** Whether a live value is here; if so, counts a hit and refreshes recency. */
  hit(): boolean {
    if (!this.settled || channels.hit.hasSubscribers) return this.hitIfLive();
    this.hits++;
    return true;
  }

  /** The stored value as a caller may have it: a copy of data, the very object of a resource. */
  value(): unknown {
    const { copier } = this;
    return copier === undefined ? this.stored : copier(this.stored);
  }

  /** {@link value} in a promise, for a function that returns one without being `async`. */
  valueAsync(): Promise<unknown> {
    return Promise.resolve(this.value());
  }

  /**
   * On a miss: runs a sync body, stores its result and returns it. A throw passes through and stores nothing.
   *
   * @param lookup finds the entry again, from another root
   */
  compute(body: () => unknown, lookup?: Lookup): unknown {
    // Written out here: every frame between two levels of a recursive function takes from its depth.
    const { cache } = this;
    if (state.learning > 0) return cache.answerWhileLearning(this.call(body, lookup));
    if (this.isWatched) return recall(this.call(body, lookup), computeMiss);
    if (this.filled && servesStale(this.call(body, lookup), this)) return this.value();
    if (lookup !== undefined) verify(this, lookup);
    const computation = new Computation(cache, AROUND, false);
    const started = cache.start(this, this);
    const running = cache.appearance && Running.start(cache, current());
    const around = state.current;
    state.current = computation;
    try {
      const value = body();
      state.current = around;
      computation.end();
      cache.finish(this, computation, value, started);
      running?.done();
      return value;
    } catch (error) {
      // First what needs no stack, which may be used up.
      state.current = around;
      computation.end();
      const stale = this.filled ? hide(this, error) : undefined;
      cache.abandon(this, error, { isHidden: stale !== undefined });
      running?.failed(error);
      if (stale === undefined) throw error;
      replayAtOnce(stale.recording, cache);
      return cache.handOut(stale);
    }
  }

  /**
   * On a miss: runs an async body, or waits for the run on its way. A rejection passes through and stores nothing.
   *
   * @param lookup finds the entry again, from another root. While an async body runs, its caller may change an object
   *   that it passed; then the result isn't stored, and whoever waited for it computes its own.
   * @param signals what the caller may give up by: it then leaves, and the computation goes on for the others
   */
  computeAsync(body: () => unknown, lookup?: Lookup, ...signals: unknown[]): Promise<unknown> {
    const own = signals.length === 0 ? NO_SIGNALS : signals.filter(isSignal);
    return computeAsync({ entry: this, kept: this, body, lookup, signals: own, isAsync: true });
  }

  /** The parts of the key, from the first. */
  get key(): KeyPart[] {
    return [...this.node.path(), this.part];
  }

  /** An entry of the same key that no other call finds, for a computation that is nobody else's business. */
  unfindable(): Entry {
    const entry = new Entry(this.cache, this.node, this.part);
    entry.attached = false;
    return entry;
  }

  /** A new place for a value of the same key, beside the others, for certain answers of inputs. */
  variant(readings: readonly Reading[]): Entry {
    const variant = new Entry(this.cache, this.node, this.part);
    variant.watch = { recording: undefined, readings, holder: this };
    variant.tags = this.tags;
    return variant;
  }

  /** A variant has no value any more. */
  lose(variant: Entry): void {
    this.variants?.remove(variant);
    if (this.variants?.isEmpty === true) this.variants = undefined;
  }

  /** Whether a call can't be given a value before inputs are asked, or calls are made again. */
  get isWatched(): boolean {
    return this.watch !== undefined || this.variants !== undefined;
  }

  get isFilled(): boolean {
    return this.filled;
  }

  /** What is stored, as it is. */
  get snapshot(): Snapshot {
    return { value: this.stored, copy: this.copier };
  }

  /** Milliseconds since the value was written. */
  get age(): number {
    return now() - this.writtenAt;
  }

  /** How much memory the entry takes up, by estimate; asked for only where that is bounded or looked at. */
  get bytes(): number {
    return (this.size ??= entrySize(this));
  }

  /** Whether a caller could be given the value now, without anything being computed. */
  isLive(): boolean {
    return this.filled && !this.isExpired();
  }

  isExpired(): boolean {
    // Reading the clock costs more than the rest of a hit.
    const { ttl } = this.cache.policy;
    return ttl !== Infinity && this.age >= ttl;
  }

  /** Whether the value is of no use any more, not even in place of an error. */
  isGone(): boolean {
    const { keptUntil } = this.cache.policy;
    return keptUntil !== Infinity && this.age >= keptUntil;
  }

  /** Whether a caller could be given a value now, if inputs answer as they did for one of those that are kept. */
  isLiveForSome(): boolean {
    return this.isLive() || this.variants?.list.some((variant) => variant.isLive()) === true;
  }

  /** Puts a value in, which no caller holds a reference to unless it is a resource. */
  fill({ value, copy }: Snapshot, cost: number, recording: Recording | undefined): void {
    if (this.watch !== undefined || recording !== undefined) this.watch = { ...this.watch, recording };
    this.stored = value;
    this.copier = copy;
    this.cost = cost;
    this.writtenAt = now();
    this.filled = true;
    if (this.renewal !== undefined) {
      // In place: the renewal that gave the value is still to say that it is over.
      this.renewal.failures = 0;
      this.renewal.notBefore = -Infinity;
    }
    this.settle();
  }

  /** Looks again at whether a hit has anything to check. */
  settle(): void {
    this.settled = this.filled && this.watch === undefined && this.cache.isPlain;
  }

  /** Counts a use of the value, and refreshes recency. */
  use(from: "fresh" | "stale"): void {
    const { cache } = this;
    cache.retention.touch(this);
    // An async function gives it in a promise, so the caller doesn't have it yet.
    if (cache.hooks.onRelease !== undefined) cache.deliver(this.stored);
    this.hits++;
    // Asked here too: the message is dearer than the rest of a hit.
    if (channels.hit.hasSubscribers) tell("hit", cache.definition, { from });
  }

  /** Takes the value out and returns what it was good for. */
  empty(): { hits: number; savedMs: number } {
    const worth = this.worth();
    this.filled = this.settled = false;
    this.stored = this.copier = this.size = this.watch = undefined;
    this.hits = 0;
    return worth;
  }

  /** How often the stored value was used, and the computing time in milliseconds that this saved. */
  worth(): { hits: number; savedMs: number } {
    return { hits: this.hits, savedMs: this.hits * this.cost };
  }

  private hitIfLive(): boolean {
    if (this.watch !== undefined || !this.isLive()) return false;
    if (this.cache.hooks.validate !== undefined && !isValid(this)) return false;
    this.use("fresh");
    return true;
  }

  private call(body: () => unknown, lookup: Lookup | undefined): Call {
    return { entry: this, kept: this, body, lookup, signals: NO_SIGNALS, isAsync: false };
  }
}

function computeMiss(call: Call): unknown {
  return computeSync(call, "miss");
}

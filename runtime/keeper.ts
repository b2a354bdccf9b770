import { randomUUID } from "node:crypto";
import { types } from "node:util";
import { stopwatch } from "./clock.js";
import { Complaints } from "./complaints.js";
import type { Computation } from "./computation.js";
import type { Snapshot } from "./copy/index.js";
import { addWorth, type Counts } from "./counts.js";
import type { CacheDefinition } from "./definition.js";
import type { Entry } from "./entry.js";
import type { UnhashableArgumentError } from "./errors.js";
import { tell, type ErrorEvent, type ReleaseCause } from "./events.js";
import type { CacheHooks } from "./hooks.js";
import { flightsOf } from "./flight.js";
import type { Flaw } from "./inputs/readings.js";
import { replacedBy, Variants } from "./inputs/variants.js";
import { policyOf, type Policy } from "./policy.js";
import type { ValueProblem } from "./problem.js";
import { appearanceOf, type Appearance } from "./progress/options.js";
import { Releases } from "./release.js";
import { snapshotOf } from "./results.js";
import { Retention } from "./retention.js";
import type { Session } from "./session.js";
import { state } from "./state.js";
import { TagIndex, UntaggablePart } from "./tags.js";

/** How a failed computation leaves its entry. */
interface Failure {
  /** Whether others are about to compute for the same entry. */
  readonly isKept?: boolean;
  /** Whether no caller sees the error; then somebody else must be told of it. */
  readonly isHidden?: boolean;
}

/** The life of one function's entries: how computations for them begin and end, and how their values come and go. */
export abstract class Keeper {
  readonly definition: CacheDefinition;
  /** What the entries go with; undefined where all sessions share them. */
  readonly session: Session | undefined;
  /** The hash of the function's code; of this process alone where the code may be half old and half new. */
  readonly version: string;
  readonly retention: Retention;
  /** Whether callers get copies. */
  readonly isolated: boolean;
  /** How long and how much is kept. */
  policy: Policy;
  hooks: CacheHooks;
  /** What is shown on a miss; undefined for nothing. */
  appearance: Appearance | undefined;
  /** Whether a hit has nothing to check or to note: no expiry, no bound, no hook. */
  isPlain = true;
  protected readonly counts: Counts;
  protected readonly tags: TagIndex | undefined;
  private readonly releases: Releases;
  private readonly complaints: Complaints;

  /**
   * @param whole the cache of the function, where this is the one of a session, or of an object that it is called on
   * @param session the session whose cache it is, or whose object's
   */
  constructor(definition: CacheDefinition, whole?: Keeper, session?: Session) {
    this.definition = definition;
    this.session = session;
    this.complaints = whole?.complaints ?? new Complaints(this.label);
    this.version = whole?.version ?? definition.version ?? `unfinished-${randomUUID()}`;
    this.counts = whole?.counts ?? { hits: 0, misses: 0, errors: 0, evictions: 0, savedMs: 0 };
    this.releases = whole?.releases ?? new Releases(this);
    this.hooks = whole?.hooks ?? {};
    this.isolated = definition.kind === "data";
    this.tags = definition.tags === undefined ? undefined : new TagIndex(definition.tags);
    this.retention = new Retention((entry, cause) => {
      this.evict(entry, cause);
    });
    this.policy = whole?.policy ?? policyOf(definition, state.defaults);
    this.appearance = appearanceOf(definition, state.defaults);
    this.adopt();
  }

  /** The function as messages name it. */
  get label(): string {
    return `${this.definition.name} (${this.definition.source})`;
  }

  /** The error for an argument without a key, found while part `index` was read. */
  abstract unhashable(index: number, problem: ValueProblem): UnhashableArgumentError;

  /**
   * A computation that a call needs begins; returns the time on the stopwatch.
   *
   * @param kept where the value is kept that it can't be given
   */
  start(entry: Entry, kept: Entry | undefined): number {
    // What is still there has expired, unless it may stand in for an error, or sync recursion is about to replace it.
    if (kept?.isFilled === true && kept.age >= this.policy.standsInUntil) {
      this.retire(kept, kept.isExpired() ? "expiry" : "replaced");
    }
    const started = this.takeOff(entry);
    this.counts.misses++;
    tell("miss", this.definition, {});
    return started;
  }

  /** A computation begins; returns the time on the stopwatch. */
  takeOff(entry: Entry): number {
    try {
      // What isn't attached is never detached, so the index would keep it for ever.
      if (entry.attached) this.tags?.add(entry);
    } catch (error) {
      this.tidy(entry);
      throw error instanceof UntaggablePart ? this.unhashable(error.index, error) : error;
    }
    // Read before anything is noted: a clock of the program's may throw.
    const started = stopwatch();
    entry.running++;
    return started;
  }

  /** A sync computation ended well: stores a snapshot of its value. */
  finish(entry: Entry, computation: Computation, value: unknown, started: number): void {
    const snapshot = this.snapshot(value);
    const flaw = computation.readings?.flaw;
    if (flaw !== undefined) {
      this.discard(entry, false, flaw);
      return;
    }
    const kept = this.settle(entry, computation, snapshot, stopwatch() - started);
    if (types.isPromise(value)) {
      // A resource may be a promise behind a type that doesn't say so; a rejected one is an error, so it isn't kept.
      value.catch(() => {
        if (kept?.isFilled === true && kept.snapshot.value === value) this.forget(kept, "invalid");
      });
    }
  }

  /**
   * A computation ended well: stores its snapshot, unless the entry was cleared meanwhile, or the session has ended.
   *
   * @returns where it was stored
   */
  settle(entry: Entry, { readings, recording }: Computation, snapshot: Snapshot, cost: number): Entry | undefined {
    entry.running--;
    if (this.session?.hasEnded === true) {
      this.tidy(entry);
      return undefined;
    }
    if (!entry.attached) return undefined;
    const { value } = snapshot;
    // Held before the old value goes: it may be the same object.
    if (!this.isolated) this.releases.hold(value);
    if (readings === undefined && entry.variants === undefined) this.retire(entry, "replaced");
    else for (const old of replacedBy(entry, readings)) this.retire(old, "replaced");
    const kept = readings === undefined ? entry : entry.variant(readings.settled);
    kept.inPromise = entry.inPromise;
    kept.fill(snapshot, cost, recording);
    tell("store", this.definition, { durationMs: cost });
    if (kept !== entry) this.bound(entry, kept);
    this.retention.admit(kept);
    return kept;
  }

  /**
   * A computation ended well, but what it computed belongs to no key, or to no answers of inputs: stores nothing, and says
   * so once.
   *
   * @param awaited whether others wait for it, who will now compute for the same entry
   */
  discard(entry: Entry, awaited: boolean, why: "changed arguments" | Flaw): void {
    this.giveUp(entry, awaited);
    if (why === "changed arguments") this.complaints.changedArguments();
    else this.complaints.unsettledInputs(why);
  }

  /** A computation ended well, but a newer one has begun, or the entry is gone: stores nothing. */
  giveUp(entry: Entry, awaited: boolean): void {
    entry.running--;
    if (!awaited) this.tidy(entry);
  }

  /** Takes away an entry that holds nothing and expects nothing. */
  tidy(entry: Entry): void {
    if (entry.isFilled || entry.running > 0) return;
    if (entry.variants?.isEmpty !== false) this.detach(entry, "clear");
  }

  /** A computation failed: stores nothing. */
  abandon(entry: Entry, error: unknown, { isKept = false, isHidden = false }: Failure = {}): void {
    entry.running--;
    this.counts.errors++;
    if (!isHidden) tell("error", this.definition, { error, during: "call" });
    if (!isKept) this.tidy(entry);
  }

  /** A caller got a value by waiting for another's computation. */
  countJoin(cost: number): void {
    this.counts.hits++;
    this.counts.savedMs += cost;
    tell("hit", this.definition, { from: "joined" });
  }

  /** A result as it is stored: of data a private copy. */
  snapshot(value: unknown): Snapshot {
    return this.isolated ? snapshotOf(value, this.definition, this.label) : { value, copy: undefined };
  }

  /** A stored value as a caller may have it. */
  handOut({ value, copy }: Snapshot): unknown {
    return copy === undefined ? value : copy(value);
  }

  /** A value is handed out once calls have been made again, and isn't released before. */
  async lend(value: unknown, shown: Promise<void>): Promise<void> {
    await (this.isolated ? shown : this.releases.lend(value, shown));
  }

  /** Callers are being given a value, so it isn't released in this turn. */
  deliver(value: unknown): void {
    if (!this.isolated) this.releases.deliver(value);
  }

  /** Releases a value that was computed for nobody, if it wasn't stored. */
  releaseUnlessHeld(value: unknown, cause: ReleaseCause): void {
    if (!this.isolated) this.releases.release(value, cause);
  }

  /** Tells of an error that no caller sees. */
  report(error: unknown, during: ErrorEvent["during"]): void {
    tell("error", this.definition, { error, during });
    this.complaints.hidden(error, during, this.hooks);
  }

  /** Goes by new bounds and hooks, for what is there already too. */
  protected adopt(): void {
    this.retention.bind(this.policy);
    const { validate, onRelease } = this.hooks;
    const isUnhooked = validate === undefined && onRelease === undefined;
    this.isPlain = this.policy.ttl === Infinity && !this.retention.bounded && isUnhooked;
    for (const entry of this.retention.entries()) entry.settle();
  }

  /** Drops one entry, also while it is being computed. */
  protected forget(entry: Entry, cause: ReleaseCause): void {
    const holder = entry.watch?.holder;
    this.retireAll(entry, cause);
    if (holder === undefined) this.detach(entry, cause);
    else this.tidy(holder);
  }

  /** Drops an entry's value, and the entry itself unless it is being computed for a call that waits. */
  private evict(entry: Entry, cause: "eviction" | "expiry"): void {
    if (cause === "eviction") this.counts.evictions++;
    const { maxBytes } = this.policy;
    if (maxBytes !== Infinity && entry.bytes > maxBytes) this.complaints.size(entry.bytes, maxBytes);
    const holder = entry.watch?.holder;
    this.retire(entry, cause);
    if (holder !== undefined) this.tidy(holder);
    else if (entry.running === 0 || entry.flight?.purpose === "renewal") this.detach(entry, cause);
  }

  /** Takes in one more variant of an entry. */
  private bound(entry: Entry, variant: Entry): void {
    for (const surplus of (entry.variants ??= new Variants()).touch(variant)) this.evict(surplus, "eviction");
  }

  /** Takes the values of a key out of the cache. */
  protected retireAll(entry: Entry, cause: ReleaseCause): void {
    this.retire(entry, cause);
    for (const variant of entry.variants?.list ?? []) this.retire(variant, cause);
  }

  /** Takes the value of an entry out of the cache. */
  retire(entry: Entry, cause: ReleaseCause): void {
    if (!entry.isFilled) return;
    const { value } = entry.snapshot;
    const why = cause === "replaced" && entry.isExpired() && this.policy.servedUntil === 0 ? "expiry" : cause;
    this.retention.forget(entry);
    entry.watch?.holder?.lose(entry);
    addWorth(this.counts, entry.empty());
    entry.renewal?.cancel?.();
    tell("evict", this.definition, { cause: why });
    if (!this.isolated) this.releases.letGo(value, why);
  }

  private detach(entry: Entry, cause: ReleaseCause): void {
    if (!entry.attached) return;
    this.disown(entry, cause);
    entry.node.remove(entry.part);
  }

  /** What is still computed for an entry isn't stored from now on, and no tag finds it. */
  protected disown(entry: Entry, cause: ReleaseCause): void {
    entry.attached = false;
    for (const flight of flightsOf(entry)) flight.dropped ??= cause;
    this.tags?.remove(entry);
  }
}

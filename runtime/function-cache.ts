import type { Call } from "./call.js";
import { addWorth, type Counts } from "./counts.js";
import type { CacheDefinition } from "./definition.js";
import type { Entry } from "./entry.js";
import { UnhashableArgumentError } from "./errors.js";
import type { ReleaseCause } from "./events.js";
import type { CacheHooks } from "./hooks.js";
import { Instances } from "./instances.js";
import { Keeper } from "./keeper.js";
import { KeyNode } from "./key/node.js";
import { policyOf } from "./policy.js";
import { joinProbe, joinReceiver, type Probe } from "./probe.js";
import { appearanceOf } from "./progress/options.js";
import type { ValueProblem } from "./problem.js";
import { releaseAtExit } from "./release.js";
import { sessionOf } from "./session-scope.js";
import type { Session } from "./session.js";
import { liveSession } from "./sessions.js";
import { state } from "./state.js";
import { UntaggablePart } from "./tags.js";

/** The cache of one function: where its entries are found, by key and by object, and what is done with all of them. */
export class FunctionCache extends Keeper {
  /** Where compiled code looks keys up. Replaced as a whole when everything is cleared. */
  root = KeyNode.root(this);
  /** Whether the key is read along paths, where getters may be met. */
  readonly readsPaths: boolean;
  /** While a call is made only to learn its key. */
  probe: Probe | undefined = undefined;
  /** Whether each session has a cache of its own, so that this one holds nothing by itself. */
  readonly isOfSessions: boolean;
  /** The caches of the objects that the function is called on, where each has one of its own. */
  private readonly instances: Instances<FunctionCache> | undefined;

  /**
   * @param whole the cache of the function, where this is the one of a session, or of an object that it is called on
   * @param session the session whose cache it is, or whose object's
   */
  constructor(definition: CacheDefinition, whole?: FunctionCache, session?: Session) {
    super(definition, whole, session);
    this.isOfSessions = definition.scope === "session" && session === undefined;
    // Objects have theirs in those of sessions, where there are such.
    const hasInstances = definition.this === "instance" && !this.isOfSessions && whole?.instances === undefined;
    this.instances = hasInstances ? new Instances(() => new FunctionCache(definition, this, session)) : undefined;
    this.readsPaths = definition.key.some((label) => /[.[]/.test(label));
  }

  /** The calls, entries and times so far. */
  get statistics(): Counts & { entries: number; bytes: number } {
    const total = { ...this.counts, entries: 0, bytes: 0 };
    for (const entry of this.written()) {
      addWorth(total, entry.worth());
      if (entry.isGone()) continue;
      total.entries++;
      total.bytes += entry.bytes;
    }
    return total;
  }

  /** Every entry that holds a value, in the order of writing; looking lets go of none, though it may be of no use any more. */
  *written(): Generator<Entry> {
    yield* this.retention.entries();
    for (const own of this.parts()) yield* own.written();
  }

  /** The cache for calls on one object: its own, where each has one. Compiled code calls it. */
  of(receiver: unknown): FunctionCache {
    if (this.instances === undefined) return this;
    const own = this.instances.of(receiver);
    return this.probe === undefined ? own : joinReceiver(this, own, receiver);
  }

  /**
   * The cache for calls in the session that the running code is part of. Compiled code calls it.
   *
   * @throws {SessionError} outside a session, and where the result would get to other sessions.
   */
  inSession(): FunctionCache {
    const session = sessionOf(this);
    let own = session.caches.get(this);
    if (own === undefined) {
      own = new FunctionCache(this.definition, this, session);
      session.caches.set(this, own);
    }
    return this.probe === undefined ? own : joinProbe(this, own);
  }

  /**
   * The objects that have a cache of their own, or what is in their places, in the session that the running code is part
   * of where each has one; undefined where objects have none.
   */
  receivers(): unknown[] | undefined {
    if (this.definition.this !== "instance") return undefined;
    const around = this.isOfSessions ? liveSession()?.caches.get(this) : this;
    return Array.from(around?.instances?.live() ?? [], ([receiver]) => receiver);
  }

  /** Takes the process' defaults over, for what is there already too. */
  adoptDefaults(): void {
    for (const own of this.parts()) own.adoptDefaults();
    this.policy = policyOf(this.definition, state.defaults);
    this.appearance = appearanceOf(this.definition, state.defaults);
    this.adopt();
  }

  /** Takes hooks over. Those that aren't mentioned stay. */
  configure(hooks: CacheHooks): void {
    for (const own of this.parts()) own.configure(hooks);
    this.hooks = { ...this.hooks, ...hooks };
    if (this.hooks.onRelease !== undefined) releaseAtExit();
    this.adopt();
  }

  /** Drops every entry. Computations on their way are handed to their callers and not stored. */
  clear(cause: ReleaseCause = "clear"): void {
    for (const own of this.parts()) own.clear(cause);
    const { probe } = this;
    const dropped = [...(probe?.root ?? this.root).entries()];
    // First of all: what is let go of may call the function.
    if (probe === undefined) this.root = KeyNode.root(this);
    else probe.root = KeyNode.root(this);
    for (const entry of dropped) this.disown(entry, cause);
    for (const entry of dropped) this.retireAll(entry, cause);
  }

  /** Drops every entry of one object, where each has a cache of its own, in every session; else every entry. */
  clearReceiver(receiver: unknown): void {
    if (this.isOfSessions) for (const own of this.parts()) own.clearReceiver(receiver);
    else if (this.instances === undefined) this.clear();
    else this.instances.find(receiver)?.clear();
  }

  /** Drops one entry. A computation on its way is handed to its callers and not stored. */
  clearEntry(entry: Entry | undefined): void {
    if (entry !== undefined) this.forget(entry, "clear");
  }

  /** Drops the entries that have a tag. */
  clearTag(tag: string): void {
    for (const own of this.parts()) own.clearTag(tag);
    for (const entry of this.tags?.tagged(tag) ?? []) this.forget(entry, "clear");
  }

  /**
   * While a key is being learnt: notes the call, and says not to run the body. Other functions run theirs, but nothing is
   * stored: they may have been answered with nothing.
   */
  answerWhileLearning(call: Call): unknown {
    if (this.probe !== undefined) {
      this.probe.asked.push(call);
      return undefined;
    }
    this.tidy(call.entry);
    return call.body();
  }

  /** The error for an argument without a key, found while part `index` was read. */
  override unhashable(index: number, problem: ValueProblem): UnhashableArgumentError {
    const { key, isWrapped } = this.definition;
    const where = problem instanceof UntaggablePart ? "tag" : isWrapped === true ? "wrapped" : "compiled";
    const error = new UnhashableArgumentError(
      this.label,
      key[index] ?? "an argument",
      problem.path,
      problem.reason,
      where,
    );
    // An async function answers with a rejection, which nobody looks at.
    if (this.probe !== undefined) this.probe.error ??= error;
    return error;
  }

  /** The caches that hold what this one doesn't by itself: those of sessions, or of objects. */
  private *parts(): Generator<FunctionCache> {
    if (this.instances !== undefined) yield* this.instances.caches();
    if (!this.isOfSessions) return;
    for (const { caches } of state.sessions.byId.values()) {
      const own = caches.get(this);
      if (own !== undefined) yield own;
    }
  }
}

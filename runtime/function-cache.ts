import { randomUUID } from "node:crypto";
import { types } from "node:util";
import { snapshot, type Snapshot } from "./copy/index.js";
import { now } from "./clock.js";
import type { CacheDefinition } from "./definition.js";
import type { Entry } from "./entry.js";
import {
  AmbiguousArgumentsError,
  UnhashableArgumentError,
  UnserializableReturnValueError,
  warnOfChangedArguments,
} from "./errors.js";
import { KeyNode } from "./key/node.js";
import { ValueProblem } from "./problem.js";
import { Retention } from "./retention.js";
import { state } from "./state.js";

/** What happened to a function's calls so far, without what the live entries count themselves. */
interface Counts {
  hits: number;
  misses: number;
  errors: number;
  evictions: number;
  savedMs: number;
}

/** The cache of one function: its entries by key, its bounds, its counts. */
export class FunctionCache {
  readonly definition: CacheDefinition;
  /** The hash of the function's code; of this process alone where the code may be half old and half new. */
  readonly version: string;
  /** Where compiled code looks keys up. Replaced as a whole when everything is cleared. */
  root = KeyNode.root(this);
  readonly retention: Retention;
  /** Whether callers get copies. */
  readonly isolated: boolean;
  private readonly counts: Counts = { hits: 0, misses: 0, errors: 0, evictions: 0, savedMs: 0 };
  /** Whether the key is read along paths, where getters may be met. */
  readonly readsPaths: boolean;
  private hasWarned = false;
  /** While a call is made only to learn its key. */
  private probe: Probe | undefined = undefined;

  constructor(definition: CacheDefinition) {
    this.definition = definition;
    this.version = definition.version ?? `unfinished-${randomUUID()}`;
    this.isolated = definition.kind === "data";
    this.readsPaths = definition.key.some((label) => /[.[]/.test(label));
    this.retention = new Retention(definition.maxEntries, (entry, cause) => {
      if (cause === "eviction") this.counts.evictions++;
      this.release(entry);
    });
  }

  /** The function as messages name it. */
  get label(): string {
    return `${this.definition.name} (${this.definition.source})`;
  }

  /** The calls, entries and times so far. */
  get statistics(): Counts & { entries: number } {
    this.retention.sweep();
    const total = { ...this.counts, entries: this.retention.size };
    for (const entry of this.retention.entries()) addWorth(total, entry.worth());
    return total;
  }

  /** A computation for `entry` begins; returns the time. */
  start(entry: Entry): number {
    this.counts.misses++;
    entry.running++;
    // What is still there has expired, or sync recursion is about to replace it.
    this.retire(entry);
    return now();
  }

  /** A sync computation ended well: stores a snapshot of its value. */
  finish(entry: Entry, value: unknown, started: number): void {
    this.settle(entry, this.snapshot(value), now() - started);
    if (types.isPromise(value)) {
      // A resource may be a promise behind a type that doesn't say so; a rejected one is an error, so it isn't kept.
      value.catch(() => {
        if (entry.holds(value)) this.forget(entry);
      });
    }
  }

  /** A computation ended well: stores its snapshot, unless the entry was cleared meanwhile. */
  settle(entry: Entry, taken: Snapshot, cost: number): void {
    entry.running--;
    if (!entry.attached) return;
    const { ttl } = this.definition;
    this.retire(entry);
    entry.fill(taken, cost, ttl === undefined ? Infinity : now() + ttl);
    this.retention.admit(entry);
  }

  /**
   * A computation ended well, but its arguments were changed meanwhile: stores nothing, and says so once.
   *
   * @param awaited whether others wait for it, who will now compute for the same entry
   */
  discard(entry: Entry, awaited: boolean): void {
    entry.running--;
    if (!awaited) this.tidy(entry);
    if (!this.hasWarned) warnOfChangedArguments(this.label);
    this.hasWarned = true;
  }

  /** Takes away an entry that holds nothing and expects nothing. */
  tidy(entry: Entry): void {
    if (!entry.isFilled && entry.running === 0) this.detach(entry);
  }

  /** A computation failed: stores nothing. */
  abandon(entry: Entry): void {
    entry.running--;
    this.counts.errors++;
    this.tidy(entry);
  }

  /** A caller got a value by waiting for another's computation. */
  countJoin(cost: number): void {
    this.counts.hits++;
    this.counts.savedMs += cost;
  }

  /** A result as it is stored: a private copy, and how to copy that. */
  snapshot(value: unknown): Snapshot {
    if (!this.isolated) return { value, copy: undefined };
    try {
      return snapshot(value, this.definition.copy, this.definition.freeze);
    } catch (error) {
      if (error instanceof ValueProblem) throw new UnserializableReturnValueError(this.label, error.path, error.reason);
      throw error;
    }
  }

  /** Drops every entry. Computations on their way are handed to their callers and not stored. */
  clear(): void {
    const { probe } = this;
    for (const entry of (probe?.root ?? this.root).entries()) {
      entry.attached = false;
      this.retire(entry);
    }
    if (probe === undefined) this.root = KeyNode.root(this);
    else probe.root = KeyNode.root(this);
  }

  /** Drops the entry that `fn(...args)` would use. */
  clearCall(fn: (...args: never[]) => unknown, args: readonly unknown[]): void {
    const described = this.keyOf(fn, args);
    const entry = described === undefined ? undefined : this.root.find(described.key);
    described?.node.remove(described.part);
    if (entry !== undefined) this.forget(entry);
  }

  /**
   * While a key is being learnt: notes the entry that the call asked for, and says not to run the body. Other functions
   * run theirs, but nothing is stored: they may have been answered with nothing.
   */
  answerWhileLearning(entry: Entry, body: () => unknown): unknown {
    if (this.probe !== undefined) {
      this.probe.asked.push(entry);
      return undefined;
    }
    this.tidy(entry);
    return body();
  }

  /** The error for an argument without a key, found while part `index` was read. */
  unhashable(index: number, problem: ValueProblem): UnhashableArgumentError {
    const parameter = this.definition.key[index] ?? "an argument";
    const error = new UnhashableArgumentError(this.label, parameter, problem.path, problem.reason);
    // An async function answers with a rejection, which nobody looks at.
    if (this.probe !== undefined) this.probe.error ??= error;
    return error;
  }

  /** Drops one entry, also while it is being computed. */
  private forget(entry: Entry): void {
    this.retire(entry);
    this.detach(entry);
  }

  /** Drops an entry's value, and the entry itself unless it is being computed: that computation is still awaited. */
  private release(entry: Entry): void {
    this.retire(entry);
    if (entry.running === 0) this.detach(entry);
  }

  private retire(entry: Entry): void {
    if (!entry.isFilled) return;
    this.retention.forget(entry);
    addWorth(this.counts, entry.empty());
  }

  private detach(entry: Entry): void {
    if (!entry.attached) return;
    entry.attached = false;
    entry.node.remove(entry.part);
  }

  /**
   * An entry under the key of a call, learnt by making the call against an empty tree: the compiled function applies its defaults,
   * takes its parameters apart and asks for its entry, and is stopped there. So a call that is only described can't be
   * read differently from one that is made.
   */
  private keyOf(fn: (...args: never[]) => unknown, args: readonly unknown[]): Entry | undefined {
    const around = this.probe;
    const probe: Probe = { root: this.root, asked: [], error: undefined };
    this.root = this.root.scratch();
    this.probe = probe;
    state.learning++;
    try {
      const result: unknown = Reflect.apply(fn, undefined, args);
      // An async function whose defaults throw rejects; such a call has no entry.
      if (result instanceof Promise) result.catch(() => undefined);
    } catch (error) {
      if (probe.asked.length === 0) throw error;
      throw new AmbiguousArgumentsError(this.label);
    } finally {
      state.learning--;
      this.root = probe.root;
      this.probe = around;
    }
    if (probe.error !== undefined) throw probe.error;
    const [entry, ...others] = probe.asked;
    // Only a default that calls the function itself asks twice, and it was answered with nothing.
    if (others.length > 0) throw new AmbiguousArgumentsError(this.label);
    return entry;
  }
}

/** A call that is made only to learn its key. */
interface Probe {
  /** The tree that is put back when it is over. */
  root: KeyNode;
  /** The entries that it asked for. */
  readonly asked: Entry[];
  error: UnhashableArgumentError | undefined;
}

function addWorth(total: Counts, worth: { hits: number; savedMs: number }): void {
  total.hits += worth.hits;
  total.savedMs += worth.savedMs;
}

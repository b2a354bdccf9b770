import { KEYS, type Rules } from "./rules.js";

const FIRST_RETRY = 1_000;
const LAST_RETRY = 60_000;

/** Someone who called, perhaps with a signal of their own. */
interface Caller {
  readonly call: number;
  readonly hasSignal: boolean;
}

/** One run of the body. */
export interface Run {
  readonly number: number;
  readonly key: number;
  /** For a call that found nothing, for one that asked for a new value, or in the background. */
  readonly purpose: "call" | "refresh" | "background";
  /** Who began it; nobody in the background. */
  readonly owner: Caller | undefined;
  /** Who waits for it beside the owner. */
  waiters: Caller[];
  /** Why its value isn't stored, if something has happened since it began. */
  unwanted: Cause | undefined;
  /** Whether what has been stored since is nothing to it. */
  isCutOff: boolean;
}

type Cause = "clear" | "eviction" | "expiry" | "replaced";

interface Stored {
  readonly key: number;
  readonly run: number;
  readonly writtenAt: number;
  usedAt: number;
  failures: number;
  retryAt: number;
}

/**
 * What a cached function does, said as simply as possible: what each call may return, how often the body runs, what is
 * kept. Written from the specification, and from nothing of the runtime's.
 */
export class Model {
  readonly rules: Rules;
  time = 0;
  /** Every run of the body so far, in the order of their starts. */
  readonly runs: Run[] = [];
  /** How each call stands: "pending", "value 3" or "error 3" of a run, or "aborted". */
  readonly outcomes: string[] = [];
  /** What was released, and why. */
  readonly released: string[] = [];
  /** How many errors the program was told of that no caller saw. */
  told = 0;
  readonly counts = { hits: 0, misses: 0, errors: 0, evictions: 0 };
  /** In the order of writing. */
  private stored: Stored[] = [];
  /** Runs that haven't ended, in the order of their starts. */
  pending: Run[] = [];
  /** Keys that wait for their refresh in the background, in the order of asking. */
  private queue: number[] = [];
  private uses = 0;

  constructor(rules: Rules) {
    this.rules = rules;
  }

  /** A call; returns the run that it starts, if it does. */
  call(key: number, hasSignal: boolean): Run | undefined {
    const caller = this.newCaller(hasSignal);
    const stored = this.find(key);
    if (stored !== undefined && this.age(stored) < this.servedFor) {
      this.counts.hits++;
      stored.usedAt = ++this.uses;
      this.outcomes[caller.call] = `value ${stored.run}`;
      if (this.isExpired(stored)) this.askForRefresh(stored);
      return undefined;
    }
    const flight = this.rules.style === "async" ? this.flightOf(key) : undefined;
    if (flight === undefined) return this.startForCall(key, caller);
    flight.waiters.push(caller);
    return undefined;
  }

  /** A call that wants a new value, whatever is there. What is under way reaches those who wait for it, and no more. */
  refresh(key: number): Run {
    const flight = this.rules.style === "async" ? this.flightOf(key) : undefined;
    if (flight !== undefined) flight.unwanted = "replaced";
    return this.start(key, "refresh", this.newCaller(false));
  }

  /** Starts the refresh in the background whose turn it is; undefined if there is none, or no room for it. */
  startRefresh(): Run | undefined {
    const refreshing = this.pending.filter(({ purpose }) => purpose === "background");
    while (this.queue.length > 0 && refreshing.length < this.rules.refreshConcurrency) {
      const stored = this.find(this.queue.shift() ?? NaN);
      // It may have been written again since, or be about to be.
      if (stored === undefined || !this.isExpired(stored) || this.flightOf(stored.key) !== undefined) continue;
      return this.start(stored.key, "background", undefined);
    }
    return undefined;
  }

  /** A run ends well. */
  succeed(run: Run): void {
    this.end(run);
    for (const { call } of this.callersOf(run)) this.outcomes[call] = `value ${run.number}`;
    this.counts.hits += run.waiters.length;
    if (run.unwanted === undefined) this.store(run);
    // What nobody ever gets is nobody's to clean up.
    else if (run.purpose === "background" && run.waiters.length === 0) this.noteRelease(run.number, run.unwanted);
  }

  /** A run fails. */
  fail(run: Run): void {
    this.end(run);
    this.counts.errors++;
    const stored = run.isCutOff ? undefined : this.find(run.key);
    if (run.purpose === "background" && stored !== undefined) {
      stored.retryAt = this.time + Math.min(FIRST_RETRY * 2 ** stored.failures++, LAST_RETRY);
    }
    const standIn = stored !== undefined && this.age(stored) < this.standsInFor ? stored : undefined;
    if (run.purpose === "background" || (run.purpose === "call" && standIn !== undefined)) this.told++;
    for (const caller of this.callersOf(run)) {
      const isStandIn = standIn !== undefined && !(run.purpose === "refresh" && caller === run.owner);
      this.outcomes[caller.call] = isStandIn ? `value ${standIn.run}` : `error ${run.number}`;
      if (isStandIn && caller !== run.owner) this.counts.hits++;
    }
  }

  /** The calls that wait and have a signal. */
  get abortable(): number[] {
    return this.pending
      .filter(({ unwanted }) => unwanted !== "replaced")
      .flatMap((run) => this.callersOf(run).filter(({ hasSignal }) => hasSignal))
      .map(({ call }) => call);
  }

  /** A caller's signal aborts: one who only waits leaves; an owner's body fails, and who still waits takes over. */
  abort(call: number): void {
    const run = this.pending.find((one) => this.callersOf(one).some((caller) => caller.call === call));
    if (run === undefined) return;
    this.outcomes[call] = "aborted";
    run.waiters = run.waiters.filter((waiter) => waiter.call !== call);
    if (run.owner?.call !== call) return;
    this.end(run);
    this.counts.errors++;
    const [next, ...others] = run.waiters;
    if (next === undefined) return;
    const taken = run.isCutOff ? this.startApart(run, next) : this.startForCall(run.key, next);
    taken.waiters = others;
  }

  clear(key: number): void {
    this.drop(key, "clear");
  }

  invalidate(tag: string): void {
    for (const [key, [tenant, id]] of KEYS.entries()) {
      if (["all", `tenant:${tenant}`, `id:${id}`].includes(tag)) this.clear(key);
    }
  }

  /** Of each key, whether a call would be a hit. */
  get present(): boolean[] {
    return KEYS.map((_, key) => {
      const stored = this.find(key);
      return stored !== undefined && !this.isExpired(stored);
    });
  }

  /** How many values are kept. */
  get entries(): number {
    return this.stored.filter((stored) => !this.isGone(stored)).length;
  }

  private startForCall(key: number, caller: Caller): Run {
    this.counts.misses++;
    const expired = this.stored.find((stored) => stored.key === key && this.isExpired(stored));
    if (expired !== undefined && this.age(expired) >= this.standsInFor) this.remove(expired, "expiry");
    return this.start(key, "call", caller);
  }

  /** Starts what another run goes on as, that nothing is stored of any more. */
  private startApart({ key, unwanted }: Run, caller: Caller): Run {
    this.counts.misses++;
    const run = this.start(key, "call", caller);
    run.unwanted = unwanted;
    run.isCutOff = true;
    return run;
  }

  private start(key: number, purpose: Run["purpose"], owner: Caller | undefined): Run {
    const run: Run = {
      number: this.runs.length,
      key,
      purpose,
      owner,
      waiters: [],
      unwanted: undefined,
      isCutOff: false,
    };
    this.runs.push(run);
    this.pending.push(run);
    return run;
  }

  private end(run: Run): void {
    this.pending = this.pending.filter((other) => other !== run);
  }

  private store({ key, number }: Run): void {
    const old = this.find(key);
    if (old !== undefined)
      this.remove(old, this.isExpired(old) && this.rules.staleFor === undefined ? "expiry" : "replaced");
    for (const stored of this.stored.filter((one) => this.isGone(one))) this.drop(stored.key, "expiry");
    this.stored.push({ key, run: number, writtenAt: this.time, usedAt: ++this.uses, failures: 0, retryAt: 0 });
    while (this.stored.length > (this.rules.maxEntries ?? Infinity)) {
      const expired = this.stored.find((stored) => this.isExpired(stored));
      const [longestUnused] = this.stored.toSorted((left, right) => left.usedAt - right.usedAt);
      if (expired === undefined) this.counts.evictions++;
      this.drop((expired ?? longestUnused)?.key ?? NaN, expired === undefined ? "eviction" : "expiry");
    }
  }

  /** Takes a value away. What runs in the background goes with what it was for; what a caller asked for doesn't. */
  private drop(key: number, cause: Cause): void {
    const stored = this.find(key);
    if (stored !== undefined) this.remove(stored, cause);
    const runs = this.pending.filter((run) => run.key === key);
    const isComputed = runs.some(({ purpose, unwanted }) => purpose !== "background" && unwanted === undefined);
    // What a caller computes takes the value's place, and a refresh that was asked for goes on waiting beside it.
    if (cause === "clear" || !isComputed) this.queue = this.queue.filter((queued) => queued !== key);
    for (const run of runs) {
      if (cause !== "clear" && run.purpose !== "background") continue;
      run.unwanted ??= cause;
      run.isCutOff = true;
    }
  }

  private remove(stored: Stored, cause: Cause): void {
    this.stored = this.stored.filter((other) => other !== stored);
    this.noteRelease(stored.run, cause);
  }

  private noteRelease(run: number, cause: Cause): void {
    if (this.rules.kind === "resource") this.released.push(`${run} ${cause}`);
  }

  private askForRefresh({ key, retryAt }: Stored): void {
    const isUnderWay = this.pending.some((run) => run.key === key && run.purpose === "background" && !run.isCutOff);
    if (this.time >= retryAt && !isUnderWay && !this.queue.includes(key)) this.queue.push(key);
  }

  private newCaller(hasSignal: boolean): Caller {
    return { call: this.outcomes.push("pending") - 1, hasSignal };
  }

  private callersOf({ owner, waiters }: Run): Caller[] {
    return owner === undefined ? waiters : [owner, ...waiters];
  }

  private find(key: number): Stored | undefined {
    return this.stored.find((stored) => stored.key === key);
  }

  /** The run that a new caller of a key waits for. */
  private flightOf(key: number): Run | undefined {
    return this.pending.find((run) => run.key === key && run.unwanted === undefined);
  }

  private get expiresAfter(): number {
    return this.rules.ttl ?? Infinity;
  }

  /** How old a value may be that is given to a caller, fresh or stale. */
  private get servedFor(): number {
    return this.expiresAfter + (this.rules.staleFor ?? 0);
  }

  /** How old a value may be that stands in for an error; none does if nothing is said. */
  private get standsInFor(): number {
    return this.rules.staleIfError === undefined ? 0 : this.expiresAfter + this.rules.staleIfError;
  }

  private age({ writtenAt }: Stored): number {
    return this.time - writtenAt;
  }

  private isExpired(stored: Stored): boolean {
    return this.age(stored) >= this.expiresAfter;
  }

  /** Of no use any more. */
  private isGone(stored: Stored): boolean {
    return this.age(stored) >= Math.max(this.servedFor, this.standsInFor);
  }
}

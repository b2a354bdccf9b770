import type { Call } from "./call.js";
import type { Entry } from "./entry.js";
import { AmbiguousArgumentsError, ReceiverNeededError, type CacheError } from "./errors.js";
import type { FunctionCache } from "./function-cache.js";
import type { KeyNode } from "./key/node.js";
import { state } from "./state.js";

/** A call that is made only to learn its key. */
export interface Probe {
  /** The tree that is put back when it is over. */
  root: KeyNode;
  /** What the function would have run. */
  readonly asked: Call[];
  error: CacheError | undefined;
  /** Whether it isn't said what the call is made on. */
  readonly isDetached: boolean;
  /** The caches of objects that take part, each with the tree that is put back. */
  readonly joined: { readonly cache: FunctionCache; readonly probe: Probe }[];
}

/** For a call of which isn't said what it is made on. */
export const NO_RECEIVER = Symbol("no receiver");

/** How the object that a function is called on is named among the parts of a key. */
const RECEIVER = "this";

/** A call that is only described. */
export interface DescribedCall {
  readonly fn: (...args: never[]) => unknown;
  /** What it is made on; {@link NO_RECEIVER} if that isn't said, as it needn't be for most functions. */
  readonly receiver: unknown;
  readonly args: readonly unknown[];
}

/**
 * Drops the entry that a call would use; where each object has a cache of its own and none is named, on all of them. Of
 * a function that each session has a cache for: outside a session in all of them.
 *
 * Throws as {@link prepareCall} does.
 */
export function clearCall(cache: FunctionCache, described: DescribedCall): void {
  const { context, byId } = state.sessions;
  if (!cache.isOfSessions || context.getStore() !== undefined) {
    clearHere(cache, described);
    return;
  }
  for (const session of [...byId.values()]) {
    if (!session.caches.has(cache)) continue;
    context.run({ session, within: undefined }, () => {
      clearHere(cache, described);
    });
  }
}

function clearHere(cache: FunctionCache, described: DescribedCall): void {
  const all = described.receiver === NO_RECEIVER ? cache.receivers() : undefined;
  for (const receiver of all ?? [described.receiver]) {
    const entry = findEntry(cache, { ...described, receiver });
    entry?.cache.clearEntry(entry);
  }
}

/** The entry that a call would use, if there is one. Throws as {@link prepareCall} does. */
export function findEntry(cache: FunctionCache, described: DescribedCall): Entry | undefined {
  const scratch = learn(cache, described)?.entry;
  const entry = scratch?.cache.root.find(scratch.key);
  scratch?.node.remove(scratch.part);
  return entry;
}

/**
 * What a call would run, for the entry that it would use; undefined if its parameters throw before there is a key.
 *
 * @throws {AmbiguousArgumentsError} when a default parameter calls the function itself.
 * @throws {UnhashableArgumentError} when an argument has no exact key.
 */
export function prepareCall(cache: FunctionCache, described: DescribedCall): Call | undefined {
  const call = learn(cache, described);
  if (call === undefined) return undefined;
  const entry = call.entry.cache.root.graft(call.entry);
  call.entry.node.remove(call.entry.part);
  return { ...call, entry };
}

/**
 * What a call would run, with an entry of its key in an empty tree; learnt by making the call against that tree: the
 * compiled function applies its defaults, takes its parameters apart and asks for its entry, and is stopped there. So a
 * call that is only described can't be read differently from one that is made. The caller removes the entry again.
 *
 * @throws {ReceiverNeededError} when it depends on the object that the call is made on, and none is named.
 */
function learn(cache: FunctionCache, described: DescribedCall): Call | undefined {
  const { fn, receiver, args } = described;
  const isDetached = receiver === NO_RECEIVER;
  const around = cache.probe;
  const probe: Probe = { root: cache.root, asked: [], error: undefined, isDetached, joined: [] };
  cache.root = cache.root.scratch();
  cache.probe = probe;
  state.learning++;
  try {
    const result: unknown = Reflect.apply(fn, receiverOf(described), args);
    // An async function whose defaults throw rejects; such a call has no entry.
    if (result instanceof Promise) result.catch(() => undefined);
  } catch (error) {
    if (probe.asked.length === 0) throw error;
    throw new AmbiguousArgumentsError(cache.label);
  } finally {
    state.learning--;
    cache.root = probe.root;
    cache.probe = around;
    for (const { cache: own, probe: ownProbe } of probe.joined) {
      own.root = ownProbe.root;
      own.probe = undefined;
      probe.error ??= ownProbe.error;
    }
  }
  if (probe.error !== undefined) throw probe.error;
  const [call, ...others] = probe.asked;
  // Only a default that calls the function itself asks twice, and it was answered with nothing.
  if (others.length > 0) throw new AmbiguousArgumentsError(cache.label);
  if (isDetached && call !== undefined && isOfNothing(call.entry)) throw new ReceiverNeededError(cache.label);
  return call;
}

/** What a described call is made on. */
export function receiverOf({ receiver }: DescribedCall): unknown {
  return receiver === NO_RECEIVER ? undefined : receiver;
}

/**
 * Lets the cache of an object take part, while a call is made only to learn its key: an arrow function knows by itself
 * which object that is.
 *
 * @param receiver the object, or what is in its place
 */
export function joinReceiver(whole: FunctionCache, own: FunctionCache, receiver: unknown): FunctionCache {
  const { probe } = whole;
  if (probe?.isDetached === true && receiver === undefined && own.probe === undefined) {
    const error = new ReceiverNeededError(whole.label);
    // An async function answers with a rejection, which nobody looks at.
    probe.error ??= error;
    throw error;
  }
  return joinProbe(whole, own);
}

/** Lets the cache of a session or of an object take part, while a call is made only to learn its key. */
export function joinProbe(whole: FunctionCache, own: FunctionCache): FunctionCache {
  const { probe } = whole;
  if (probe === undefined || own.probe !== undefined) return own;
  const ownProbe: Probe = { ...probe, root: own.root, error: undefined };
  probe.joined.push({ cache: own, probe: ownProbe });
  own.root = own.root.scratch();
  own.probe = ownProbe;
  return own;
}

/** Whether a key has an object in it that the function is called on, and that is none. */
function isOfNothing(entry: Entry): boolean {
  const index = entry.cache.definition.key.indexOf(RECEIVER);
  if (index === -1) return false;
  const steps = [...entry.node.lineage(), { part: entry.part, index: entry.node.index + 1 }];
  const [part, ...others] = steps.filter((step) => step.index === index + 1);
  return others.length === 0 && part?.part === undefined;
}

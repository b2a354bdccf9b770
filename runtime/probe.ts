import type { Call } from "./call.js";
import type { Entry } from "./entry.js";
import { AmbiguousArgumentsError, type UnhashableArgumentError } from "./errors.js";
import type { FunctionCache } from "./function-cache.js";
import type { KeyNode } from "./key/node.js";
import { state } from "./state.js";

/** A call that is made only to learn its key. */
export interface Probe {
  /** The tree that is put back when it is over. */
  root: KeyNode;
  /** What the function would have run. */
  readonly asked: Call[];
  error: UnhashableArgumentError | undefined;
}

/** A call that is only described. */
export interface DescribedCall {
  readonly fn: (...args: never[]) => unknown;
  readonly receiver: unknown;
  readonly args: readonly unknown[];
}

/** The entry that a call would use, if there is one. Throws as {@link prepareCall} does. */
export function findEntry(cache: FunctionCache, described: DescribedCall): Entry | undefined {
  const scratch = learn(cache, described)?.entry;
  const entry = scratch === undefined ? undefined : cache.root.find(scratch.key);
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
  const entry = cache.root.graft(call.entry);
  call.entry.node.remove(call.entry.part);
  return { ...call, entry };
}

/**
 * What a call would run, with an entry of its key in an empty tree; learnt by making the call against that tree: the
 * compiled function applies its defaults, takes its parameters apart and asks for its entry, and is stopped there. So a
 * call that is only described can't be read differently from one that is made. The caller removes the entry again.
 */
function learn(cache: FunctionCache, { fn, receiver, args }: DescribedCall): Call | undefined {
  const around = cache.probe;
  const probe: Probe = { root: cache.root, asked: [], error: undefined };
  cache.root = cache.root.scratch();
  cache.probe = probe;
  state.learning++;
  try {
    const result: unknown = Reflect.apply(fn, receiver, args);
    // An async function whose defaults throw rejects; such a call has no entry.
    if (result instanceof Promise) result.catch(() => undefined);
  } catch (error) {
    if (probe.asked.length === 0) throw error;
    throw new AmbiguousArgumentsError(cache.label);
  } finally {
    state.learning--;
    cache.root = probe.root;
    cache.probe = around;
  }
  if (probe.error !== undefined) throw probe.error;
  const [call, ...others] = probe.asked;
  // Only a default that calls the function itself asks twice, and it was answered with nothing.
  if (others.length > 0) throw new AmbiguousArgumentsError(cache.label);
  return call;
}

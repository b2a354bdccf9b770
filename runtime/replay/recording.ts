import { observersIn, type Computation } from "../computation.js";
import { sizeOf, snapshot, type Snapshot } from "../copy/index.js";
import { UnreplayableArgumentError } from "../errors.js";
import { argumentAt, labelOf, type ObservedBody, type ObservedFunction } from "../observed.js";
import { ValueProblem } from "../problem.js";
import { enteredSession, placedFor } from "../session-scope.js";

/** A call of a replayable function that a computation made. */
export interface RecordedCall {
  readonly replayable: ObservedFunction;
  readonly body: ObservedBody;
  readonly receiver: unknown;
  /** All arguments: private copies, or for resources the very ones. */
  readonly args: Snapshot;
  /** The session that it was made in, if the recording computation had entered that by itself; else it is the caller's. */
  readonly session: string | undefined;
  readonly fate: Fate;
}

/** How a call went when it was recorded. */
export interface Fate {
  /** Whether it threw or rejected. Where there is a value nevertheless, the body has coped with that. */
  hasFailed: boolean;
}

/** The calls that a computation made, its nested ones' among them, in their order. */
export type Recording = readonly RecordedCall[];

/** A call that is being made. */
export interface ReplayableCall {
  readonly replayable: ObservedFunction;
  readonly body: ObservedBody;
  readonly receiver: unknown;
  readonly args: readonly unknown[];
}

/**
 * Takes down a call, for a computation and every one around it.
 *
 * @throws {UnreplayableArgumentError} if an argument can't be copied, and one of them keeps data. Nothing is taken down then.
 */
export function record(innermost: Computation, { replayable, body, receiver, args }: ReplayableCall): Fate {
  const chain = observersIn(innermost);
  // Where one keeps data, what is recorded has to be nobody else's; a mere resource's may be what can't be copied.
  const keepsData = chain.find(({ cache }) => cache.isolated);
  const taken =
    keepsData === undefined ? { value: [...args], copy: undefined } : copyOf(args, replayable, keepsData, innermost);
  const fate: Fate = { hasFailed: false };
  const call: RecordedCall = { replayable, body, receiver, args: taken, session: undefined, fate };
  const entered = enteredSession();
  for (const computation of chain) (computation.recording ??= []).push(placedFor(call, computation, entered));
  return fate;
}

/** About how many bytes a recording of data takes in memory. */
export function recordingSize(recording: Recording): number {
  return sizeOf(recording.map(({ args }) => args.value));
}

/** The arguments for making a call again: fresh copies, unless they are shared. */
export function argumentsOf({ args }: RecordedCall): never[] {
  return (args.copy === undefined ? args.value : args.copy(args.value)) as never[];
}

function copyOf(
  args: readonly unknown[],
  replayable: ObservedFunction,
  keepsData: Computation,
  innermost: Computation,
): Snapshot {
  try {
    return snapshot([...args]);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    const { number, path } = argumentAt(error.path);
    throw new UnreplayableArgumentError(
      labelOf(replayable),
      keepsData.cache.label,
      `argument ${number}${path} ${error.reason}`,
      innermost === keepsData ? undefined : innermost.cache.label,
    );
  }
}

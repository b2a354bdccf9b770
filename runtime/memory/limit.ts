import { totalmem } from "node:os";
import { isMainThread } from "node:worker_threads";

/**
 * A buffer from here on is worth a thread: taking a copy that is there takes 0.1 ms with everything around it, making
 * one of 1 MiB 0.2 ms, of 4 MiB 1 ms, of 80 MB 60 to 130 ms (docs/large-values.md).
 */
export const LARGE_BYTES = 4 * 1024 * 1024;

const MOST_BYTES = 1024 ** 3;
const SHARE_OF_MEMORY = 1 / 8;

/**
 * How many bytes of copies may be made ahead if the program says nothing: an eighth of what the process may use, up to
 * 1 GiB. None in a worker thread, since nothing adds up what a process's threads take.
 */
export function defaultLimit(): number {
  if (!isMainThread) return 0;
  // What the container allows; 0 or an absurd number if there is no such limit.
  const allowed = process.constrainedMemory();
  const memory = Math.min(totalmem(), allowed > 0 ? allowed : Infinity);
  return Math.min(MOST_BYTES, Math.floor(memory * SHARE_OF_MEMORY));
}

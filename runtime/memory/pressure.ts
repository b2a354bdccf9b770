/** From here on an untouched buffer comes from the system, on every platform, and takes up no memory. */
const STEP_BYTES = 64 * 1024 * 1024;

/**
 * Shared memory that the engine hasn't been told of. It counts a SharedArrayBuffer as nothing, so that a program which
 * makes and drops large ones has none of them collected, up to the end of the machine's memory.
 */
let untold = 0;

/**
 * Tells the engine that shared memory was taken, as if it had been an ArrayBuffer: by one that is never touched, which
 * takes address space alone.
 */
export function countShared(bytes: number): void {
  untold += bytes;
  if (untold < STEP_BYTES) return;
  try {
    new ArrayBuffer(untold);
  } catch {
    // Not even address space, which the engine has noticed by itself then.
  }
  untold = 0;
}

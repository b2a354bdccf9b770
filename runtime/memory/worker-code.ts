import { JobState } from "./jobs.js";

/**
 * How much is copied between two looks at whether the copy is still wanted. A piece can't be interrupted, so this is
 * also what the end of the process may have to wait for: about 3 ms.
 */
const PIECE_BYTES = 4 * 1024 * 1024;

/**
 * Memory that is asked for and never touched, so that none is used; but the engine counts it, and collects. Snapshots
 * that the thread has read would otherwise stay for as long as it does nothing, since a thread that waits collects nothing.
 */
const PRESSURE_BYTES = 256 * 1024 * 1024;

/**
 * What the thread runs. A text, so that no bundler misses a file, and nothing that instruments code has it call back
 * into a module that isn't there.
 *
 * A copy is posted when it is whole, and its job is given up after that: who then sees the job idle finds the copy at
 * the port.
 */
export const WORKER_CODE = `"use strict";
const { port } = process.getBuiltinModule("node:worker_threads").workerData;

port.on("message", ({ value, control, jobs }) => {
  if (jobs === undefined) return void setImmediate(collect);
  const words = new Int32Array(control);
  for (const job of jobs) run(value, words, job);
});

function run(value, words, { index, master }) {
  if (Atomics.compareExchange(words, index, ${JobState.queued}, ${JobState.running}) !== ${JobState.queued}) return;
  try {
    const copy = copyOf(master, words, index);
    if (copy !== undefined) port.postMessage({ value, index, copy }, [copy]);
  } catch {
    // No memory for it: who asks for the copy makes it, or fails to, where that can be told.
  }
  Atomics.store(words, index, ${JobState.idle});
  Atomics.notify(words, index);
}

function copyOf(master, words, index) {
  const copy = new ArrayBuffer(master.byteLength);
  const from = new Uint8Array(master);
  const to = new Uint8Array(copy);
  const progress = words.length / 2 + index;
  for (let start = 0; start < to.length; start += ${PIECE_BYTES}) {
    if (Atomics.load(words, index) !== ${JobState.running}) return undefined;
    to.set(from.subarray(start, start + ${PIECE_BYTES}), start);
    Atomics.add(words, progress, 1);
  }
  return copy;
}

function collect() {
  try {
    new ArrayBuffer(${PRESSURE_BYTES});
  } catch {
    // Not even address space: the next copy will do.
  }
}
`;

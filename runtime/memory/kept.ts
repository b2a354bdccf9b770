import { bytesIn } from "../binary.js";
import { state } from "../state.js";
import { CopyPool } from "./pool.js";
import type { Prepared } from "./prepared.js";
import { countShared } from "./pressure.js";

export { LARGE_BYTES } from "./limit.js";

/** The snapshot of the large buffers of one value. */
export interface KeptMemory {
  /** The snapshot. It can stand for the buffers in a stored value; nobody may write to it, or be given it. */
  readonly masters: readonly SharedArrayBuffer[];
  /** A copy of each buffer, in the order given, that is the caller's alone. */
  copy(): ArrayBuffer[];
  /** Gives back what was made ahead. Copies can still be had, each made when it is asked for. */
  release(): void;
}

/**
 * Takes a snapshot of large buffers, and has copies of it made ahead.
 *
 * All large buffers of a value go in together: they are asked for together, and the thread and the caller can share the
 * work. What is below {@link LARGE_BYTES} is better copied with the rest of the value.
 *
 * @param sources buffers, or views for only the bytes that they show
 * @param pool who makes the copies; that of the process if not given
 * @throws {RangeError} if there is no memory for the snapshot, which then isn't taken
 */
export function keepMemory(sources: readonly (ArrayBuffer | ArrayBufferView)[], pool = processPool()): KeptMemory {
  return keepMasters(
    sources.map((source) => masterOf(source, pool)),
    pool,
  );
}

/**
 * The first half of {@link keepMemory}, for one buffer: its snapshot. For walks that meet buffers one after the other.
 *
 * @throws {RangeError} if there is no memory for it
 */
export function masterOf(source: ArrayBuffer | ArrayBufferView, pool = processPool()): SharedArrayBuffer {
  const bytes = bytesIn(source);
  const master = pool.withRoom(() => new SharedArrayBuffer(bytes.byteLength));
  countShared(bytes.byteLength);
  // Shared with the thread that copies it; written here alone.
  new Uint8Array(master).set(bytes);
  return master;
}

/** The second half: has copies made of snapshots that nobody writes to any more. */
export function keepMasters(masters: readonly SharedArrayBuffer[], pool = processPool()): KeptMemory {
  return new Kept(masters, pool);
}

/** Who makes the copies in this process. */
export function processPool(): CopyPool {
  return (state.copies ??= new CopyPool());
}

/** What the pool holds doesn't hold this, so that values which nobody releases are let go of when they are collected. */
class Kept implements KeptMemory {
  readonly masters: readonly SharedArrayBuffer[];
  private readonly pool: CopyPool;
  private readonly value: Prepared;

  constructor(masters: readonly SharedArrayBuffer[], pool: CopyPool) {
    this.masters = masters;
    this.pool = pool;
    this.value = pool.add(masters, this);
  }

  copy(): ArrayBuffer[] {
    return this.pool.copies(this.value, this.masters);
  }

  release(): void {
    this.pool.release(this.value);
  }
}

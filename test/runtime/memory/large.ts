import { setTimeout } from "node:timers/promises";
import { CopyPool } from "../../../runtime/memory/pool.js";

/** What counts as large in these tests, so that they needn't move much memory. */
export const LARGE = 64 * 1024;

/** With room for so many large buffers. */
export function smallPool(room: number): CopyPool {
  return new CopyPool({ limit: room * LARGE, largeBytes: LARGE });
}

/** A buffer that is large, every word of it told from its neighbours and from other buffers'. */
export function largeBuffer(seed: number, extraBytes = 0): ArrayBuffer {
  const buffer = new ArrayBuffer(LARGE + extraBytes);
  const words = new Int32Array(buffer);
  for (let index = 0; index < words.length; index++) words[index] = Math.imul(index + 1, 2 * seed + 1);
  return buffer;
}

/** Shared memory with the same content, as the pool takes it. */
export function masterOf(buffer: ArrayBuffer): SharedArrayBuffer {
  const master = new SharedArrayBuffer(buffer.byteLength);
  new Uint8Array(master).set(new Uint8Array(buffer));
  return master;
}

/** Compares quickly: jest would compare element by element. */
export function isSame(actual: ArrayBufferLike | undefined, expected: ArrayBufferLike | undefined): boolean {
  return actual !== undefined && expected !== undefined && Buffer.from(actual).equals(Buffer.from(expected));
}

/** Until every copy asked for is there. */
export async function settled(pool: CopyPool): Promise<void> {
  while (pool.isBusy) await setTimeout(1);
}

/** As when the thread runs out of memory. */
export async function endThread(of: CopyPool): Promise<void> {
  const { thread } = of as unknown as { thread?: { worker: { terminate(): Promise<number> } } };
  await thread?.worker.terminate();
}

/** The process has one end, and builds of several projects may wait for it. */
const waiting = new Set<() => void>();

/**
 * Calls back when what runs now is over. A compiler builds without giving way, and then either waits for changes or ends
 * the process; it doesn't say when it has written its last file.
 */
export function atEndOfBuild(callback: () => void): void {
  if (waiting.size === 0) {
    queueMicrotask(callAll);
    process.once("exit", callAll);
  }
  waiting.add(callback);
}

function callAll(): void {
  process.removeListener("exit", callAll);
  // One that fails takes no other along, and is heard of all the same.
  const failed: unknown[] = [];
  for (const callback of waiting) {
    waiting.delete(callback);
    try {
      callback();
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
}

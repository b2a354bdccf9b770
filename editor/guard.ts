import type ts from "typescript";

/** Runs what is ours, so that a mistake in it never costs the editor more than what we would have added. */
export interface Guard {
  /**
   * What `ours` gives; `otherwise` if it throws, which is logged under the name.
   *
   * @throws what the host cancels a request with
   */
  run<T>(name: string, otherwise: T, ours: () => T): T;
  log(text: string): void;
}

export function createGuard(host: typeof ts, write: (text: string) => void): Guard {
  const log = (text: string): void => {
    try {
      write(`tscached: ${text}`);
    } catch {
      // There is nobody left to tell.
    }
  };
  return {
    log,
    run(name, otherwise, ours) {
      try {
        return ours();
      } catch (error) {
        // The server's own way to give up a request that nobody waits for any more.
        if (error instanceof host.OperationCanceledException) throw error;
        log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return otherwise;
      }
    },
  };
}

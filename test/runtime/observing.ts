import { AsyncLocalStorage } from "node:async_hooks";
import { replayable } from "../../runtime/index.js";

/** Tells what each call of a program makes visible. */
export class Stage {
  /** All that was shown, in order. */
  readonly shown: unknown[] = [];
  private readonly ofCall = new AsyncLocalStorage<unknown[]>();
  /** Shows anything at once. */
  readonly show = replayable((what: unknown): void => {
    this.put(what);
  });
  /** Shows anything after a while. */
  readonly showLater = replayable(async (what: unknown): Promise<void> => {
    await Promise.resolve();
    this.put(what);
  });

  /** Makes a call, and says what it gave and what it made visible by itself. */
  async see<R>(call: () => R): Promise<{ readonly value: Awaited<R>; readonly shown: unknown[] }> {
    const shown: unknown[] = [];
    const value = await this.ofCall.run(shown, async () => await call());
    return { value, shown };
  }

  /** What is shown from here on, and what was before. */
  take(): unknown[] {
    return this.shown.splice(0);
  }

  private put(what: unknown): void {
    this.shown.push(what);
    this.ofCall.getStore()?.push(what);
  }
}

import { stopwatch } from "../clock.js";
import type { Computation } from "../computation.js";
import type { FunctionCache } from "../function-cache.js";
import { state } from "../state.js";
import type { ProgressTask, Reporter } from "./reporter.js";
import { terminalReporter } from "./terminal.js";

/** A miss that a reporter was told of. */
export class Running {
  private readonly cache: FunctionCache;
  private readonly reporter: Reporter;
  private readonly task: ProgressTask;
  private readonly started: number;

  private constructor(cache: FunctionCache, reporter: Reporter, task: ProgressTask) {
    this.cache = cache;
    this.reporter = reporter;
    this.task = task;
    this.started = stopwatch();
  }

  /**
   * Tells the reporter that a function's body is about to run for a caller. Undefined if nothing is shown.
   *
   * @param caller the computation that the call is part of, which shows for both if there is one
   */
  static start(cache: FunctionCache, caller: Computation | undefined): Running | undefined {
    const { appearance } = cache;
    if (appearance === undefined || caller !== undefined || !state.progress.isOn) return undefined;
    const { id, name } = cache.definition;
    try {
      const reporter = state.progress.reporter ?? terminalReporter();
      if (reporter === undefined) return undefined;
      const task = Object.freeze({ id, name, ...appearance });
      const running = new Running(cache, reporter, task);
      reporter.start(task);
      return running;
    } catch (error) {
      cache.report(error, "progress");
      return undefined;
    }
  }

  done(): void {
    this.tell((elapsed) => {
      this.reporter.done(this.task, elapsed);
    });
  }

  failed(error: unknown): void {
    this.tell((elapsed) => {
      this.reporter.failed(this.task, elapsed, error);
    });
  }

  /** Whatever a reporter does, the caller gets its value. */
  private tell(what: (elapsedMs: number) => void): void {
    try {
      what(stopwatch() - this.started);
    } catch (error) {
      this.cache.report(error, "progress");
    }
  }
}

/** A cached function's body that runs, since the value isn't there. Every method of a reporter is given the same object. */
export interface ProgressTask {
  /** The function's id, as events and `stats()` have it. */
  readonly id: string;
  /** The function's name. */
  readonly name: string;
  /** What to show: the text of `showSpinner`, or `Running name(...)`. */
  readonly text: string;
  /** Whether to show the time that it takes as well (`showTime`). */
  readonly showTime: boolean;
}

/**
 * Shows what is being computed: in place of the terminal on a web page, say, or in an editor. It is told of every miss
 * of a function with `showSpinner` or `showTime`, however short, unless the miss is part of another one. What it throws
 * goes to the function's `onError`, and changes nothing for the caller.
 */
export interface Reporter {
  /** The body is about to run. Either {@link done} or {@link failed} follows. */
  start(task: ProgressTask): void;
  /** @param elapsedMs how long it took, in milliseconds */
  done(task: ProgressTask, elapsedMs: number): void;
  /**
   * @param elapsedMs how long it took, in milliseconds
   * @param error what the body threw, or what keeps its result from being cached
   */
  failed(task: ProgressTask, elapsedMs: number, error: unknown): void;
}

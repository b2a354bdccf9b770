/** What a job is at. A job is the making of one copy of one buffer. */
export const JobState = { idle: 0, queued: 1, running: 2, cancelled: 3 } as const;

/**
 * How long a copy in the making may show no progress before it is no longer waited for, in milliseconds. A piece takes
 * about 3 ms.
 */
const PATIENCE_MS = 50;

/**
 * The jobs of one value, in memory that the thread sees too: a word for the state of each, then one that counts the
 * pieces copied. A queued job belongs to whoever first changes its state, so nobody makes a copy that another makes.
 */
export class Jobs {
  /** What the thread is given. */
  readonly control: SharedArrayBuffer;
  private readonly words: Int32Array;
  private readonly count: number;

  constructor(count: number) {
    this.count = count;
    this.control = new SharedArrayBuffer(2 * count * Int32Array.BYTES_PER_ELEMENT);
    this.words = new Int32Array(this.control);
  }

  /** Whether nobody has the job, and nothing of an earlier one is under way. */
  isIdle(index: number): boolean {
    return this.state(index) === JobState.idle;
  }

  isRunning(index: number): boolean {
    return this.state(index) === JobState.running;
  }

  queue(index: number): void {
    Atomics.store(this.words, index, JobState.queued);
  }

  /** Takes a queued job back; false if it wasn't queued, or not any more. */
  takeBack(index: number): boolean {
    return this.change(index, JobState.queued, JobState.idle);
  }

  /** Takes a job back, or has the thread stop at its next piece. */
  cancel(index: number): void {
    if (!this.takeBack(index)) this.change(index, JobState.running, JobState.cancelled);
  }

  /** Waits until a running job has ended, or shows no progress. */
  wait(index: number): void {
    const { words } = this;
    const progress = this.count + index;
    for (;;) {
      const before = Atomics.load(words, progress);
      Atomics.wait(words, index, JobState.running, PATIENCE_MS);
      if (before === Atomics.load(words, progress)) return;
    }
  }

  private state(index: number): number {
    return Atomics.load(this.words, index);
  }

  private change(index: number, from: number, to: number): boolean {
    return Atomics.compareExchange(this.words, index, from, to) === from;
  }
}

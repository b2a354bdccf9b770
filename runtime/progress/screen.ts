/**
 * What the thread that draws and the program's own thread know of the screen together. Both write to it, so each writes
 * only while it holds the lock.
 */

/** The words of the shared memory. */
export const Word = {
  /** 1 while one of the two writes. */
  lock: 0,
  /** How many lines of drawing are on the screen; the cursor is at the start of the one below. */
  lines: 1,
  /** 1 while the program has written part of a line, behind which nothing may be drawn. */
  partial: 2,
  /** How often the tasks have changed. The thread draws only what it knows to be the latest. */
  changes: 3,
  columns: 4,
  rows: 5,
} as const;

const WORDS = Object.keys(Word).length;

/** A thread that was ended while it held the lock, or a terminal that was halted, must not halt the program. */
const PATIENCE_MS = 100;

/** The screen, as the program's own thread has it. */
export class Screen {
  readonly words = new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
  private isHeld = false;

  /** The size of the terminal in characters: undefined or 0 where it tells none, which counts as what most have. */
  resize(columns = 0, rows = 0): void {
    Atomics.store(this.words, Word.columns, columns === 0 ? 80 : columns);
    Atomics.store(this.words, Word.rows, rows === 0 ? 24 : rows);
  }

  /** The tasks have changed: what is drawn from now on must know of it. Returns how often they have. */
  change(): number {
    return Atomics.add(this.words, Word.changes, 1) + 1;
  }

  /** Whether the program's last line isn't ended. */
  set isPartial(isPartial: boolean) {
    Atomics.store(this.words, Word.partial, isPartial ? 1 : 0);
  }

  /** Runs something while nothing is drawn. */
  exclusively<T>(action: () => T): T {
    // What writes may be written to while it does: a program may have put something else in place of its streams.
    if (this.isHeld || !this.lock()) return action();
    this.isHeld = true;
    try {
      return action();
    } finally {
      this.isHeld = false;
      this.unlock();
      Atomics.notify(this.words, Word.lock);
    }
  }

  /** What takes the drawing off the screen, if there is one; it counts as gone from then on. */
  eraser(): string {
    const lines = Atomics.exchange(this.words, Word.lines, 0);
    return lines === 0 ? "" : eraserOf(lines);
  }

  /** The thread is no more, and may have held the lock. */
  unlock(): void {
    Atomics.store(this.words, Word.lock, 0);
  }

  private lock(): boolean {
    while (Atomics.compareExchange(this.words, Word.lock, 0, 1) !== 0) {
      if (Atomics.wait(this.words, Word.lock, 1, PATIENCE_MS) === "timed-out") return false;
    }
    return true;
  }
}

/** To the start of the first line, and from there everything. */
function eraserOf(lines: number): string {
  return `\r${"\u001B[1A".repeat(lines)}\u001B[J`;
}

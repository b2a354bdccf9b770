import { state } from "../state.js";
import { DrawingThread, type Change } from "./drawing-thread.js";
import { Interception, type Terminal } from "./interception.js";
import type { ProgressTask, Reporter } from "./reporter.js";
import { Screen } from "./screen.js";
import { isWatched } from "./surface.js";

/** The reporter for the terminal that standard error is; undefined if it is none, or nobody looks on. */
export function terminalReporter(): Reporter | undefined {
  if (!isWatched(process.stderr, process.env)) return undefined;
  return (state.progress.terminal ??= new TerminalReporter());
}

/** A spinner for each task on standard error, for as long as it runs. Nothing of it stays. */
class TerminalReporter implements Reporter {
  private readonly screen = new Screen();
  /** Undefined before the first task. Once there is none, there won't be: it would fail again for the same reason. */
  private thread: DrawingThread | "none" | undefined = undefined;
  private readonly running = new Map<ProgressTask, number>();
  private interception: Interception | undefined = undefined;
  private last = 0;

  start(task: ProgressTask): void {
    const id = ++this.last;
    if (this.running.size === 0) this.begin();
    this.running.set(task, id);
    const at = performance.timeOrigin + performance.now();
    this.tell({ start: { id, text: task.text, showTime: task.showTime, at } });
  }

  done(task: ProgressTask): void {
    this.end(task);
  }

  failed(task: ProgressTask): void {
    this.end(task);
  }

  private begin(): void {
    const lost = (): void => {
      this.thread = "none";
      this.screen.unlock();
    };
    this.thread ??= DrawingThread.start(this.screen.words, lost) ?? "none";
    if (this.thread === "none") return;
    this.resize();
    this.screen.isPartial = false;
    const stderr = process.stderr as Terminal;
    this.interception = new Interception(this.screen, [process.stdout, stderr], stderr);
    process.stderr.on("resize", this.resize);
    process.on("exit", this.erase);
  }

  private end(task: ProgressTask): void {
    const id = this.running.get(task);
    if (id === undefined) return;
    this.running.delete(task);
    this.tell({ end: id });
    if (this.running.size > 0) return;
    this.erase();
    this.interception?.end();
    this.interception = undefined;
    process.stderr.off("resize", this.resize);
    process.off("exit", this.erase);
  }

  private tell(what: Omit<Change, "change">): void {
    if (this.thread instanceof DrawingThread) this.thread.tell({ change: this.screen.change(), ...what });
  }

  private readonly resize = (): void => {
    const { columns, rows } = process.stderr;
    this.screen.resize(columns, rows);
  };

  /** Nothing is drawn any more: what the thread knows isn't the latest. */
  private readonly erase = (): void => {
    this.screen.change();
    this.screen.exclusively(() => {
      const eraser = this.screen.eraser();
      // Intercepted, which finds nothing on the screen then.
      if (eraser !== "") process.stderr.write(eraser);
    });
  };
}

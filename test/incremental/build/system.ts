import type typescript from "typescript";
import { ts } from "./patched.js";
import type { Change } from "./workspace.js";

/** A system whose current folder is the project's, and that takes down what is written. */
export function createSystem(folder: string, written: Set<string>): typescript.System {
  return {
    ...ts.sys,
    getCurrentDirectory: () => folder,
    write: () => undefined,
    writeFile: (path, text, byteOrderMark) => {
      written.add(path);
      ts.sys.writeFile(path, text, byteOrderMark);
    },
  };
}

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** What a compiler that watches has asked for. Nothing happens but when a test says so. */
export class Watches {
  readonly system: typescript.System;
  private readonly files = new Map<string, Set<typescript.FileWatcherCallback>>();
  private readonly folders = new Map<string, Set<typescript.DirectoryWatcherCallback>>();
  private readonly timers = new Set<Timer>();
  private clock = 0;

  constructor(folder: string, written: Set<string>) {
    this.system = {
      ...createSystem(folder, written),
      watchFile: (path, callback) => listen(this.files, path, callback),
      watchDirectory: (path, callback, recursive) =>
        // Below a folder that is watched as a whole, the compiler watches no other.
        listen(this.folders, recursive === true ? `${path}/**` : path, callback),
      setTimeout: (callback, delay, ...values: unknown[]) => {
        const timer: Timer = {
          due: this.clock + delay,
          run: () => {
            callback(...values);
          },
        };
        this.timers.add(timer);
        return timer;
      },
      clearTimeout: (timer: Timer) => {
        this.timers.delete(timer);
      },
    };
  }

  /** Tells the compiler of changes, and lets all that it waits for happen. */
  tell(changes: readonly Change[]): void {
    const { Created, Changed, Deleted } = ts.FileWatcherEventKind;
    const kinds = { created: Created, changed: Changed, touched: Changed, deleted: Deleted };
    for (const { path, kind } of changes) {
      for (const callback of [...(this.files.get(path) ?? [])]) callback(path, kinds[kind]);
      if (kind === "changed" || kind === "touched") continue;
      for (const [folder, callbacks] of this.folders) {
        if (isWatching(folder, path)) for (const callback of [...callbacks]) callback(path);
      }
    }
    for (let next = this.nextTimer(); next !== undefined; next = this.nextTimer()) {
      this.timers.delete(next);
      this.clock = next.due;
      next.run();
    }
  }

  private nextTimer(): Timer | undefined {
    return [...this.timers].sort((left, right) => left.due - right.due)[0];
  }
}

function isWatching(folder: string, path: string): boolean {
  if (folder.endsWith("/**")) return path.startsWith(folder.slice(0, -"**".length));
  return path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes("/");
}

function listen<T>(all: Map<string, Set<T>>, path: string, callback: T): typescript.FileWatcher {
  const callbacks = all.get(path) ?? new Set();
  all.set(path, callbacks.add(callback));
  return { close: () => callbacks.delete(callback) };
}

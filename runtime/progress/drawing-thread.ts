import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { MessageChannel, Worker, type MessagePort } from "node:worker_threads";
import { DRAWING_CODE } from "./drawing.js";

/** What is too short to be worth a spinner, in milliseconds. */
const DELAY_MS = 200;

/** What the spinner's library goes by. No sign of CI among it: who starts the thread has looked for these. */
const VARIABLES = ["TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TERM_PROGRAM", "WT_SESSION"];

/** What the thread is told: what is different now, and the number of that change. */
export interface Change {
  readonly change: number;
  readonly start?: DrawnTask;
  /** The task that has ended. */
  readonly end?: number;
}

interface DrawnTask {
  readonly id: number;
  readonly text: string;
  readonly showTime: boolean;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * The thread that draws spinners, so that they turn while the program's own thread is busy: a sync function leaves it no
 * moment to draw one. It keeps no process alive.
 */
export class DrawingThread {
  private readonly worker: Worker;
  private readonly port: MessagePort;

  private constructor(words: Int32Array, library: string, onExit: () => void) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(DRAWING_CODE, {
      eval: true,
      name: "tscached progress",
      // Nothing of the program's: no loaders, no hooks of NODE_OPTIONS.
      execArgv: [],
      env: Object.fromEntries(
        VARIABLES.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
      ),
      trackUnmanagedFds: false,
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
      workerData: { port: port2, words, library, delay: DELAY_MS },
      transferList: [port2],
    });
    // Without a listener an error in the thread would end the process. An end follows it.
    this.worker.on("error", () => undefined);
    this.worker.on("exit", onExit);
    this.worker.unref();
  }

  /**
   * Undefined where there are no threads, or no library: in a bundle without it beside.
   *
   * @param onExit called when the thread has ended, by whatever cause
   */
  static start(words: Int32Array, onExit: () => void): DrawingThread | undefined {
    try {
      const here = ownFile();
      if (here === undefined) return undefined;
      const library = createRequire(here).resolve("yocto-spinner");
      return new DrawingThread(words, pathToFileURL(library).href, onExit);
    } catch {
      return undefined;
    }
  }

  tell(change: Change): void {
    this.port.postMessage(change);
  }
}

/** The file that this code is in: neither what ES modules have for it nor what CommonJS has is there in both builds. */
function ownFile(): string | undefined {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_, sites) => sites[0]?.getFileName();
    const holder: { stack?: string | null } = {};
    Error.captureStackTrace(holder);
    return holder.stack ?? undefined;
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

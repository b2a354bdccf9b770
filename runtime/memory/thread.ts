import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { WORKER_CODE } from "./worker-code.js";

/** The copies that one value asks for. */
export interface Request {
  readonly value: number;
  readonly control: SharedArrayBuffer;
  readonly jobs: readonly { readonly index: number; readonly master: SharedArrayBuffer }[];
}

/** A copy, whole, that now belongs to whoever receives it. */
export interface Delivery {
  readonly value: number;
  readonly index: number;
  readonly copy: ArrayBuffer;
}

/** It holds no more than a few messages. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 };

/** The thread that makes copies. It keeps no process alive. */
export class CopyThread {
  private readonly worker: Worker;
  private readonly port: MessagePort;

  /** @param onExit called when the thread has ended, by whatever cause */
  private constructor(onExit: () => void) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(WORKER_CODE, {
      eval: true,
      name: "tscached copies",
      // Nothing of the program's: no loaders, no hooks of NODE_OPTIONS, no tracing of its files.
      execArgv: [],
      env: {},
      trackUnmanagedFds: false,
      resourceLimits: RESOURCE_LIMITS,
      workerData: { port: port2 },
      transferList: [port2],
    });
    // Without a listener an error in the thread would end the process. An end follows it.
    this.worker.on("error", () => undefined);
    this.worker.on("exit", onExit);
    this.worker.unref();
  }

  /** Undefined where there are no threads, or where what they send is of another realm. */
  static start(onExit: () => void): CopyThread | undefined {
    try {
      return sharesRealm() ? new CopyThread(onExit) : undefined;
    } catch {
      // Not permitted (--permission), no resources, or no Node.
      return undefined;
    }
  }

  request(request: Request): void {
    this.port.postMessage(request);
  }

  /** Has the thread let go of what it has read. */
  forget(): void {
    this.port.postMessage({});
  }

  /** The next copy that is there; undefined if none is. Doesn't wait. */
  receive(): Delivery | undefined {
    return (receiveMessageOnPort(this.port) as { message: Delivery } | undefined)?.message;
  }

  stop(): void {
    this.port.close();
    void this.worker.terminate();
  }
}

/** In a context of `node:vm`, ports may give objects of the main one, which are no `ArrayBuffer` to the program. */
function sharesRealm(): boolean {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(new ArrayBuffer(1));
  const received = receiveMessageOnPort(port2)?.message as unknown;
  port1.close();
  return received instanceof ArrayBuffer;
}

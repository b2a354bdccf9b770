import { stripVTControlCharacters } from "node:util";
import type { Screen } from "./screen.js";

/** As much of `process.stdout` and `process.stderr` as is intercepted. */
export interface Terminal {
  readonly isTTY?: boolean | undefined;
  write(this: Terminal, chunk: string | Uint8Array, ...rest: unknown[]): boolean;
}

/**
 * Takes the drawing off the terminal before the program writes to it, on whichever stream. The thread draws it anew
 * below, once the program's line has ended.
 */
export class Interception {
  private readonly restorers: (() => void)[] = [];

  /**
   * @param screen what is drawn
   * @param streams those of the program, of which not all need be terminals
   * @param drawn the one that is drawn on
   */
  constructor(screen: Screen, streams: readonly Terminal[], drawn: Terminal) {
    // Of the stream itself, also while this intercepts it.
    const write = drawn.write.bind(drawn);
    for (const stream of streams) {
      if (stream.isTTY === true) this.restorers.push(intercept(stream, screen, (text) => write(text)));
    }
  }

  end(): void {
    for (const restore of this.restorers.splice(0)) restore();
  }
}

function intercept(stream: Terminal, screen: Screen, erase: (eraser: string) => void): () => void {
  const own = Object.getOwnPropertyDescriptor(stream, "write");
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on what it is called on
  const { write } = stream;
  let isOver = false;
  function intercepted(this: Terminal, chunk: string | Uint8Array, ...rest: unknown[]): boolean {
    if (isOver) return write.call(this, chunk, ...rest);
    return screen.exclusively(() => {
      const eraser = screen.eraser();
      if (eraser !== "") erase(eraser);
      const ends = endsLine(chunk);
      if (ends !== undefined) screen.isPartial = !ends;
      return write.call(this, chunk, ...rest);
    });
  }
  stream.write = intercepted;
  return () => {
    isOver = true;
    // Somebody else may have put theirs over ours, which goes on to call it.
    if (stream.write !== intercepted) return;
    if (own === undefined) Reflect.deleteProperty(stream, "write");
    else Object.defineProperty(stream, "write", own);
  };
}

/** The last line is looked at, not all of a large text. */
const TAIL = 256;

/** Whether what was written leaves the cursor at the start of a line; undefined if it leaves it where it was. */
function endsLine(chunk: unknown): boolean | undefined {
  const text =
    typeof chunk === "string"
      ? chunk.slice(-TAIL)
      : chunk instanceof Uint8Array
        ? Buffer.from(chunk.subarray(-TAIL)).toString()
        : "";
  const visible = stripVTControlCharacters(text);
  return visible === "" ? undefined : visible.endsWith("\n");
}

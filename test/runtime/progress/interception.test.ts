import { Interception, type Terminal } from "../../../runtime/progress/interception.js";
import { Screen, Word } from "../../../runtime/progress/screen.js";

const ERASER = "\r\u001B[1A\u001B[1A\u001B[J";

/** A terminal with two streams, and two lines of drawing on it. */
function setUp({ isTTY = true } = {}) {
  const written: string[] = [];
  const held: number[] = [];
  const screen = new Screen();
  class Stream implements Terminal {
    readonly isTTY: boolean;

    constructor(isTTY: boolean) {
      this.isTTY = isTTY;
    }

    write(chunk: string | Uint8Array): boolean {
      written.push(String(chunk));
      held.push(Atomics.load(screen.words, Word.lock));
      return true;
    }
  }
  const stdout = new Stream(isTTY);
  const stderr = new Stream(true);
  const draw = (): void => {
    Atomics.store(screen.words, Word.lines, 2);
  };
  const isPartial = (): boolean => Atomics.load(screen.words, Word.partial) === 1;
  const interception = new Interception(screen, [stdout, stderr], stderr);
  return { written, held, screen, stdout, stderr, draw, isPartial, interception };
}

test.each(["stdout", "stderr"] as const)("what is drawn goes before the program writes to %s", (name) => {
  const { draw, written, held, screen, ...streams } = setUp();
  draw();
  streams[name].write("one\n");
  streams[name].write("two\n");
  expect(written).toEqual([ERASER, "one\n", "two\n"]);
  // The thread can't draw in between.
  expect(held).toEqual([1, 1, 1]);
  expect(Atomics.load(screen.words, Word.lock)).toBe(0);
});

test("a stream that is no terminal is left alone", () => {
  const { stdout, draw, written } = setUp({ isTTY: false });
  draw();
  stdout.write("data\n");
  expect(written).toEqual(["data\n"]);
  expect(Object.hasOwn(stdout, "write")).toBe(false);
});

test.each<[string | Uint8Array, boolean]>([
  ["text", true],
  ["text\n", false],
  ["text\r", true],
  ["text\n\u001B[0m", false],
  ["line\nmore", true],
  [Buffer.from("bytes"), true],
  [Buffer.from("bytes\n"), false],
  [`${"x".repeat(1_000)}\n`, false],
])("behind %j nothing is drawn: %s", (chunk, expected) => {
  const { stdout, isPartial } = setUp();
  stdout.write(chunk);
  expect(isPartial()).toBe(expected);
});

test("what moves the cursor only, and nothing at all, leaves a line as it was", () => {
  const { stdout, isPartial } = setUp();
  stdout.write("Name? ");
  stdout.write("\u001B[?25h");
  stdout.write("");
  expect(isPartial()).toBe(true);
});

test("after the end the streams are as they were, and nothing is looked at", () => {
  const { stdout, stderr, draw, written, interception } = setUp();
  interception.end();
  expect([stdout, stderr].some((stream) => Object.hasOwn(stream, "write"))).toBe(false);
  draw();
  stdout.write("data");
  expect(written).toEqual(["data"]);
});

test("what the program put over ours stays, and ours does nothing there any more", () => {
  const { stdout, draw, written, interception } = setUp();
  const { write } = stdout;
  const seen: string[] = [];
  const theirs = function (this: Terminal, chunk: string | Uint8Array): boolean {
    seen.push(String(chunk));
    return write.call(stdout, chunk);
  };
  stdout.write = theirs;
  interception.end();
  expect(stdout.write).toBe(theirs);
  draw();
  stdout.write("data\n");
  expect([seen, written]).toEqual([["data\n"], ["data\n"]]);
});

test("a stream that had a write of its own gets it back", () => {
  const own = (): boolean => true;
  const stream: Terminal = { isTTY: true, write: own };
  const interception = new Interception(new Screen(), [stream], stream);
  expect(stream.write).not.toBe(own);
  interception.end();
  expect(stream.write).toBe(own);
});

test("a write inside of a write doesn't wait for itself", () => {
  const { screen, stderr, written, draw } = setUp();
  const stdout: Terminal = {
    isTTY: true,
    write: (chunk) => {
      stderr.write("meanwhile\n");
      written.push(String(chunk));
      return true;
    },
  };
  const interception = new Interception(screen, [stdout], stderr);
  const wait = jest.spyOn(Atomics, "wait");
  draw();
  stdout.write("one\n");
  expect(written).toEqual([ERASER, "meanwhile\n", "one\n"]);
  expect(wait).not.toHaveBeenCalled();
  wait.mockRestore();
  interception.end();
});

test("a thread that was ended while it held the lock doesn't halt the program", () => {
  const { stdout, screen, written } = setUp();
  Atomics.store(screen.words, Word.lock, 1);
  stdout.write("one\n");
  expect(written).toEqual(["one\n"]);
  // Whoever held it holds it.
  expect(Atomics.load(screen.words, Word.lock)).toBe(1);
  screen.unlock();
  stdout.write("two\n");
  expect(Atomics.load(screen.words, Word.lock)).toBe(0);
});

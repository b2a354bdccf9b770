import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../hosts/project.js";

/**
 * A program with spinners, whose first argument says what it does. Its functions run for as long as the tests want:
 * until a file is there.
 */
const MAIN = `
import { existsSync } from "node:fs";
import { configure } from "tscached";

const isPassed = (gate: string): boolean => existsSync("gates/" + gate);
const pause = new Int32Array(new SharedArrayBuffer(4));

async function passed(gate: string): Promise<void> {
  while (!isPassed(gate)) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** @cacheData { showSpinner: true } */
async function load(gate: string): Promise<string> {
  await passed(gate);
  return "loaded " + gate;
}

/** @cacheData { showSpinner: "Reading the rides…", showTime: true } */
function read(gate: string): string {
  while (!isPassed(gate)) Atomics.wait(pause, 0, 0, 10);
  return "read " + gate;
}

/** @cacheData { showSpinner: "Talking" } */
function talk(gate: string): string {
  console.log("to stdout");
  console.error("to stderr");
  while (!isPassed(gate)) Atomics.wait(pause, 0, 0, 10);
  console.log("and again");
  while (!isPassed(gate + "2")) Atomics.wait(pause, 0, 0, 10);
  return "talked " + gate;
}

/** @cacheData { showSpinner: "A text that is much too long for the terminal that it is shown in, 長い長い長い長い" } */
async function long(gate: string): Promise<string> {
  await passed(gate);
  return "long " + gate;
}

/** @cacheResource { showSpinner: "Around" } */
async function around(gate: string): Promise<string> {
  return await load(gate);
}

/** @cacheData { showSpinner: true } */
async function fail(gate: string): Promise<string> {
  await passed(gate);
  throw new Error("it failed");
}

/** @cacheData { showSpinner: "Quick" } */
function quick(n: number): number {
  return n + 1;
}

const actions: Record<string, () => unknown> = {
  load: () => load("a"),
  hit: async () => {
    await load("a");
    console.log("again");
    return await load("a");
  },
  read: () => read("a"),
  talk: () => talk("a"),
  long: () => long("a"),
  around: () => around("a"),
  fail: () => fail("a").catch((error: Error) => error.message),
  quick: () => Array.from({ length: 20 }, (_, n) => quick(n)).length,
  several: async () => {
    const all = [load("a"), long("b"), load("c")];
    await passed("print");
    console.log("from stdout\\nin two lines");
    console.error("from stderr");
    return (await Promise.all(all)).join(", ");
  },
  many: async () => (await Promise.all(Array.from({ length: 30 }, (_, n) => load("a" + n)))).length,
  partial: async () => {
    const all = Promise.all([load("a"), passed("ask")]);
    await passed("ask");
    process.stdout.write("Name? ");
    await passed("answer");
    process.stdout.write("Ada\\n");
    await all;
    return "asked";
  },
  exit: async () => {
    void load("never");
    await passed("a");
    process.exit(3);
  },
  crash: async () => {
    void load("never");
    await passed("a");
    setImmediate(() => {
      throw new Error("it crashed");
    });
    await passed("never");
  },
  off: () => {
    configure({ progress: false });
    return load("a");
  },
};

console.log("result: " + String(await actions[process.argv[2]]?.()));
`;

const NODE = `
declare module "node:fs" { export function existsSync(path: string): boolean; }
declare const console: { log(text: string): void; error(text: string): void };
declare const process: { argv: string[]; exit(code: number): never; stdout: { write(text: string): void } };
declare function setTimeout(callback: (value: void) => void, milliseconds: number): void;
declare function setImmediate(callback: () => void): void;
`;

/** The program, built; each run of it has gates of its own. */
export class SpinnerProgram {
  private readonly project = new Project({ "src/main.ts": MAIN, "src/node.d.ts": NODE });
  private runs = 0;

  async build(): Promise<void> {
    const { code, output } = await this.project.tspc();
    if (code !== 0) throw new Error(output);
  }

  /** Prepares a run. */
  prepare(action: string): { command: string; pass: (...gates: string[]) => void; file: (name: string) => string } {
    const folder = join(this.project.folder, `run${++this.runs}`);
    this.project.write(`run${this.runs}/gates/there`, "");
    return {
      command: `cd '${folder}' && '${process.execPath}' '${join(this.project.folder, "out/main.js")}' ${action}`,
      pass: (...gates) => {
        for (const gate of gates) writeFileSync(join(folder, "gates", gate), "");
      },
      file: (name) => (existsSync(join(folder, name)) ? this.project.read(`run${this.runs}/${name}`) : ""),
    };
  }

  remove(): void {
    this.project.remove();
  }
}

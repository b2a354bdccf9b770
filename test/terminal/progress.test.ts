import { isDeepStrictEqual } from "node:util";
import { availableTerminals } from "./available.js";
import { SpinnerProgram } from "./program.js";
import { lastOf, seen, type Terminal, type TerminalSize } from "./terminal.js";

const program = new SpinnerProgram();
const available = availableTerminals();

beforeAll(() => program.build());
afterAll(() => {
  program.remove();
});

const open: Terminal[] = [];
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.end();
});

const SPINNER = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/u;
const SIZE: TerminalSize = { columns: 60, rows: 12 };

/** The screen with every spinner's character as `*`, and every time as `T`. */
function still(screen: readonly string[]): string[] {
  return screen.map((line) => line.replace(SPINNER, "*").replace(/\(\d+\.\d s\)/, "(T)"));
}

// Neither may be on a machine of a person's; CI must not lose these tests without a word.
test("there is a terminal to test in", () => {
  if (process.env["CI"] === undefined && available.length === 0) {
    console.warn("Spinners weren't tested in a terminal: there is neither tmux nor script (of util-linux).");
  } else {
    expect(available).not.toHaveLength(0);
  }
});

// One is enough for what happens; that the other one shows the same is to keep it in working order.
describe.each(available.map(([name, run], index) => [name, run, index === 0] as const))("in %s", (_, run, isFirst) => {
  const first = isFirst ? test : test.skip;

  async function start(action: string, { size = SIZE, before = "", after = "" } = {}) {
    const prepared = program.prepare(action);
    // A key that interrupts the program mustn't end what says how it ended.
    const terminal = await run(`trap : INT\n(${before} ${prepared.command} ${after})\necho "exit $?"`, size);
    open.push(terminal);
    const shows = (text: string): Promise<readonly string[]> => seen(terminal, text, (screen) => screen.includes(text));
    // A look in the middle of what is being drawn sees part of it, so a screen has time to become what it should be.
    const becomes = async (...lines: string[]): Promise<void> => {
      const screen = await lastOf(terminal, (now) => isDeepStrictEqual(still(now), lines));
      expect(still(screen)).toEqual(lines);
    };
    return { ...prepared, terminal, shows, becomes };
  }

  test("an async miss shows its text, and nothing of it stays", async () => {
    const { terminal, pass, becomes } = await start("load");
    await becomes("* Running load(...)");
    pass("a");
    await becomes("result: loaded a", "exit 0");
    expect(await terminal.isCursorVisible()).toBe(true);
  });

  test("a sync miss shows a spinner that turns, and the time", async () => {
    const { terminal, pass, shows, becomes } = await start("read");
    await becomes("* Reading the rides… (T)");
    const [before] = await terminal.screen();
    await seen(terminal, "another frame", (screen) => SPINNER.exec(screen)?.[0] !== SPINNER.exec(before ?? "")?.[0]);
    await shows("(1.");
    pass("a");
    await becomes("result: read a", "exit 0");
  });

  test("several at once stand below what is printed meanwhile", async () => {
    const { pass, becomes } = await start("several");
    const LONG = "* A text that is much too long for the terminal that it is…";
    const three = ["* Running load(...)", LONG, "* Running load(...)"];
    await becomes(...three);
    pass("print");
    const printed = ["from stdout", "in two lines", "from stderr"];
    await becomes(...printed, ...three);
    pass("b");
    await becomes(...printed, "* Running load(...)", "* Running load(...)");
    pass("a", "c");
    await becomes(...printed, "result: loaded a, long b, loaded c", "exit 0");
  });

  first("a sync function prints above its own spinner", async () => {
    const { pass, becomes } = await start("talk");
    await becomes("to stdout", "to stderr", "* Talking");
    pass("a");
    await becomes("to stdout", "to stderr", "and again", "* Talking");
    pass("a2");
    await becomes("to stdout", "to stderr", "and again", "result: talked a", "exit 0");
  });

  first("nothing is drawn behind part of a line", async () => {
    const { terminal, pass, shows, becomes } = await start("partial");
    await shows("Running");
    pass("ask");
    await becomes("Name?");
    const length = terminal.written().length;
    pass("answer");
    await becomes("Name? Ada", "* Running load(...)");
    expect(terminal.written().slice(length)).toContain("Ada");
    pass("a");
    await becomes("Name? Ada", "result: asked", "exit 0");
  });

  first("only the outermost function shows, and a hit doesn't", async () => {
    const outer = await start("around");
    await outer.becomes("* Around");
    outer.pass("a");
    await outer.shows("exit");
    expect(outer.terminal.written()).not.toContain("Running load");
    const hit = await start("hit");
    await hit.shows("Running");
    hit.pass("a");
    await hit.becomes("again", "result: loaded a", "exit 0");
    expect(hit.terminal.written().split("again")[1]).not.toContain("Running");
  });

  first("a failure leaves nothing either", async () => {
    const { pass, shows, becomes } = await start("fail");
    await shows("Running fail(...)");
    pass("a");
    await becomes("result: it failed", "exit 0");
  });

  first("more misses than lines are counted, in lines that fit", async () => {
    const size = { columns: 17, rows: 6 };
    const { pass, becomes } = await start("many", { size });
    await becomes(...Array.from({ length: 4 }, () => "* Running load(…"), "* … and 26 more");
    pass(...Array.from({ length: 30 }, (_, n) => `a${n}`));
    await becomes("result: 30", "exit 0");
  });

  first("Ctrl+C ends the program as it does without spinners, and leaves the cursor", async () => {
    const { terminal, shows, becomes } = await start("load");
    await shows("Running");
    terminal.press("\u0003");
    await becomes("* Running load(...)", "^Cexit 130");
    expect(await terminal.isCursorVisible()).toBe(true);
    expect(terminal.written()).not.toContain("\u001B[?25l");
  });

  first("Ctrl+C ends a sync function, too", async () => {
    const { terminal, shows, becomes } = await start("read");
    await shows("Reading");
    terminal.press("\u0003");
    await becomes("* Reading the rides… (T)", "^Cexit 130");
  });

  first("process.exit leaves nothing", async () => {
    const { pass, shows, becomes } = await start("exit");
    await shows("Running");
    pass("a");
    await becomes("exit 3");
  });

  first("an uncaught error is printed whole", async () => {
    const { pass, shows } = await start("crash", { size: { columns: 100, rows: 40 } });
    await shows("Running");
    pass("a");
    const screen = (await shows("exit 1")).join("\n");
    expect(screen).toContain('throw new Error("it crashed")');
    expect(screen).not.toContain("Running");
  });

  first("standard output never gets any of it", async () => {
    const { terminal, pass, shows, becomes, file } = await start("load", { after: "> out.txt" });
    await shows("Running");
    pass("a");
    await becomes("exit 0");
    expect(file("out.txt")).toBe("result: loaded a\n");
    expect(terminal.written()).toContain("Running");
  });

  first.each([
    ["what is short", "quick", "", ""],
    ["progress: false", "off", "", ""],
    ["a pipe", "load", "", "2>&1 | cat"],
    ["CI", "load", "export CI=true;", ""],
    ["another CI", "load", "export BUILD_NUMBER=7;", ""],
    ["a test", "load", "export NODE_ENV=test;", ""],
    ["node --test", "load", "export NODE_TEST_CONTEXT=child;", ""],
    ["a dumb terminal", "load", "export TERM=dumb;", ""],
  ])("nothing is shown of %s, or there", async (_, action, before, after) => {
    const { pass, shows, terminal } = await start(action, { before, after });
    // Long enough for the spinner to be there elsewhere.
    setTimeout(() => {
      pass("a");
    }, 1_500);
    expect(await shows("exit 0")).toEqual([expect.stringMatching(/^result: /), "exit 0"]);
    expect(terminal.written()).not.toMatch(SPINNER);
    expect(terminal.written()).not.toContain("\u001B[");
  });
});

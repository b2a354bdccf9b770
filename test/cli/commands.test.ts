import { tscached } from "./run.js";

const HERE = __dirname;

describe("the command line", () => {
  test("without a command prints the help to stderr and fails", () => {
    const { code, out, err } = tscached(HERE, []);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^Usage: tscached <command>/);
  });

  test.each([["--help"], ["-h"]])("%s lists every command", (option) => {
    const { code, out, err } = tscached(HERE, [option]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Usage: tscached <command>/);
    expect(out).toMatch(/^ {2}explain <function> {2,}\S/m);
    expect(out).toMatch(/^ {2}check {2,}\S/m);
    expect(out).toMatch(/^ {2}diff <old manifest> <new manifest> {2,}\S/m);
  });

  test.each([["--version"], ["-v"]])("%s prints the version", (option) => {
    expect(tscached(HERE, [option])).toEqual({ code: 0, out: "1.2.3\n", err: "" });
  });

  test.each([
    ["explain", "--manifest <file>"],
    ["diff", "--causes <number>"],
    ["check", "--project <tsconfig.json>"],
  ])("%s --help tells its operands, options and exit codes", (command, option) => {
    for (const help of ["--help", "-h"]) {
      const { code, out, err } = tscached(HERE, [command, help]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(new RegExp(`^Usage: tscached ${command} [<[]`));
      expect(out).toContain("Exit codes: 0");
      expect(out).toContain(option);
      expect(out).toContain("--json");
    }
  });

  test.each([
    [
      "an unknown command",
      ["explian"],
      "tscached: There is no command explian. Did you mean explain?\nTry: tscached --help\n",
    ],
    ["one like no other", ["frobnicate"], "tscached: There is no command frobnicate.\nTry: tscached --help\n"],
    [
      "a name of Object.prototype",
      ["constructor"],
      "tscached: There is no command constructor.\nTry: tscached --help\n",
    ],
    [
      "an unknown general option",
      ["--verison"],
      "tscached: There is no option --verison. Did you mean --version?\nTry: tscached --help\n",
    ],
    [
      "an unknown option",
      ["diff", "a", "b", "--jsno"],
      "tscached diff: There is no option --jsno. Did you mean --json?\nTry: tscached diff --help\n",
    ],
    [
      "an option that any object has",
      ["diff", "--constructor"],
      "tscached diff: There is no option --constructor.\nTry: tscached diff --help\n",
    ],
    [
      "an option without its value",
      ["explain", "f", "--manifest"],
      "tscached explain: --manifest needs a <file>.\nTry: tscached explain --help\n",
    ],
    [
      "an empty value",
      ["explain", "f", "--manifest="],
      "tscached explain: --manifest needs a <file>.\nTry: tscached explain --help\n",
    ],
    [
      "an option in place of a value",
      ["explain", "f", "-m", "--json"],
      "tscached explain: -m needs a <file>, and --json looks like an option. Write --manifest=--json if it is none.\nTry: tscached explain --help\n",
    ],
    [
      "a value for a flag",
      ["diff", "--json=yes"],
      'tscached diff: --json takes no value, and is given "yes".\nTry: tscached diff --help\n',
    ],
    [
      "no function",
      ["explain"],
      "tscached explain: Which function? Give its name, its id, or its place as file:line.\nTry: tscached explain --help\n",
    ],
    [
      "two functions",
      ["explain", "f", "g"],
      "tscached explain: One function at a time, and there is also g.\nTry: tscached explain --help\n",
    ],
    [
      "one manifest",
      ["diff", "a.json"],
      "tscached diff: Two manifests are compared, and 1 is given.\nTry: tscached diff --help\n",
    ],
    [
      "three manifests",
      ["diff", "a", "b", "c"],
      "tscached diff: Two manifests are compared, and 3 are given.\nTry: tscached diff --help\n",
    ],
    [
      "no number of causes",
      ["diff", "a", "b", "--causes", "many"],
      "tscached diff: --causes takes a whole number from 1 to 999, and is given many.\nTry: tscached diff --help\n",
    ],
  ])("%s is an error that says what to do", (_, argv, err) => {
    expect(tscached(HERE, argv)).toEqual({ code: 2, out: "", err });
  });

  test("what stands behind -- is no option", () => {
    expect(tscached(HERE, ["diff", "--", "--json", "--help"]).err).toContain(
      "--json can't be read: there is no such file",
    );
  });
});

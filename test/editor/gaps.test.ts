import ts from "typescript";
import { createGapFinder } from "../../editor/gaps.js";
import { catalogue } from "../../transformer/diagnostics/catalogue.js";
import { viewOf } from "./view.js";

const WARNINGS = [catalogue.computedModule.code, catalogue.codeNotFound.code];

/** A cached function with a body. */
const cached = (body: string, before = ""): string =>
  `${before}\n/** @cacheData */\nexport async function load(name: string): Promise<string> { ${body} }\n`;

/** Texts of `a.ts` and of others; whether the function is warned of, and whether a cheap look has to be followed. */
const CASES: readonly [string, string, Record<string, string>, warned: boolean, mayHave: boolean][] = [
  ["a helper", cached("return help(name);", 'import { help } from "./b";'), { "b.ts": HELP() }, false, false],
  ["a module by its name", cached('return (await import("./b")).help(name);'), { "b.ts": HELP() }, false, false],
  ["a computed module", cached("return String(await import(name));"), {}, true, true],
  ["a module by a template", cached("return String(await import(`./${name}`));"), {}, true, true],
  ["a name put together", cached('return String(await import("./" + name));'), {}, true, true],
  ["a comment on the way", cached("return String(await import/* */(name));"), {}, true, true],
  [
    "a computed module of a helper",
    cached("return help(name);", 'import { help } from "./b";'),
    { "b.ts": "export async function help(name: string): Promise<string> { return String(await import(name)); }" },
    true,
    true,
  ],
  [
    "require",
    cached("return String(require(name));", "declare const require: (name: string) => unknown;"),
    {},
    true,
    true,
  ],
  ["a module that isn't there", cached("return help(name);", 'import { help } from "./c";'), {}, true, true],
  ["one that is loaded for its effect", cached("return name;", 'import "./style.css";'), {}, false, false],
  [
    "types without code",
    cached("return help(name);", 'import { help } from "./b";'),
    { "b.d.ts": "export declare function help(name: string): string;" },
    true,
    true,
  ],
  [
    "a module that is only declared",
    cached("return help(name);", 'import { help } from "elsewhere";'),
    { "b.d.ts": 'declare module "elsewhere" { export function help(name: string): string; }' },
    true,
    true,
  ],
  [
    "globals that are declared",
    cached("return hello + name;"),
    { "b.d.ts": "declare const hello: string;" },
    false,
    false,
  ],
];

function HELP(): string {
  return "export function help(name: string): string { return name; }";
}

describe("a cheap look for code that no version covers", () => {
  test.each(CASES)("%s", (_, text, others, warned, mayHave) => {
    const view = viewOf(text, others);
    expect(view.plan.diagnostics.some(({ code }) => WARNINGS.includes(code))).toBe(warned);
    expect(createGapFinder(ts).mayBeIn(view.program, view.compiler)).toBe(mayHave);
  });

  test("looks again at what has changed", () => {
    const finder = createGapFinder(ts);
    const mayBeIn = (text: string, others: Record<string, string>): boolean => {
      const { program, compiler } = viewOf(text, others);
      return finder.mayBeIn(program, compiler);
    };
    const importing = cached("return help(name);", 'import { help } from "./b";');
    expect(mayBeIn(importing, { "b.ts": HELP() })).toBe(false);
    expect(mayBeIn(importing, { "b.ts": `${HELP()} void import(help("b"));` })).toBe(true);
    expect(mayBeIn(importing, { "b.ts": HELP() })).toBe(false);
    // The very same file, whose import is of nothing now.
    expect(mayBeIn(importing, { "c.ts": HELP() })).toBe(true);
  });
});

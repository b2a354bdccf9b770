import type ts from "typescript";
import { completionDetails, completionsAt } from "../../../editor/completions/index.js";
import { OPTIONS } from "../../../transformer/analyze/tags/option-table.js";
import { completionViewOf, marked } from "../view.js";

interface Shown {
  readonly entries: readonly ts.CompletionEntry[];
  readonly names: readonly string[];
  /** The text after the entry of that name was taken. */
  taken(name: string): string;
}

function completions(text: string, others: Readonly<Record<string, string>> = {}): Shown {
  const at = marked(text);
  const entries = completionsAt(completionViewOf(at.text, others), at.position) ?? [];
  return {
    entries,
    names: entries.map(({ name }) => name),
    taken(name) {
      const { insertText = name, replacementSpan } = entries.find((entry) => entry.name === name) ?? {};
      if (replacementSpan === undefined) throw new Error(`${name} is not proposed`);
      const { start, length } = replacementSpan;
      return at.text.slice(0, start) + insertText + at.text.slice(start + length);
    },
  };
}

const FN = "export function f(id: string): string { return id; }";

describe("tags", () => {
  const ALL = ["cacheData", "cacheResource", "cacheKey", "cacheReplay", "cacheInput"];

  test("are proposed behind an @ above a function", () => {
    const { names, taken } = completions(`/** Text. @ca|che */\n${FN}`);
    expect(names).toEqual(ALL);
    expect(taken("cacheResource")).toBe(`/** Text. @cacheResource */\n${FN}`);
  });

  test.each([
    ["right behind the @", `/**\n * @|\n */\n${FN}`],
    ["in a comment without an end", "/** @|"],
    ["behind a whole name", `/** @cacheData| */\n${FN}`],
    ["in a comment before nothing yet", "/**\n * @|\n */"],
    ["above a method", `export class A {\n  /** @| */\n  m(): number { return 1; }\n}`],
    ["above an arrow", `/** @| */\nexport const f = () => 1;`],
  ])("%s", (_, text) => {
    expect(completions(text).names).toEqual(ALL);
  });

  test.each([
    ["beside @cacheData", `/**\n * @cacheData { ttl: "1h" }\n * @|\n */\n${FN}`, ["cacheKey"]],
    ["before @cacheResource", `/**\n * @|\n * @cacheResource\n */\n${FN}`, ["cacheKey"]],
    ["beside @cacheKey", `/** @cacheKey id\n * @|\n */\n${FN}`, ["cacheData", "cacheResource"]],
    ["in a second comment", `/** @cacheData */\n/** @| */\n${FN}`, ["cacheKey"]],
    ["beside @cacheReplay", `/** @cacheReplay\n * @|\n */\n${FN}`, []],
    ["before @cacheInput", `/** @|\n * @cacheInput */\n${FN}`, []],
    ["beside both", `/** @cacheKey id\n * @cacheData\n * @|\n */\n${FN}`, []],
  ])("%s only those that fit are", (_, text, expected) => {
    expect(completions(text).names).toEqual(expected);
  });

  test.each([
    ["in a plain comment", `/* @| */\n${FN}`],
    ["in a line comment", `// @|\n${FN}`],
    ["in code", `export const a = 1; @|`],
    ["in a string", `export const a = "/** @|"; ${FN}`],
    ["above a class", `/** @| */\nexport class A {}`],
    ["in an option's text", `/** @cacheData { version: "a @|" } */\n${FN}`],
    ["in an e-mail address", `/** me@| */\n${FN}`],
    ["behind the comment's end", `/** @cacheData */|\n${FN}`],
    ["between the end's characters", `/** @*|/\n${FN}`],
  ])("%s none are", (_, text) => {
    expect(completions(text).names).toEqual([]);
  });
});

describe("options", () => {
  const ALL = [
    "ttl",
    "maxEntries",
    "maxBytes",
    "refresh",
    "staleFor",
    "staleIfError",
    "tags",
    "freeze",
    "version",
    "hash",
  ];

  test("are those of the tag that are not given yet", () => {
    expect(completions(`/** @cacheData { | } */\n${FN}`).names).toEqual(ALL);
    const resource = completions(`/** @cacheResource { | } */\n${FN}`).names;
    expect(resource).toEqual(ALL.filter((name) => name !== "maxBytes" && name !== "freeze"));
    const rest = completions(`/** @cacheData { hash: "none", m|, ttl: "1h" } */\n${FN}`).names;
    expect(rest).toEqual(ALL.filter((name) => name !== "ttl" && name !== "hash"));
  });

  test("have `this` where a function is called on something", () => {
    expect(completions(`export class A {\n  /** @cacheData { | } */\n  m() { return 1; }\n}`).names).toContain("this");
  });

  test.each([
    ["ttl", `/** @cacheData { | } */`, `/** @cacheData { ttl: " } */`],
    ["maxEntries", `/** @cacheData { ttl: "1h", max| } */`, `/** @cacheData { ttl: "1h", maxEntries:  } */`],
    ["tags", `/** @cacheData { ta|`, `/** @cacheData { tags: ["`],
    ["maxBytes", `/** @cacheData { max|Entries: 5 } */`, `/** @cacheData { maxBytes: 5 } */`],
    [
      "ttl",
      `/**\n * @cacheData {\n *   hash: "none",\n *   |\n * }\n */`,
      `/**\n * @cacheData {\n *   hash: "none",\n *   ttl: "\n * }\n */`,
    ],
  ])("%s is written into %s", (name, before, after) => {
    expect(completions(`${before}\n${FN}`).taken(name)).toBe(`${after}\n${FN}`);
  });

  test.each([
    ["where a comma is missing", `/** @cacheData { ttl: "1h" | } */\n${FN}`],
    ["behind the braces", `/** @cacheData { ttl: "1h" } | */\n${FN}`],
    ["before the braces", `/** @cacheData | { } */\n${FN}`],
    ["of other people's tags", `/** @param { | } */\n${FN}`],
    ["of a misspelt tag", `/** @cachedata { | } */\n${FN}`],
    ["of a tag in backticks", "/** `@cacheData { | }` */\n" + FN],
    ["behind another tag", `/** @cacheData { ttl: "1h"\n * @param { | } */\n${FN}`],
  ])("%s there are none", (_, text) => {
    expect(completions(text).names).toEqual([]);
  });
});

test("tags of observed functions have no options", () => {
  for (const tag of ["cacheReplay", "cacheInput"]) expect(completions(`/** @${tag} { | } */\n${FN}`).names).toEqual([]);
});

describe("values", () => {
  test.each([
    [`{ refresh: | }`, ['"foreground"', '"background"']],
    [`{ refresh: "|" }`, ["foreground", "background"]],
    [`{ hash: "de|" }`, ["deps", "body", "none"]],
    [`{ freeze: f| }`, ["false"]],
    [`{ ttl: | `, ['"30s"', '"15m"', '"1h"', '"1d"']],
    [`{ ttl: "|`, ["30s", "15m", "1h", "1d"]],
    [`{ maxEntries: 1| }`, ["100", "1000", "10000"]],
    [`{ "maxEntries": | }`, ["100", "1000", "10000"]],
    [`{ version: "|" }`, []],
    [`{ toString: | }`, []],
    [`{ ttl | }`, []],
    [`{ ttl: "1\\\n * , hash: | }`, ['"deps"', '"body"', '"none"']],
    [`{ version: "a @param", hash: | }`, ['"deps"', '"body"', '"none"']],
  ])("of %s", (options, expected) => {
    expect(completions(`/** @cacheData ${options} */\n${FN}`).names).toEqual(expected);
  });

  test.each([
    [`{ refresh: "fore|ground" }`, "background", `{ refresh: "background" }`],
    [`{ refresh: b| }`, '"background"', `{ refresh: "background" }`],
    [`{ ttl: "|\n * }`, "1h", `{ ttl: "1h"\n * }`],
    [`{ ttl: '1| }`, "15m", `{ ttl: '15m' }`],
  ])("%s takes %s", (before, name, after) => {
    expect(completions(`/** @cacheData ${before} */\n${FN}`).taken(name)).toBe(`/** @cacheData ${after} */\n${FN}`);
  });

  test.each(Object.entries(OPTIONS))("proposed for %s are values that it takes", (_, { values, read }) => {
    for (const value of values ?? []) expect(read?.(JSON.parse(value) as string)).toBeDefined();
  });
});

const USER = `
interface User { id: string; "first name": string; at?: { x: number; y: () => void }; self: User; on: () => void; call(): void }
`;
const TAKES =
  "export function f(user: User, _ids: string[], on: () => void, { z }: { z: Date }): string { return user.id; }";

describe("paths of @cacheKey", () => {
  const keys = (written: string, fn = TAKES): Shown =>
    completions(`${USER}/**\n * @cacheData\n * @cacheKey ${written}\n */\n${fn}`);

  test("begin with parameters that can be in a key, or lead to what can", () => {
    expect(keys("|").names).toEqual(["_ids", "z", "user", "process.env"]);
    expect(keys("user.id, |").names).toEqual(["_ids", "z", "user", "process.env"]);
    expect(keys("us|").taken("user")).toContain("@cacheKey user\n");
    expect(keys("|").taken("process.env")).toContain("@cacheKey process.env.\n");
  });

  test("go on with properties", () => {
    expect(keys("user.|").names).toEqual(["id", "first name", "at", "self"]);
    expect(keys("user.at.|").names).toEqual(["x"]);
    expect(keys("user?.self?.a|").taken("at")).toContain("@cacheKey user?.self?.at\n");
    expect(keys("user.i|d, z").taken("id")).toContain("@cacheKey user.id, z\n");
    expect(keys("user.|").taken("first name")).toContain('@cacheKey user["first name"]\n');
    expect(keys("user?.|").taken("first name")).toContain('@cacheKey user?.["first name"]\n');
    expect(keys('user["self"].|').names).toEqual(["id", "first name", "at", "self"]);
  });

  test.each([
    "user |",
    "user.id.|",
    "user.id.length.|",
    "nobody.|",
    "user[|",
    'user["|',
    "user.id +|",
    "process.env.A.|",
  ])("%s has none", (written) => {
    expect(keys(written).names).toEqual([]);
  });

  test("go into the environment, by what the project reads and declares", () => {
    const others = {
      "b.ts": `void [process.env.HOST, process.env["PORT"]];`,
      "c.d.ts": `declare const process: { env: { TZ?: string } };`,
    };
    const { names, taken } = completions(`/**\n * @cacheData\n * @cacheKey process.env.H|\n */\n${FN}`, others);
    expect(names).toEqual(["HOST", "PORT", "TZ"]);
    expect(taken("HOST")).toContain("@cacheKey process.env.HOST\n");
    expect(completions(`/** @cacheKey process.| */\n${FN}`).names).toEqual(["env"]);
  });
});

describe("the parts of a key in an entry's tag", () => {
  const tags = (written: string): Shown => completions(`${USER}/** @cacheData { tags: ${written} } */\n${TAKES}`);

  test.each([
    ['["user:{|}"]', "user.id", '["user:{user.id}"]'],
    ['["user:{us|', "user.id", '["user:{user.id}'],
    ['["user:{|er.id}"]', "user.id", '["user:{user.id}"]'],
    ['["user:|"]', "{user.id}", '["user:{user.id}"]'],
    ['["a", "{|"]', "user.id", '["a", "{user.id}"]'],
  ])("%s", (before, name, after) => {
    expect(tags(before).names).toEqual([name]);
    expect(tags(before).taken(name)).toContain(`tags: ${after} } */`);
  });

  test("go by @cacheKey", () => {
    const { names } = completions(`${USER}/** @cacheKey user.at.x, z\n * @cacheData { tags: ["{|"] } */\n${TAKES}`);
    expect(names).toEqual(["user.at.x"]);
  });

  test("none in other lists and places", () => {
    expect(tags("|").names).toEqual([]);
    expect(tags('"{|}"').names).toEqual([]);
    expect(completions(`/** @cacheData { ttl: ["{|}"] } */\n${FN}`).names).toEqual([]);
  });
});

test("the documentation of each tag and option is at hand", () => {
  for (const name of ["cacheData", "cacheResource", "cacheKey", "cacheReplay", "cacheInput", "ttl", "this"])
    expect(completionDetails(name)).toContain(name);
  for (const name of ["persist", "toString", "id"]) expect(completionDetails(name)).toBeUndefined();
});

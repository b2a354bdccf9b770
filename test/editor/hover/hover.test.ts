import { hoverAt, useHoverAt } from "../../../editor/hover/index.js";
import { documentationOfOption, documentationOfTag } from "../../../transformer/analyze/tags/documentation.js";
import { OTHERS, TEXT } from "../sample.js";
import { viewOf } from "../view.js";

const view = viewOf(TEXT, OTHERS);
const hoverOn = (text: string): string | undefined => hoverAt(view, TEXT.indexOf(text));

test("a function's name shows its key, what is left out, how it is kept, and what the version covers", () => {
  const shown = hoverOn("load(names")
    ?.replace(/`[\da-f]{16}`/, "`…`")
    .replace(/klona \d[\d.]*/, "klona 1");
  expect(shown).toBe(
    [
      "**Cached data.** Every caller gets a copy of its own.",
      "",
      "**Key**",
      "",
      "- `names` (its elements)",
      "- of `req` only `req.params.id`, `req.params.page` and `req.user` (whether it is there)",
      "- `limit`",
      "- `region`, a variable around the function",
      "",
      "**Not in the key**",
      "",
      "- `_db`, by the `_`",
      "- `_signal`, the signal by which a caller may leave",
      "",
      "**Kept** for 1h30m; after that, for 1h30m more while a new result is made; for 1d more if the function throws; " +
        "until `all` or `page:{req.params.id}` is invalidated; at most 1,000 entries and 64MB.",
      "",
      "**Version** `…` covers the function's code and all that it reaches: `round`, `cents of money.ts`, `region`, " +
        "`scale` and `klona 1`.",
      "",
      "`tscached/test/editor/virtual/a.ts#load`",
    ].join("\n"),
  );
});

test("what each object has, and a version that covers the body", () => {
  const shown = hoverOn("connect(");
  expect(shown).toContain("**Cached resource.** Everyone shares the one object.");
  expect(shown).toContain("- the object that it is called on, each with a cache of its own");
  expect(shown).toContain("**Kept** without a time limit; at most 1 entry for each object.");
  expect(shown).toContain("covers the function's own code, and nothing that it uses.");
});

test("what @cacheKey gives", () => {
  const shown = hoverOn("find = ");
  expect(shown).toContain("Everyone shares one frozen value, which nobody can change.");
  expect(shown).toContain(
    "- of `who` only `who.id`, by `@cacheKey`\n- `limit`\n- of `process` only `process.env.HOME`",
  );
  expect(shown).not.toContain("Not in the key");
});

test("a method that ignores its object", () => {
  const shown = hoverOn("read():");
  expect(shown).toContain("Every caller gets a copy of its own.");
  expect(shown).toContain("- nothing: all calls share one result");
  expect(shown).toContain('**Not in the key**\n\n- the object that it is called on, by `this: "ignore"`');
  expect(shown).toContain("not frozen, though its type is readonly; under version `2`.");
  expect(shown).toContain("covers no code, only the key's parts and the option version.");
});

test("a function with errors shows these, and no others", () => {
  const shown = hoverOn("wrong(");
  expect(shown).toMatch(
    /^\*\*Not cached\*\*, because of 2 errors:\n\n- "onDone" .*`TS870300`\n- The result .*`TS\d+`$/,
  );
  expect(hoverOn("inner(")).toMatch(/^\*\*Not cached\*\*, because of an error:\n\n- .*ttl.*`TS\d+`$/);
});

test("a function whose calls are observed shows what becomes of them", () => {
  expect(hoverOn("show = (")).toBe(
    "**Replayed.** A call inside of a cached function is recorded with `text` and `level`, and made again on each hit. It gives nothing." +
      "\n\n`tscached/test/editor/virtual/a.ts#show`",
  );
  const input = hoverOn("isOn():");
  expect(input).toMatch(/^\*\*Input\.\*\* Where a cached function called it, a hit asks it again, and counts only if/);
  expect(hoverOn("isOn() ?")).toBe(input);
  expect(hoverOn("cacheInput */")).toBe(`${documentationOfTag("cacheInput")}\n\n---\n\n${input}`);
  expect(hoverOn("count():")).toMatch(/^\*\*Not replayed\*\*, because of an error:\n\n- .*`TS870603`$/);
});

test("a use shows what the declaration does, in its file and in others", () => {
  const atName = hoverOn("load(names");
  expect(atName).toBeDefined();
  expect(hoverOn("load, new")).toBe(atName);
  expect(hoverOn("read];")).toBe(hoverOn("read():"));
  const file = view.program.getSourceFiles().find(({ fileName }) => fileName.endsWith("user.ts"));
  if (file === undefined) throw new Error("no user.ts");
  const inUser = (text: string): string | undefined => useHoverAt({ ...view, file }, file.text.indexOf(text));
  expect(inUser("load as")).toBe(atName);
  expect(inUser("loadAll;")).toBe(atName);
  expect(inUser("cents }")).toBeUndefined();
  expect(inUser("import")).toBeUndefined();
});

test("tags and options show what they mean", () => {
  expect(hoverOn("@cacheData { ttl")).toBe(`${documentationOfTag("cacheData")}\n\n---\n\n${hoverOn("load(names")}`);
  expect(hoverOn("cacheResource */\nexport class")).toBe(documentationOfTag("cacheResource"));
  expect(hoverOn("maxBytes")).toBe(documentationOfOption("maxBytes"));
  expect(hoverOn("Loads.")).toBeUndefined();
  expect(hoverOn('"64MB"')).toBeUndefined();
});

test("other code shows nothing of ours", () => {
  for (const text of ["round(value", "scale = ", "names: string", "region = ", "Request {"]) {
    expect(hoverOn(text)).toBeUndefined();
  }
});

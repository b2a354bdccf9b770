import { callerOf, placeOf } from "../../runtime/source-place.js";

const cwd = process.cwd();

test.each([
  ["a function", `    at load (${cwd}/src/load.ts:12:5)`, "src/load.ts:12"],
  ["the top of a module", `    at ${cwd}/src/load.ts:12:5`, "src/load.ts:12"],
  ["an ES module", `    at file://${cwd}/src/load.mjs:12:5`, "src/load.mjs:12"],
  ["an ES module with a blank in its name", `    at load (file://${cwd}/my%20app/load.mjs:12:5)`, "my app/load.mjs:12"],
  ["a method by another name", `    at Object.load [as run] (${cwd}/src/load.ts:12:5)`, "src/load.ts:12"],
  ["a constructor", `    at new Db (${cwd}/db.ts:1:1)`, "db.ts:1"],
  ["a folder in parentheses", `    at load (${cwd}/app/(shop)/page.tsx:3:1)`, "app/(shop)/page.tsx:3"],
  ["the same, at the top", `    at ${cwd}/app/my (shop)/page.tsx:3:1`, "app/my (shop)/page.tsx:3"],
  ["a native function", "    at Array.map (<anonymous>)", "unknown place"],
  ["nothing", "", "unknown place"],
])("the place of %s", (_name, line, place) => {
  expect(placeOf(line)).toBe(place);
});

/** As the functions of the runtime call it. */
function inner(): string {
  return callerOf(inner);
}
function api(): string {
  return inner();
}

test("the caller is who called the public function", () => {
  expect(api()).toMatch(/^test\/runtime\/source-place\.test\.ts:\d+$/);
});

test("a program that makes other stacks than texts has calls at an unknown place", () => {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_error, calls) => calls;
  try {
    expect(api()).toBe("unknown place");
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
});

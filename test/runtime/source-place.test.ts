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
  ["a native function", "    at Array.map (<anonymous>)", undefined],
  ["nothing", "", undefined],
])("the place of %s", (_name, line, place) => {
  expect(placeOf(line)).toBe(place);
});

/** As the functions of the runtime call it. */
function inner(): string | undefined {
  return callerOf(inner);
}
function api(): string | undefined {
  return inner();
}

test("the caller is who called the public function", () => {
  expect(api()).toMatch(/^test\/runtime\/source-place\.test\.ts:\d+$/);
});

test.each<[string, (error: Error, calls: NodeJS.CallSite[]) => unknown]>([
  ["makes other stacks than texts", (_error, calls) => calls],
  [
    "fails to make any",
    () => {
      throw new Error("no stack");
    },
  ],
])("a program that %s has calls at an unknown place", (_what, prepare) => {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = prepare;
  const place = (): string | undefined => {
    try {
      return api();
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  };
  expect(place()).toBeUndefined();
});

test.each([0, 1, 50])(
  "a program that wants stacks of %d calls has places, and goes on to have such stacks",
  (limit) => {
    const { stackTraceLimit } = Error;
    try {
      Error.stackTraceLimit = limit;
      expect(api()).toMatch(/source-place\.test\.ts:\d+$/);
      expect(Error.stackTraceLimit).toBe(limit);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  },
);

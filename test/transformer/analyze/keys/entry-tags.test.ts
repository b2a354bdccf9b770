import { manifestOf } from "../../../../transformer/manifest/of-plans.js";
import { planOf } from "../../program.js";

const TYPES = `
interface User { id: number; name: string; tags: string[]; born: Date; address?: { city: string } }
type Id = string & { readonly __brand: "Id" };
declare function use(...values: unknown[]): void;
`;

/** The tags of a function with the part that each number stands for, or what is wrong with them. */
function tagsOf(tags: string, parameters: string, body: string, given = ""): unknown {
  const { functions, diagnostics } = planOf(
    `${TYPES}\n/** @cacheData { tags: ${tags} } ${given}*/\nexport function f${parameters}: void {${body}}`,
  );
  if (diagnostics.length > 0) return diagnostics.map(({ code, text }) => `${code} ${/"[^"]*"/.exec(text)?.[0] ?? ""}`);
  const { key = [], options } = functions[0] ?? {};
  return options?.tags?.map((tag) => tag.map((piece) => (typeof piece === "string" ? piece : [key[piece]?.label])));
}

describe("a tag is filled from", () => {
  test.each([
    ["a parameter", "(id: number)", "use(id)", '["user:{id}"]', [["user:", ["id"]]]],
    ["the one of many that it names", "(a: number, b: boolean, c: string)", "", '["{b}", "{c}"]', [[["b"]], [["c"]]]],
    ["a binding", "({ id: x, ...rest }: User)", "use(rest.name)", '["{x}"]', [[["x"]]]],
    ["a path", "(user: User)", "use(user.id, user.name)", '["{user.name}"]', [[["user.name"]]]],
    [
      "an optional path",
      "(user: User)",
      "use(user.address?.city)",
      '["{user.address.city}"]',
      [[["user.address.city"]]],
    ],
    ["a brand", "(id: Id)", "use(id)", '["{id}"]', [[["id"]]]],
    ["a constraint", "<K extends keyof User>(key: K)", "use(key)", '["{key}"]', [[["key"]]]],
    ["what may be missing", "(id?: number | null)", "use(id)", '["{id}"]', [[["id"]]]],
  ])("%s", (_, parameters, body, tags, expected) => {
    expect(tagsOf(tags, parameters, body)).toEqual(expected);
  });

  test("what @cacheKey gives", () => {
    const byHand = tagsOf(
      '["{user.id}", "{process.env.X}"]',
      "(user: User)",
      "use(user)",
      "@cacheKey user.id, process.env.X ",
    );
    expect(byHand).toEqual([[["user.id"]], [["process.env.X"]]]);
  });
});

describe("a tag isn't filled from", () => {
  test.each([
    ["an object", "(user: User)", "use(user)", '["{user}"]', ['870128 "user"']],
    ["a part of it", "(user: User)", "use(user)", '["{user.id}"]', ['870128 "user"']],
    ["a date", "(user: User)", "use(user.born)", '["{user.born}"]', ['870128 "user.born"']],
    ["a list", "(user: User)", "use(...user.tags)", '["{user.tags}"]', ['870128 "user.tags"']],
    ["what is only tested", "(user: User)", "if (user.name) use(user.id)", '["{user.name}"]', ['870128 "user.name"']],
    ["what isn't read", "(user: User)", "use(user.id)", '["{user.name}"]', ['870127 "user.name"']],
    ["what is left out", "(id: number, _db: string)", "", '["{_db}"]', ['870127 "_db"']],
    ["what may be an object", "<T extends number | Date>(value: T)", "", '["{value}"]', ['870128 "value"']],
    ["two that don't fit", "(a: Date, b: number)", "", '["{a}{c}", "{b}"]', ['870128 "a"', '870127 "c"']],
  ])("%s", (_, parameters, body, tags, expected) => {
    expect(tagsOf(tags, parameters, body)).toEqual(expected);
  });

  test("what @cacheKey takes the place of", () => {
    expect(tagsOf('["{user.name}"]', "(user: User)", "use(user)", "@cacheKey user.id ")).toEqual([
      '870127 "user.name"',
    ]);
  });
});

test("what tags are filled from comes before all that is taken apart into several steps", () => {
  const { functions } = planOf(`${TYPES}
    /** @cacheData { tags: ["{id}", "{kind}", "{user.id}", "{flag}"] } */
    export function f<K extends keyof User>(all: User, id: Id, user: User, kind: K, when: Date, flag?: boolean): void {
      use(all, user.id, user.born, when);
    }`);
  const [planned] = functions;
  const composite = planned?.key.findIndex(({ primitive }) => !primitive) ?? -1;
  expect(planned?.key.slice(composite).map(({ label }) => label)).toEqual(["all", "user.born", "when"]);
  expect(planned?.options.tags?.flat().filter((position) => Number(position) >= composite)).toEqual([]);
});

test("a part that was probably meant is named", () => {
  const messages = (tag: string): string[] =>
    planOf(
      `${TYPES}\n/** @cacheData { tags: ["${tag}"] } */\nexport function f(user: User, other: { id: number }, page: number): void { use(user.name, other.id, page); }`,
    ).diagnostics.map(({ text }) => text.replace(/^[^.]*\. |.*"\. /, ""));
  expect(messages("{pgae}")).toEqual(['Did you mean "page"?']);
  expect(messages("{name}")).toEqual(['Did you mean "user.name"?']);
  expect(messages("{id}")).toEqual(['Did you mean "other.id"?']);
  expect(messages("{user}")).toEqual(["There is user.name."]);
  expect(messages("{elsewhere}")).toEqual(["There is other.id, page, user.name."]);
});

test("a manifest tells tags as they are written, whatever the order of the key", () => {
  const plan = planOf(
    `/** @cacheData { tags: ["{name}:{flag}", "all"], freeze: false, ttl: 1 } */\nexport function f(name: string, flag: boolean): void {}`,
  );
  const { functions } = manifestOf(plan.functions, [], "/");
  expect(functions[0]?.key.map(({ label }) => label)).toEqual(["flag", "name"]);
  expect(functions[0]?.options).toEqual({ ttl: 1_000, freeze: false, tags: ["{name}:{flag}", "all"] });
});

test("neither tags nor what else the runtime is told is in the code version", () => {
  const versionWith = (options: string): unknown =>
    planOf(`/** @cacheData ${options} */\nexport function f(id: number): number { return id; }`).functions[0]?.version
      .version;
  const plain = versionWith("");
  expect(plain).toMatch(/^[\da-f]{16}$/);
  const all =
    '{ ttl: 1, refresh: "background", staleFor: 1, staleIfError: 1, maxBytes: 1, tags: ["{id}"], freeze: false }';
  expect(versionWith(all)).toBe(plain);
});

import { planOf } from "./program.js";

const SOURCE = `
/** @cacheData { ttl: "1m" } */
export function load(url: string, fresh: boolean, { limit = 10, _skip }: { limit?: number; _skip?: object } = {}): number {
  var url = url;
  return url.length + limit;
}
/** @cacheResource */
const connect = async (name: string): Promise<object> => ({ name });
/** @cacheData */
function broken(callback: () => void): void { callback(); }
`;

describe("a plan", () => {
  const plan = planOf(SOURCE);

  test("is plain data that survives being written down", () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  test("holds the facts that a renderer needs", () => {
    expect(plan.functions).toMatchObject([
      {
        name: "load",
        form: "declaration",
        result: "sync",
        kind: "data",
        options: { ttl: 60_000 },
        // What varies least is looked up first.
        key: [
          { label: "fresh", read: "value", primitive: true },
          { label: "limit", path: [] },
          { label: "url", base: { name: "url", members: [] }, guarded: false },
        ],
        redeclared: ["url"],
      },
      { name: "connect", form: "constant", result: "async", kind: "resource", options: {}, key: [{ label: "name" }] },
    ]);
    expect(plan.diagnostics.map(({ code }) => code)).toEqual([870_300]);
  });

  test("has no absolute path in what is compiled in", () => {
    for (const { id, file } of plan.functions) {
      expect(id).toMatch(/^tscached\/test\/transformer\/virtual\/a\.ts#\w+$/);
      expect(file).toBe("test/transformer/virtual/a.ts");
    }
  });
});

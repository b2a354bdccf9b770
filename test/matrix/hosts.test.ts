import { Judge } from "./judge.js";
import { NEWEST, OLDER } from "./host.js";
import type { Built } from "./build.js";
import type { Cell } from "./cell.js";

/** In milliseconds: compilers that compile everything, on a busy machine. */
const LONG = 600_000;

const judge = new Judge(false);
let newest: Built;

beforeAll(async () => {
  newest = await judge.learn(NEWEST);
}, LONG);

afterAll(() => {
  judge.finish();
});

test("the newest behaves like the original", async () => {
  const all = judge.cases.map(({ name }) => name);
  expect(await judge.judge(NEWEST, newest)).toEqual<Cell>({ same: all, unknown: [], differences: [] });
  expect(newest.functions.size).toBeGreaterThan(300);
  expect([...newest.ours.values()].flat().length).toBeGreaterThan(300);
});

test.each(OLDER)(
  "$name gives what the newest gives",
  async (host) => {
    const { same, unknown, differences } = await judge.judge(host, await judge.build(host));
    process.stdout.write(`${host.name}: ${same.length} fixtures the same, not known to it: ${unknown.join(", ")}\n`);
    expect(differences).toEqual([]);
    expect(same.length).toBeGreaterThan(judge.cases.length * 0.9);
  },
  LONG,
);

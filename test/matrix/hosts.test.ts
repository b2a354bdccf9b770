import { Judge, oneIn } from "./judge.js";
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

/**
 * The oldest versions of the compiler get every fixture. Where another host has the same compiler, and in the version right
 * before the newest, there is less to find, and some of them will do; `npm run test:matrix` compiles all everywhere.
 */
const SHARES: Readonly<Record<(typeof OLDER)[number]["name"], number>> = {
  "4.9 + ttypescript": 1,
  "4.9 + ts-patch 2": 6,
  "5.0 + ts-patch 3": 1,
  "5.9 + ts-patch 3": 3,
};

test.each(OLDER)(
  "$name gives what the newest gives",
  async (host) => {
    const cases = oneIn(SHARES[host.name], judge.cases);
    const built = await judge.build(host, undefined, cases);
    const { same, unknown, differences } = await judge.judge(host, built, undefined, cases);
    process.stdout.write(`${host.name}: ${same.length} fixtures the same, not known to it: ${unknown.join(", ")}\n`);
    expect(differences).toEqual([]);
    expect(same.length).toBeGreaterThan(cases.length * 0.9);
  },
  LONG,
);

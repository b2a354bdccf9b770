import { writeSync } from "node:fs";
import type { Built } from "./build.js";
import type { Cell } from "./cell.js";
import type { Host } from "./host.js";
import { Judge } from "./judge.js";
import { readSelection } from "./selection.js";
import { printTable, type Row } from "./table.js";
import { installHosts, installRuntimes, type Runtime } from "./tools.js";

/**
 * `npm run test:matrix`: every host on every Node.js, installed from npm.
 *
 * What a compiler writes doesn't depend on the Node.js that it runs on, unless by our own code. So each host compiles all
 * fixtures on one Node.js, another one than the host before it. In the three other cells of its row it compiles some of
 * the fixtures again, which must give the same bytes. What was compiled is run in all four, all of it.
 */
const isSelected = readSelection(process.env["TSCACHED_MATRIX"]);

/** Of the fixtures with the usual compiler options, one in so many is compiled again; another one on each Node.js. */
const EVERY = 12;

(isSelected === undefined ? test.skip : test)(
  "every host on every Node.js gives what the newest gives",
  async () => {
    const [hosts, runtimes] = [await installHosts(), await installRuntimes()];
    const judge = new Judge(true);
    const newest = hosts.at(-1);
    if (newest === undefined) throw new Error("nothing is installed");
    const learned = await judge.learn(newest, homeOf(hosts.length - 1, runtimes).path);
    const rows: Row[] = [];
    for (const [index, host] of hosts.entries()) {
      const selected = runtimes.filter(({ name }) => isSelected?.(`${host.name} on ${name}`));
      if (selected.length === 0) continue;
      const home = homeOf(index, runtimes);
      const built = host === newest ? learned : await judge.build(host, home.path);
      const row: Row = { name: host.name, cells: new Map() };
      rows.push(row);
      for (const runtime of selected) {
        const cell = await fill(judge, host, built, runtime, runtime === home ? undefined : runtimes.indexOf(runtime));
        row.cells.set(runtime.name, cell);
        report(
          `${host.name} on ${runtime.name}: ${[`${cell.differences.length} differ`, ...cell.differences].join("\n")}\n`,
        );
      }
    }
    judge.finish();
    report(
      printTable(
        runtimes.map(({ name }) => name),
        rows,
      ),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(
      rows.flatMap(({ name, cells }) =>
        [...cells].flatMap(([node, { differences }]) => differences.map((text) => `${name} on ${node}: ${text}`)),
      ),
    ).toEqual([]);
  },
  4 * 3_600_000,
);

/** The Node.js on which a host compiles everything. */
function homeOf(index: number, runtimes: readonly Runtime[]): Runtime {
  const home = runtimes[index % runtimes.length];
  if (home === undefined) throw new Error("no Node.js is installed");
  return home;
}

/** @param first which fixtures are compiled again; undefined where all of them were compiled on this very Node.js */
async function fill(judge: Judge, host: Host, built: Built, { path }: Runtime, first?: number): Promise<Cell> {
  const cell = await judge.judge(host, built, path);
  const again = first === undefined ? [] : await judge.buildAgain(host, built, path, EVERY, first);
  return { ...cell, differences: [...cell.differences, ...again] };
}

/** At once: jest keeps what tests print until they end. */
function report(text: string): void {
  writeSync(process.stdout.fd, text);
}

import { writeSync } from "node:fs";
import { Judge } from "./judge.js";
import { printTable, type Row } from "./table.js";
import { installHosts, installRuntimes } from "./tools.js";

/** `npm run test:matrix`: every host on every Node.js, installed from npm. */
const isAsked = process.env["TSCACHED_MATRIX"] === "1";

(isAsked ? test : test.skip)(
  "every host on every Node.js gives what the newest gives",
  async () => {
    const [hosts, runtimes] = [await installHosts(), await installRuntimes()];
    const judge = new Judge(true);
    const [newest, here] = [hosts.at(-1), runtimes.find(({ name }) => name === process.version) ?? runtimes[0]];
    if (newest === undefined || here === undefined) throw new Error("nothing is installed");
    await judge.learn(newest, here.path);
    const rows: Row[] = [];
    for (const host of hosts) {
      const row: Row = { name: host.name, cells: [] };
      rows.push(row);
      for (const { name, path } of runtimes) {
        const cell = await judge.judge(host, path);
        row.cells.push(cell);
        report(`${host.name} on ${name}: ${JSON.stringify(cell.differences.length)} differ\n`);
      }
    }
    judge.finish();
    report(
      printTable(
        runtimes.map(({ name }) => name),
        rows,
      ),
    );
    expect(
      rows.flatMap(({ name, cells }) =>
        cells.flatMap(({ differences }) => differences.map((text) => `${name}: ${text}`)),
      ),
    ).toEqual([]);
  },
  4 * 3_600_000,
);

/** At once: jest keeps what tests print until they end. */
function report(text: string): void {
  writeSync(process.stdout.fd, text);
}

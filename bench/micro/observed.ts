import { join } from "node:path";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { compareAcross, compareHere } from "./observed-builds.js";
import { hit, hitInSession, load, mapInSession, miss } from "./observed-contenders.js";
import { timesOf, type ObservedCase } from "./observed-rounds.js";
import { summarize } from "./statistics.js";
import { formatTable } from "./table.js";

const CALLS = 20_000;
const MISSES = 2_000;
/** Of each process that compares builds: there are several. */
const ROUNDS_OF_MANY = "31";

const { values } = parseArgs({
  options: {
    rounds: { type: "string" },
    before: { type: "string" },
    processes: { type: "string", default: "9" },
    // Of the processes that compare: what they compare.
    builds: { type: "string" },
  },
});

const folder = join(process.cwd(), "dist");

if (values.builds === undefined) await main();
else {
  const builds = JSON.parse(values.builds) as Parameters<typeof compareHere>[0];
  console.log(JSON.stringify(await compareHere(builds, Number(values.rounds))));
}

async function main(): Promise<void> {
  console.log(`Node ${process.version}, ${cpus()[0]?.model.trim() ?? "unknown"}\n`);
  if (values.before !== undefined) {
    compareAcross(values.before, folder, Number(values.processes), Number(values.rounds ?? ROUNDS_OF_MANY));
  }
  // Nothing is to be drawn.
  process.stderr.isTTY = false;
  for (const one of await cases()) {
    const times = await timesOf(one, Number(values.rounds ?? "101"));
    const rows = summarize(one.contenders.map(({ name }, index) => ({ name, times: times[index] ?? [] })));
    console.log(`${formatTable(one.name, rows)}\n`);
  }
}

async function cases(): Promise<ObservedCase[]> {
  const now = await load(folder);
  return [
    {
      name: "a hit",
      calls: CALLS,
      contenders: [
        hit("that shows and asks nothing", now, "plain"),
        hit("with one call to make again", now, "shows"),
        hit("with one env() to ask", now, "asks"),
      ],
    },
    {
      name: "a hit in a session",
      calls: CALLS,
      contenders: [
        hitInSession("of a global function", now, "global"),
        hitInSession("of a function of the session", now, "session"),
        mapInSession("of a Map for each session, by hand"),
      ],
    },
    {
      name: "a miss of a sync function",
      calls: MISSES,
      contenders: [
        miss("that shows nothing", now, false),
        miss("with showSpinner, where nothing is drawn", now, false, { showSpinner: true }),
      ],
    },
    {
      name: "a miss of an async function",
      calls: MISSES,
      contenders: [
        miss("that shows nothing", now, true),
        miss("with showSpinner, where nothing is drawn", now, true, { showSpinner: true }),
      ],
    },
  ];
}

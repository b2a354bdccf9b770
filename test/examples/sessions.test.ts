import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Server } from "./server.js";

const ROOT = join(__dirname, "../..");
const EXAMPLES = ["express", "fastify", "hono"] as const;
/** Inside the repository, where the examples' packages are found. */
const OUTPUT = join(ROOT, ".cache", `examples-${process.pid}`);

const configOf = (example: string): string => readFileSync(join(ROOT, "examples", example, "tsconfig.json"), "utf8");

// One program for all: most of what a compiler reads is the same.
beforeAll(() => {
  const { compilerOptions } = JSON.parse(configOf("express")) as { compilerOptions: object };
  mkdirSync(OUTPUT, { recursive: true });
  const project = join(OUTPUT, "tsconfig.json");
  const options = { ...compilerOptions, rootDir: join(ROOT, "examples"), outDir: OUTPUT };
  const include = EXAMPLES.map((example) => join(ROOT, "examples", example, "src"));
  writeFileSync(project, JSON.stringify({ compilerOptions: options, include }));
  execFileSync(process.execPath, [join(ROOT, "node_modules/ts-patch/bin/tspc.js"), "-p", project], {
    cwd: ROOT,
    stdio: "inherit",
  });
});

afterAll(() => {
  rmSync(OUTPUT, { recursive: true, force: true });
});

test("the examples are compiled alike", () => {
  expect(new Set(EXAMPLES.map(configOf)).size).toBe(1);
});

describe.each(EXAMPLES)("%s", (example) => {
  let server: Server;

  beforeAll(async () => {
    server = await Server.start(join(OUTPUT, example, "src/main.js"));
  });

  afterAll(async () => {
    await server.stop();
  });

  /** What a user is shown. */
  const shown = (user: string, year: number) => ({
    status: 200,
    text: JSON.stringify([`order of ${user} in ${year}`]),
  });

  const loaded = (user: string, year: number): number =>
    server.printed.filter((line) => line === `loading the orders of ${user} in ${year}`).length;

  test("two users who ask at the same time never see each other's values, and each is a hit the second time", async () => {
    const users = ["ann", "bob"] as const;
    const cookies = await Promise.all(users.map((user) => server.logIn(user)));
    for (const round of [1, 2, 3]) {
      const answers = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const [which, year] = [index % 2, 2020 + (Math.floor(index / 2) % 4)];
          const answer = await server.ask("GET", `/orders/${year}`, cookies[which]);
          return { answer, expected: shown(users[which === 0 ? 0 : 1], year) };
        }),
      );
      for (const { answer, expected } of answers) expect(answer).toEqual(expected);
      // Single-flight within a session: one run for all who asked in it.
      for (const user of users)
        for (const year of [2020, 2021, 2022, 2023]) expect([round, loaded(user, year)]).toEqual([round, 1]);
    }
  });

  test("a session that has ended leaves nothing to the next", async () => {
    const first = await server.logIn("eve");
    expect(await server.ask("GET", "/orders/2024", first)).toEqual(shown("eve", 2024));
    // Under way while the session ends: it reaches its caller.
    const underWay = server.ask("GET", "/orders/2025", first);
    while (loaded("eve", 2025) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await server.ask("POST", "/logout", first)).toMatchObject({ status: 200 });
    expect(await underWay).toEqual(shown("eve", 2025));
    expect(await server.ask("GET", "/orders/2024", first)).toMatchObject({ status: 401 });

    const second = await server.logIn("eve");
    for (const year of [2024, 2025, 2024, 2025]) {
      expect(await server.ask("GET", `/orders/${year}`, second)).toEqual(shown("eve", year));
    }
    expect([loaded("eve", 2024), loaded("eve", 2025)]).toEqual([2, 2]);
  });

  test("who isn't logged in is shown nothing", async () => {
    expect(await server.ask("GET", "/orders/2024")).toMatchObject({ status: 401 });
    expect(await server.ask("GET", "/orders/2024", "session=guessed")).toMatchObject({ status: 401 });
  });
});

import { rmSync } from "node:fs";
import { join } from "node:path";
import { readCases, ROOT, type FixtureCase } from "../fixtures/cases.js";
import { build, type Built } from "./build.js";
import { compare, type Cell, type Reference } from "./cell.js";
import { createWorkspace, NEWEST, OLDER, withoutPlugins, type Host } from "./host.js";

const FOLDER = join(ROOT, ".cache/matrix", String(process.pid));
/** In milliseconds: compilers that compile everything, on a busy machine. */
const LONG = 600_000;
const cases = readCases();

afterAll(() => {
  if (process.env["KEEP"] !== "1") rmSync(FOLDER, { recursive: true, force: true });
});

describe("older compilers and hosts", () => {
  let reference: Reference;

  beforeAll(async () => {
    const [newest, original] = await Promise.all([buildWith(NEWEST), buildWith(withoutPlugins(NEWEST))]);
    reference = { newest, original };
  }, LONG);

  test("the newest behaves like the original", async () => {
    const cell = await cellOf(NEWEST, reference.newest);
    expect(cell).toEqual<Cell>({ same: cases.map(({ name }) => name), unknown: [], differences: [] });
    expect(reference.newest.functions.size).toBeGreaterThan(300);
  });

  test.each(OLDER)(
    "$name gives what the newest gives",
    async (host) => {
      const { same, unknown, differences } = await cellOf(host, await buildWith(host));
      process.stdout.write(
        `${host.name}: ${same.length} fixtures the same, ${unknown.length} not known to this compiler`,
      );
      process.stdout.write(unknown.length > 0 ? `: ${unknown.join(", ")}\n` : "\n");
      expect(differences).toEqual([]);
      expect(same.length).toBeGreaterThan(cases.length * 0.9);
    },
    LONG,
  );

  async function buildWith(host: Host, some: readonly FixtureCase[] = cases): Promise<Built> {
    return build(some, await createWorkspace(host, folderOf(host)));
  }

  function cellOf(host: Host, built: Built): Promise<Cell> {
    const plain = (some: readonly FixtureCase[]): Promise<Built> => buildWith(withoutPlugins(host), some);
    return compare(cases, built, reference, plain, `${folderOf(host)}.json`);
  }
});

function folderOf({ name }: Host): string {
  return join(FOLDER, name.replaceAll(/\W+/g, "-"));
}

import { rmSync } from "node:fs";
import { join } from "node:path";
import { readCases, ROOT, type FixtureCase } from "../fixtures/cases.js";
import { outputDifferences } from "./again.js";
import { build, type Built } from "./build.js";
import { compare, type Cell, type Reference } from "./cell.js";
import { createWorkspace, withoutPlugins, type Host, type Workspace } from "./host.js";

/** Builds fixtures with one host after the other, and compares each with the newest. */
export class Judge {
  readonly cases: readonly FixtureCase[];
  private readonly folder = join(ROOT, ".cache/matrix", String(process.pid));
  /** By the name of a host: its folder, and what its compiler makes of fixtures without plugins, by their names. */
  private readonly workspaces = new Map<string, Workspace>();
  private readonly plain = new Map<string, Built>();
  private reference: Reference | undefined;

  /** @param isWhole whether with the fixtures of other compiler options, which are a tenth of them and most of the work */
  constructor(isWhole: boolean) {
    this.cases = readCases().filter((fixture) => isWhole || isOrdinary(fixture));
  }

  /** Builds what the others are compared with. */
  async learn(newest: Host, node?: string): Promise<Built> {
    const [built, original] = await Promise.all([
      this.build(newest, node),
      this.buildIn(withoutPlugins(newest), this.cases, node),
    ]);
    this.reference = { newest: built, original };
    return built;
  }

  /** Builds fixtures with a host, by default all of them. */
  build(host: Host, node?: string, cases = this.cases): Promise<Built> {
    return this.buildIn(host, cases, node);
  }

  /** Runs on some Node.js what a host has built, and compares it with what the newest gives there. */
  judge(host: Host, built: Built, node?: string, cases = this.cases): Promise<Cell> {
    if (this.reference === undefined) throw new Error("nothing to compare with yet");
    const plain = (some: readonly FixtureCase[]): Promise<Built> => this.plainly(host, some, node);
    return compare(cases, built, this.reference, plain, `${this.folderOf(host)}.json`, node);
  }

  /**
   * Builds some of the fixtures once more, on another Node.js, and says what came out differently.
   *
   * @param every one of how many fixtures of the usual compiler options
   * @param first which of them to begin with
   */
  async buildAgain(host: Host, built: Built, node: string, every: number, first: number): Promise<string[]> {
    const some = oneIn(every, this.cases.filter(isOrdinary), first);
    const workspace = this.workspaces.get(host.name);
    if (workspace === undefined) throw new Error(`${host.name} has built nothing yet`);
    const folder = join(workspace.folder, "again");
    rmSync(folder, { recursive: true, force: true });
    return outputDifferences(some, await build(some, { ...workspace, folder }, node), built);
  }

  /** Removes all that was built. */
  finish(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What a compiler makes of fixtures doesn't depend on the Node.js that it runs on, so it is asked once. */
  private async plainly(host: Host, cases: readonly FixtureCase[], node?: string): Promise<Built> {
    const key = [host.name, ...cases.map(({ name }) => name)].join("\n");
    const built = this.plain.get(key) ?? (await this.buildIn(withoutPlugins(host), cases, node));
    this.plain.set(key, built);
    return built;
  }

  private async buildIn(host: Host, cases: readonly FixtureCase[], node?: string): Promise<Built> {
    const workspace = await createWorkspace(host, this.folderOf(host));
    this.workspaces.set(host.name, workspace);
    return build(cases, workspace, node);
  }

  private folderOf({ name }: Host): string {
    return join(this.folder, name.replaceAll(/\W+/g, "-"));
  }
}

/** Some of the fixtures, from all over. */
export function oneIn(every: number, cases: readonly FixtureCase[], first = 0): FixtureCase[] {
  return cases.filter((_, index) => index % every === first % every);
}

/** Whether a fixture is compiled as most of them are. */
function isOrdinary({ options, references }: FixtureCase): boolean {
  return Object.keys(options).length + references.length === 0;
}

import { rmSync } from "node:fs";
import { join } from "node:path";
import { readCases, ROOT, type FixtureCase } from "../fixtures/cases.js";
import { build, type Built } from "./build.js";
import { compare, type Cell, type Reference } from "./cell.js";
import { createWorkspace, withoutPlugins, type Host } from "./host.js";

/** Builds fixtures with one host after the other, and compares each with the newest. */
export class Judge {
  readonly cases: readonly FixtureCase[];
  private readonly folder = join(ROOT, ".cache/matrix", String(process.pid));
  private reference: Reference | undefined;

  /** @param isWhole whether with the fixtures of other compiler options, which are a tenth of them and most of the work */
  constructor(isWhole: boolean) {
    const isPlain = ({ options, references }: FixtureCase): boolean =>
      Object.keys(options).length + references.length === 0;
    this.cases = readCases().filter((fixture) => isWhole || isPlain(fixture));
  }

  /** Builds what the others are compared with. */
  async learn(newest: Host, node?: string): Promise<Built> {
    const [built, original] = await Promise.all([
      this.build(newest, this.cases, node),
      this.build(withoutPlugins(newest), this.cases, node),
    ]);
    this.reference = { newest: built, original };
    return built;
  }

  /** @param built what the host has built already */
  async judge(host: Host, node?: string, built?: Built): Promise<Cell> {
    if (this.reference === undefined) throw new Error("nothing to compare with yet");
    const made = built ?? (await this.build(host, this.cases, node));
    const plain = (some: readonly FixtureCase[]): Promise<Built> => this.build(withoutPlugins(host), some, node);
    return compare(this.cases, made, this.reference, plain, `${this.folderOf(host)}.json`, node);
  }

  /** Removes all that was built. */
  finish(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async build(host: Host, cases: readonly FixtureCase[], node?: string): Promise<Built> {
    return build(cases, await createWorkspace(host, this.folderOf(host)), node);
  }

  private folderOf({ name }: Host): string {
    return join(this.folder, name.replaceAll(/\W+/g, "-"));
  }
}

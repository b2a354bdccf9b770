import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FixtureCase } from "../fixtures/cases.js";
import type { Built } from "./build.js";
import { functionsOf } from "./cell.js";

/** What differs, in words, between two builds of fixtures by the same host: not a byte of JavaScript should. */
export function outputDifferences(cases: readonly FixtureCase[], again: Built, first: Built): string[] {
  return cases.flatMap((fixture) => {
    const [one, other] = [again, first].map((built) => factsOf(fixture, built));
    return one === other ? [] : [`${fixture.name} is compiled differently:\n${one ?? ""}\ninstead of\n${other ?? ""}`];
  });
}

function factsOf(fixture: FixtureCase, built: Built): string {
  const { ours, theirs } = built;
  const said = [ours, theirs].map((diagnostics) => diagnostics.get(fixture.name));
  return [
    JSON.stringify([...said, functionsOf(built, fixture)], undefined, 1),
    ...scripts(built.outputOf(fixture)),
  ].join("\n");
}

/** Every JavaScript file of a folder. Source maps tell how far the sources are, which is another way each time. */
function scripts(folder: string | undefined): string[] {
  if (folder === undefined) return [];
  const files = readdirSync(folder).filter((file) => /\.[cm]?js$/.test(file));
  return files.sort().map((file) => `// ${file}\n${readFileSync(join(folder, file), "utf8")}`);
}

import { closest } from "../../transformer/analyze/tags/names.js";
import type { Manifest, ManifestFunction } from "../../transformer/manifest/format.js";
import { CommandError } from "../command.js";
import type { FoundManifest } from "./manifests.js";

/** The function that is meant. */
export interface Choice {
  readonly fn: ManifestFunction;
  readonly manifest: Manifest;
  /** The files of all manifests that say the same of it. */
  readonly files: readonly string[];
}

interface Candidate extends FoundManifest {
  readonly fn: ManifestFunction;
}

const MOST_PROPOSALS = 5;

/**
 * Finds a function by its id or the end of it (`src/load.ts#load`), its name (`load`, `outer.inner`), or its place
 * (`src/load.ts:12`).
 *
 * @throws {CommandError} with the candidates if there are several, or with close names if there is none
 */
export function chooseFunction(found: readonly FoundManifest[], asked: string): Choice {
  const all = found.flatMap((each): Candidate[] => each.manifest.functions.map((fn) => ({ ...each, fn })));
  if (all.length === 0) {
    throw new CommandError(`${found.map(({ file }) => file).join(" and ")}: there is no cached function in there.`);
  }
  const matches = matching(all, asked);
  const [first] = matches;
  if (first === undefined) throw new CommandError(notFound(all, asked));

  const byId = new Map(matches.map((match) => [match.fn.id, match.fn]));
  if (byId.size > 1) {
    throw new CommandError(`${asked} may be any of these; give the id:\n${[...byId.values()].map(idLine).join("\n")}`);
  }
  if (new Set(matches.map(({ fn }) => factsOf(fn))).size > 1) {
    const lines = matches.map(({ file, fn }) => `  ${file}  version ${fn.version}`);
    throw new CommandError(
      `${first.fn.id} isn't the same in these manifests; choose one with --manifest <file>:\n${lines.join("\n")}`,
    );
  }
  return { fn: first.fn, manifest: first.manifest, files: matches.map(({ file }) => file) };
}

/** All that is said of a function but for its unit's position, which is a matter of the list. */
function factsOf(fn: ManifestFunction): string {
  return JSON.stringify({ ...fn, unit: undefined });
}

/** The qualified name: `outer.inner`. */
export function nameOf({ id, file }: ManifestFunction): string {
  // Either side may have a # too: the name of a file, or of a private method around the function.
  const start = id.indexOf(`${file}#`);
  return start === -1 ? id.slice(id.lastIndexOf("#") + 1) : id.slice(start + file.length + 1);
}

function matching(all: readonly Candidate[], asked: string): readonly Candidate[] {
  const exact = all.filter(({ fn }) => fn.id === asked);
  if (exact.length > 0) return exact;
  const named = all.filter(({ fn }) => nameOf(fn) === asked || (asked.includes("#") && fn.id.endsWith(`/${asked}`)));
  if (named.length > 0) return named;
  const place = placeIn(asked);
  return place === undefined ? [] : all.filter(({ fn }) => fn.line === place.line && isSameFile(fn.file, place.file));
}

/** `src/load.ts:12`, also with a column behind it, as compilers print it. */
function placeIn(asked: string): { readonly file: string; readonly line: number } | undefined {
  const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(asked) ?? [];
  if (file === undefined || line === undefined) return undefined;
  return { file: file.replaceAll("\\", "/").replace(/^(?:\.\/)+/, ""), line: Number(line) };
}

/** Whether a path leads to a file of which the path inside its package is known: one of them may say more. */
function isSameFile(known: string, given: string): boolean {
  return known === given || given.endsWith(`/${known}`) || known.endsWith(`/${given}`);
}

function notFound(all: readonly Candidate[], asked: string): string {
  const place = placeIn(asked);
  if (place !== undefined) return notAtPlace(all, place);
  const proposals = closeNames([...new Set(all.map(({ fn }) => fn))], asked);
  const files = [...new Set(all.map(({ file }) => file))].join(" and ");
  return proposals.length === 0
    ? `There is no cached function ${asked} in ${files}. A function is given by its id, its name, or as file:line.`
    : `There is no cached function ${asked} in ${files}. Did you mean:\n${proposals.map(idLine).join("\n")}`;
}

function notAtPlace(all: readonly Candidate[], { file, line }: { file: string; line: number }): string {
  const there = new Map(all.filter(({ fn }) => isSameFile(fn.file, file)).map(({ fn }) => [fn.id, fn]));
  if (there.size > 0) {
    const nearest = [...there.values()].sort((left, right) => Math.abs(left.line - line) - Math.abs(right.line - line));
    const lines = nearest.slice(0, MOST_PROPOSALS).map(idLine);
    return `No cached function stands in line ${line} of ${file}. The nearest:\n${lines.join("\n")}`;
  }
  const meant = closest(file, [...new Set(all.map(({ fn }) => fn.file))]);
  return `There is no cached function in ${file}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}

/** The functions whose names contain what is asked for, or are few slips away from it. */
function closeNames(functions: readonly ManifestFunction[], asked: string): readonly ManifestFunction[] {
  const wanted = asked.slice(asked.lastIndexOf("#") + 1).toLowerCase();
  const containing = functions.filter((fn) => nameOf(fn).toLowerCase().includes(wanted));
  const meant =
    closest(asked, functions.map(nameOf)) ??
    closest(wanted, functions.map(nameOf)) ??
    closest(wanted, functions.map(lastName));
  const close = functions.filter((fn) => meant !== undefined && [nameOf(fn), lastName(fn)].includes(meant));
  const ids = new Map([...close, ...containing].map((fn) => [fn.id, fn]));
  return [...ids.values()].slice(0, MOST_PROPOSALS);
}

function lastName(fn: ManifestFunction): string {
  const name = nameOf(fn);
  return name.slice(name.lastIndexOf(".") + 1);
}

function idLine({ id, file, line }: ManifestFunction): string {
  return `  ${id}  (${file}:${line})`;
}

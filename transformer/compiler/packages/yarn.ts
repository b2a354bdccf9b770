import { parseYaml } from "./yaml.js";
import { memoised, type Locked, type LockFile } from "./lock-file.js";

interface Entry {
  readonly version?: string | number;
  readonly resolution?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly checksum?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Reads yarn.lock, of yarn 1 or of yarn 2 and later. */
export function readYarnLock(text: string): LockFile {
  const isClassic = !/^__metadata:/m.test(text);
  const document = (isClassic ? parseClassic(text) : parseYaml(text)) as Readonly<Record<string, Entry>>;
  /** By each of the ranges that an entry satisfies: `name@^1.0.0`, `name@npm:^1.0.0`. */
  const byRange = new Map(
    Object.entries(document).flatMap(([key, entry]) => key.split(/,\s*/).map((range) => [range, entry] as const)),
  );

  const locked: Locked<Entry> = memoised((entry) => {
    const range = [...byRange].find(([, candidate]) => candidate === entry)?.[0] ?? "";
    const needed = Object.entries({ ...entry.optionalDependencies, ...entry.dependencies });
    return {
      name: range.slice(0, range.indexOf("@", 1)),
      version: String(entry.version ?? ""),
      integrity: entry.integrity ?? entry.checksum ?? entry.resolved ?? entry.resolution ?? "",
      dependencies: () =>
        needed
          .map(([name, wanted]) => byRange.get(`${name}@${wanted}`) ?? byRange.get(`${name}@npm:${wanted}`))
          .filter((found) => found !== undefined)
          .map(locked)
          .filter((found) => found !== undefined),
    };
  });

  return {
    find(name, version) {
      const entry = [...byRange].find(
        ([range, candidate]) => range.startsWith(`${name}@`) && String(candidate.version) === version,
      )?.[1];
      return entry && locked(entry);
    },
  };
}

/**
 * The format of yarn 1 is almost YAML: a name and its value stand on a line with a space between them, and several
 * names share an entry with commas.
 */
function parseClassic(text: string): unknown {
  const root: Record<string, unknown> = {};
  const open: Record<string, unknown>[] = [root];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const depth = (line.length - line.trimStart().length) / 2;
    const [name = "", value] = wordsOf(line.trim());
    open.length = depth + 1;
    const holder = open[depth];
    if (holder === undefined) throw new Error(`yarn.lock is indented in a way that yarn 1 doesn't write: ${line}`);
    if (line.endsWith(":")) {
      const inner: Record<string, unknown> = {};
      holder[name] = inner;
      open.push(inner);
    } else holder[name] = value;
  }
  return root;
}

/** `"a@^1", a@^2:` as one name, `version "1.0.0"` as a name and a value. */
function wordsOf(line: string): string[] {
  if (line.endsWith(":")) return [line.slice(0, -1).replaceAll('"', "")];
  const parts = /^("[^"]*"|\S+)\s+(.*)$/.exec(line);
  return [parts?.[1] ?? line, parts?.[2] ?? ""].map((word) => word.replace(/^"(.*)"$/, "$1"));
}

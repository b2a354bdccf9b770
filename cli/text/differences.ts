import type { Cause, ChangedFunction, Comparison, FunctionPlace, UnitCause } from "../compare/manifests.js";
import { counted, keyPartLabel } from "../../transformer/manifest/labels.js";
import type { Paint } from "./paint.js";

/** The names at each end of a path that is too long for a line. */
const SHOWN_ENDS = 3;

/** A comparison, laid out for people. */
export function differencesText({ changed, removed, added, unchanged }: Comparison, paint: Paint): string {
  const lines = [
    ...changed.flatMap((fn) => [`${paint("lost", "changed")}  ${functionLabel(fn, paint)}`, ...causeLines(fn, paint)]),
    ...removed.map((fn) => `${paint("lost", "removed")}  ${functionLabel(fn, paint)}`),
    ...added.map((fn) => `${paint("new", "added")}    ${functionLabel(fn, paint)}`),
  ];
  const lost = changed.length + removed.length;
  const summary =
    lost === 0
      ? "No function loses its cached results"
      : `${counted(lost, "function")} ${lost === 1 ? "loses its" : "lose their"} cached results`;
  const counts = `${changed.length} changed, ${removed.length} removed, ${added.length} added, ${unchanged} unchanged`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), `${paint("heading", summary)}: ${counts}.`].join("\n")}\n`;
}

function functionLabel({ id, file, line }: FunctionPlace, paint: Paint): string {
  return `${paint("heading", id)}  ${paint("minor", `(${file}:${line})`)}`;
}

function causeLines({ causes, more }: ChangedFunction, paint: Paint): readonly string[] {
  if (causes.length === 0) {
    return ["    no cause can be named: the manifests agree in all that they say of it"];
  }
  const lines = causes.flatMap((cause) => [
    `    ${causeLabel(cause)}`,
    ...("path" in cause ? detailLines(cause).map((line) => `      ${paint("minor", line)}`) : []),
  ]);
  return more ? [...lines, `    ${paint("minor", "and more; --causes <number> shows them")}`] : lines;
}

function causeLabel(cause: Cause): string {
  switch (cause.kind) {
    case "format":
      return `another format of versions: ${cause.from} -> ${cause.to}`;
    case "key": {
      const [from, to] = [listed(cause.from.map(keyPartLabel)), listed(cause.to.map(keyPartLabel))];
      return from === to ? `the key: ${to}, read from elsewhere` : `the key: ${from} -> ${to}`;
    }
    case "option":
      return `the option ${cause.option}: ${cause.from ?? "none"} -> ${cause.to ?? "none"}`;
    case "compiler":
      return `compiler options: ${listed(cause.from)} -> ${listed(cause.to)}`;
    case "body":
      return "its own code changed";
    case "package":
      return cause.from === cause.to
        ? `${cause.name} ${cause.to}: its contents changed, or something that it loads`
        : `${cause.name} ${cause.from} -> ${cause.to}`;
    case "code":
      return `${subject(cause)} changed${cause.was === undefined ? "" : `; it was ${cause.was}`}`;
    case "uses":
      return `${subject(cause)}: a name in it leads elsewhere`;
  }
}

/** The function itself, or the unit's name. */
function subject({ name, path }: UnitCause): string {
  return path.length === 1 ? "its own code" : name;
}

function detailLines(cause: UnitCause): readonly string[] {
  const { added, removed } = cause.kind === "package" ? { added: [], removed: [] } : cause;
  return [
    ...(cause.path.length > 1 ? [`through ${pathLabel(cause)}`] : []),
    ...(added.length > 0 ? [`now uses ${added.join(", ")}`] : []),
    ...(removed.length > 0 ? [`no longer uses ${removed.join(", ")}`] : []),
  ];
}

/** `price -> app/src/tax.ts#tax -> rate`: a file is only named where it isn't the one before. */
function pathLabel({ path, omitted }: UnitCause): string {
  const between = path.length - 2 * SHOWN_ENDS;
  if (omitted === 0 && between <= 1) return shortNames(path, path[0]).join(" -> ");
  const start = shortNames(path.slice(0, SHOWN_ENDS), path[0]);
  const end = shortNames(path.slice(-SHOWN_ENDS), undefined);
  return [...start, `(${between + omitted} more)`, ...end].join(" -> ");
}

/** @param before the name of which the file needn't be told again */
function shortNames(names: readonly string[], before: string | undefined): readonly string[] {
  let file = before === undefined ? undefined : splitName(before)[0];
  return names.map((name) => {
    const [ofName, inFile] = splitName(name);
    const isSameFile = ofName === file;
    file = ofName;
    return isSameFile && inFile !== "" ? inFile : name;
  });
}

function splitName(name: string): readonly [file: string, inFile: string] {
  const at = name.indexOf("#");
  return at === -1 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? "nothing" : texts.join(", ");
}

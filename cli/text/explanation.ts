import type { Explanation } from "../explanation.js";
import { counted, coverageLabel, keyPartLabel, optionsLabel } from "../../transformer/manifest/labels.js";
import type { Paint } from "./paint.js";
import { treeLines, unitLine } from "./tree.js";

/** An explanation, laid out for people. */
export function explanationText(explanation: Explanation, paint: Paint): string {
  const { id, file, line, kind, options, version, key, compiler, manifests, units } = explanation;
  const [root] = units;
  const lines = [
    paint("heading", id),
    ...field("at", [`${file}:${line}`]),
    ...field("kind", [kind]),
    ...field("options", [optionsLabel(options)]),
    ...field("key", key.length === 0 ? ["nothing: all calls share one result"] : key.map(keyPartLabel)),
    ...field("version", [version]),
    ...field("covers", [coverage(explanation)]),
    ...field("compiler", compiler),
    ...field("manifest", manifests),
    ...(root === undefined ? [] : ["", unitLine(root, undefined, paint), ...treeLines(units, 0, paint)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a line is about, and its values below each other. */
function field(name: string, values: readonly string[]): readonly string[] {
  return values.map((value, index) => `  ${(index === 0 ? name : "").padEnd(8)}  ${value}`);
}

function coverage({ hash, body, units }: Explanation): string {
  const packages = units.filter((unit) => unit.package !== undefined).length;
  const others = units.length - packages - 1;
  const reached = [
    ...(others > 0 ? [counted(others, "piece") + " of code"] : []),
    ...(packages > 0 ? [counted(packages, "package")] : []),
  ];
  return `${coverageLabel(hash, reached)}${body === null ? "" : ` (${body})`}`;
}

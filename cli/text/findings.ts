import type { FunctionFinding, ProjectFindings, Status } from "../check/findings.js";
import { counted } from "../../transformer/manifest/labels.js";
import type { Paint } from "./paint.js";

/** What each status is called, and what there is to do. */
const STATUSES: Readonly<Record<Exclude<Status, "compiled">, readonly [label: string, advice: string]>> = {
  uncompiled: ["not compiled", "was written without tscached's transformer. Build it with tspc"],
  stale: [
    "stale",
    "was compiled from another state of the sources, or its versions are missing beside it. Build it again with tspc",
  ],
  unbuilt: [
    "not built",
    "isn't there. Build it with tspc; if that takes it for up to date, delete its .tsbuildinfo first",
  ],
};

/** What a check has found, laid out for people: only what is wrong, and a last line. */
export function findingsText(findings: readonly ProjectFindings[], paint: Paint): string {
  const lines = findings.flatMap((project) => [
    ...project.errors.flatMap(({ file, line, column, code, message }) => [
      `${paint("lost", "error")}  ${file}:${line}:${column}`,
      `    ${code}: ${message.replaceAll("\n", "\n    ")}`,
    ]),
    ...project.functions.flatMap((found) => functionLines(found, project, paint)),
  ]);
  return `${[...lines, ...(lines.length > 0 ? [""] : []), summary(findings)].join("\n")}\n`;
}

/** How many functions aren't compiled, and how many errors there are. */
export function problemsIn(findings: readonly ProjectFindings[]): number {
  return findings.reduce((sum, { functions, errors }) => sum + errors.length + bad(functions).length, 0);
}

function functionLines(found: FunctionFinding, { hasPlugin, config }: ProjectFindings, paint: Paint): string[] {
  if (found.status === "compiled") return [];
  const [label, advice] = STATUSES[found.status];
  const line = hasPlugin ? "" : `; ${config} has no line for tscached in its plugins`;
  return [
    `${paint("lost", label)}  ${found.file}:${found.line}  ${paint("heading", found.name)}`,
    `    ${found.output} ${advice}${line}.`,
  ];
}

function summary(findings: readonly ProjectFindings[]): string {
  const functions = findings.flatMap((project) => project.functions);
  const errors = findings.flatMap((project) => project.errors);
  const projects = findings.map(({ config }) => config).join(", ");
  if (functions.length + errors.length === 0) {
    return findings.length === 0 ? "There is no source file." : `No function is annotated in ${projects}.`;
  }
  const compiled = functions.length - bad(functions).length;
  const failed = errors.length === 0 ? "" : ` ${counted(errors.length, "error")}.`;
  return `${compiled} of ${counted(functions.length, "annotated function")} ${compiled === 1 ? "is" : "are"} compiled.${failed}`;
}

function bad(functions: readonly FunctionFinding[]): readonly FunctionFinding[] {
  return functions.filter(({ status }) => status !== "compiled");
}

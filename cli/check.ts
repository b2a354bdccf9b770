import type ts from "typescript";
import { findingsIn, type ProjectFindings } from "./check/findings.js";
import { readOutputs } from "./check/output.js";
import { projectsFrom, type CheckedProject } from "./check/projects.js";
import { CommandError, FAILED, UsageError, type Command } from "./command.js";
import { findingsText, problemsIn } from "./text/findings.js";
import { createPaint } from "./text/paint.js";

const NOT_COMPILED = 1;

/** `tscached check`: whether each annotated function is compiled in the output of a build. */
export const check: Command = {
  operands: "",
  summary: "whether the built output has every annotated function compiled",
  details: `Reads a project's annotations, and looks for each of the functions in the output
that its last build wrote: those that a build without the transformer left
uncached, and those that were compiled from another state of the sources.
Projects that it refers to are checked as well.

Exit codes: 0 if all are compiled, ${NOT_COMPILED} if one isn't or has an error, ${FAILED} if that
can't be told.`,
  options: {
    project: {
      type: "string",
      short: "p",
      value: "tsconfig.json",
      description: "the project, or its folder; this folder if left out",
    },
    out: {
      type: "string",
      short: "o",
      value: "path",
      description: "look into this file or folder, such as a bundle, and not where the project writes; may be repeated",
    },
    json: { type: "boolean", description: "print JSON" },
  },
  run(given, io) {
    if (given.operands.length > 0) {
      const [first = ""] = given.operands;
      throw new UsageError(`check takes no ${first}. The project is given by --project, its output by --out.`);
    }
    const out = given.texts("out");
    const outputs = out.length === 0 ? undefined : readOutputs(io.cwd, out);
    const findings: ProjectFindings[] = [];
    for (const project of projectsFrom(io.cwd, given.texts("project").at(-1) ?? ".")) {
      const found = findingsIn(project, io.cwd, outputs);
      if (outputs === undefined) checkIsBuilt(project, found);
      findings.push(found);
    }
    io.out(
      given.has("json")
        ? `${JSON.stringify(asJson(findings), null, 2)}\n`
        : findingsText(findings, createPaint(io.colour)),
    );
    return problemsIn(findings) > 0 ? NOT_COMPILED : 0;
  },
};

/** What isn't built can't be compared. */
function checkIsBuilt({ program }: CheckedProject, { config, functions, errors }: ProjectFindings): void {
  if (functions.length === 0) return;
  const option = optionAgainstOutput(program.getCompilerOptions());
  if (option !== undefined) {
    throw new CommandError(
      `${config} sets ${option}, so it doesn't say where the JavaScript is. Name what your build writes with ` +
        "--out <file or folder>, or check the configuration that you build with: --project <tsconfig.json>.",
    );
  }
  const [first] = functions;
  if (errors.length > 0 || first === undefined || functions.some(({ status }) => status !== "unbuilt")) return;
  throw new CommandError(
    `${config} isn't built: there is no ${first.output}. Build it with tspc (if that takes it for up to date, delete its .tsbuildinfo first), or name the output with --out.`,
  );
}

function optionAgainstOutput({ noEmit, emitDeclarationOnly }: ts.CompilerOptions): string | undefined {
  if (noEmit === true) return "noEmit";
  return emitDeclarationOnly === true ? "emitDeclarationOnly" : undefined;
}

/** What `--json` prints: docs/cli.md describes it. */
function asJson(findings: readonly ProjectFindings[]): object {
  const functions = findings.flatMap((project) => project.functions);
  const count = (status: string): number => functions.filter((found) => found.status === status).length;
  return {
    format: 1,
    projects: findings.map(({ config, hasPlugin }) => ({ config, hasPlugin })),
    summary: {
      compiled: count("compiled"),
      uncompiled: count("uncompiled"),
      stale: count("stale"),
      unbuilt: count("unbuilt"),
      errors: findings.flatMap(({ errors }) => errors).length,
    },
    functions,
    errors: findings.flatMap(({ errors }) => errors),
  };
}

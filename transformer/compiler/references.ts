import { posix } from "node:path";
import type ts from "typescript";

type TS = typeof ts;

/** A project that the program's own one refers to, directly or through others. */
export interface ReferencedProject {
  readonly options: ts.CompilerOptions;
  /** That of its configuration. */
  readonly folder: string;
  /** The JavaScript that it writes, by the file of types that it writes beside it or elsewhere. */
  readonly scripts: ReadonlyMap<string, string>;
}

/** The projects that a program refers to, each once. */
export function referencedProjects(host: TS, program: ts.Program): readonly ReferencedProject[] {
  const found = new Map<string, ReferencedProject>();
  const open = [...(program.getResolvedProjectReferences() ?? [])];
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const { sourceFile, commandLine, references = [] } = reference;
    if (found.has(sourceFile.fileName)) continue;
    const { options } = commandLine;
    found.set(sourceFile.fileName, {
      options,
      folder: posix.dirname(sourceFile.fileName),
      scripts: scriptsOf(host, commandLine),
    });
    open.push(...references);
  }
  return [...found.values()];
}

function scriptsOf(host: TS, commandLine: ts.ParsedCommandLine): Map<string, string> {
  const scripts = new Map<string, string>();
  for (const source of commandLine.fileNames) {
    if (/\.d\.[cm]?ts$|\.json$/.test(source)) continue;
    const written = host.getOutputFileNames(commandLine, source, !host.sys.useCaseSensitiveFileNames);
    const types = written.find((name) => /\.d\.[cm]?ts$/.test(name));
    const script = written.find((name) => /\.[cm]?jsx?$/.test(name));
    if (types !== undefined && script !== undefined) scripts.set(types, script);
  }
  return scripts;
}

import type ts from "typescript";

type TS = typeof ts;

/** A project that the program's own one refers to, directly or through others. */
export interface ReferencedProject {
  /** Its tsconfig.json. */
  readonly config: string;
  readonly options: ts.CompilerOptions;
  /** Whether its build runs us as well, and so hears of its changes. */
  readonly isFollowed: boolean;
  /** The JavaScript that it writes, by the file of types that it writes beside it or elsewhere. */
  readonly scripts: ReadonlyMap<string, string>;
}

/** What a project writes for one source file. */
export interface ReferencedOutput {
  readonly script: string;
  readonly project: ReferencedProject;
}

/** What projects write, by the files of types. */
export function outputsOf(projects: readonly ReferencedProject[]): ReadonlyMap<string, ReferencedOutput> {
  return new Map(
    projects.flatMap((project) => [...project.scripts].map(([types, script]) => [types, { script, project }] as const)),
  );
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
      config: sourceFile.fileName,
      options,
      isFollowed: hasPlugin(options),
      scripts: scriptsOf(host, commandLine),
    });
    open.push(...references);
  }
  return [...found.values()];
}

function hasPlugin({ plugins }: ts.CompilerOptions): boolean {
  if (!Array.isArray(plugins)) return false;
  return plugins.some((line: unknown) => {
    const { transform } = (line ?? {}) as { transform?: unknown };
    return typeof transform === "string" && transform.includes("tscached/transformer");
  });
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

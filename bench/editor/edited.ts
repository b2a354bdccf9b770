import { createRequire } from "node:module";
import ts from "typescript";

type Plugin = (modules: { readonly typescript: typeof ts }) => {
  create(info: { readonly languageService: ts.LanguageService; readonly config: unknown }): ts.LanguageService;
};

/** What one look at a file's diagnostics takes, in milliseconds, and how many there are. */
export interface Checked {
  readonly found: number;
  readonly time: number;
  /** The part of it that isn't the compiler's. */
  readonly ours: number;
}

/** A project in a language service, of which one file is edited. */
export class EditedProject {
  private readonly service: ts.LanguageService;
  private readonly path: string;
  private text: string;
  private version = 0;
  private theirs = 0;

  /** @param hasPlugin whether the service is decorated as an editor's is */
  constructor(folder: string, config: string, path: string, hasPlugin: boolean) {
    const { options, fileNames } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(config, (name) => ts.sys.readFile(name)).config,
      ts.sys,
      folder,
    );
    this.path = path;
    this.text = ts.sys.readFile(path) ?? "";
    const snapshots = new Map<string, ts.IScriptSnapshot | undefined>();
    const read = (name: string): ts.IScriptSnapshot | undefined => {
      const text = ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    };
    const service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames,
      getProjectVersion: () => String(this.version),
      getScriptVersion: (name) => (name === path ? String(this.version) : "0"),
      getScriptSnapshot: (name) => {
        if (name === path) return ts.ScriptSnapshot.fromString(this.text);
        if (!snapshots.has(name)) snapshots.set(name, read(name));
        return snapshots.get(name);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (name) => ts.sys.fileExists(name),
      readFile: (name) => ts.sys.readFile(name),
      directoryExists: (name) => ts.sys.directoryExists(name),
      getDirectories: (name) => ts.sys.getDirectories(name),
      realpath: (name) => ts.sys.realpath?.(name) ?? name,
    });
    const watched = this.watched(service);
    this.service = hasPlugin ? decorated(watched) : watched;
  }

  type(at: number, removed: number, inserted: string): void {
    this.text = this.text.slice(0, at) + inserted + this.text.slice(at + removed);
    this.version++;
  }

  check(): Checked {
    this.theirs = 0;
    const { time, found } = timed(() => this.service.getSemanticDiagnostics(this.path).length);
    return { found, time, ours: time - this.theirs };
  }

  /** The compiler's service, which says how much of the time is its own. */
  private watched(service: ts.LanguageService): ts.LanguageService {
    return {
      ...service,
      getSemanticDiagnostics: (path) => {
        const { time, found } = timed(() => service.getSemanticDiagnostics(path));
        this.theirs += time;
        return found;
      },
    };
  }
}

/** Milliseconds of processor time: other processes are no part of it. */
function timed<T>(run: () => T): { readonly time: number; readonly found: T } {
  const start = process.cpuUsage();
  const found = run();
  const { user, system } = process.cpuUsage(start);
  return { time: (user + system) / 1000, found };
}

function decorated(languageService: ts.LanguageService): ts.LanguageService {
  const plugin = createRequire(import.meta.url)("tscached/transformer") as Plugin;
  return plugin({ typescript: ts }).create({ languageService, config: {} });
}

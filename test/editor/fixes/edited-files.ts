import type ts from "typescript";
import type { FileView } from "../../../editor/view.js";
import type { Diagnostic } from "../../../transformer/diagnostics/diagnostic.js";
import { createSession, type Session } from "../../../transformer/hosts/session.js";
import { readSettings } from "../../../transformer/settings.js";

/** The files of a program that can be edited in memory, in a language service as editors have it. */
export class EditedFiles {
  readonly service: ts.LanguageService;
  private readonly host: typeof ts;
  private readonly settings: unknown;
  private readonly written = new Map<string, { readonly text: string; readonly version: number }>();
  private version = 0;
  private last: { readonly program: ts.Program; readonly session: Session } | undefined;

  /** @param extra the plugin line; where parsed files are kept, if others have the same */
  constructor(
    host: typeof ts,
    roots: readonly string[],
    options: ts.CompilerOptions,
    folder: string,
    { settings = {}, registry }: { settings?: unknown; registry?: ts.DocumentRegistry } = {},
  ) {
    this.host = host;
    this.settings = settings;
    const textOf = (path: string): string | undefined => this.written.get(path)?.text ?? host.sys.readFile(path);
    const languageHost: ts.LanguageServiceHost = {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...roots],
      getScriptVersion: (path) => String(this.written.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const text = textOf(path);
        return text === undefined ? undefined : host.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (its) => host.getDefaultLibFilePath(its),
      fileExists: (path) => this.written.has(path) || host.sys.fileExists(path),
      readFile: textOf,
      directoryExists: (path) =>
        [...this.written.keys()].some((its) => its.startsWith(`${path}/`)) || host.sys.directoryExists(path),
      getDirectories: (path) => host.sys.getDirectories(path),
    };
    this.service = host.createLanguageService(languageHost, registry);
  }

  write(path: string, text: string): void {
    this.written.set(path, { text, version: ++this.version });
  }

  apply(changes: readonly ts.FileTextChanges[]): void {
    for (const { fileName, textChanges } of changes) this.write(fileName, changed(this.textOf(fileName), textChanges));
  }

  /** Takes a file back to what is on the disk. */
  restore(path: string): void {
    const text = this.host.sys.readFile(path);
    if (text === undefined) throw new Error(`${path} is not on the disk`);
    this.write(path, text);
  }

  textOf(path: string): string {
    return this.written.get(path)?.text ?? this.host.sys.readFile(path) ?? "";
  }

  get program(): ts.Program {
    const program = this.service.getProgram();
    if (program === undefined) throw new Error("the service has no program");
    if (this.last?.program !== program) {
      this.last = { program, session: createSession(this.host, program, readSettings(this.settings)) };
    }
    return program;
  }

  /** Undefined for a file without tags. */
  viewOf(path: string): FileView | undefined {
    const { program, service, host } = this;
    const file = program.getSourceFile(path);
    const facts = file && this.last?.session.facts(file);
    return file && facts && { host, program, service, file, ...facts };
  }

  /** Our diagnostics. */
  oursIn(path: string): readonly Diagnostic[] {
    return this.viewOf(path)?.plan.diagnostics ?? [];
  }

  /** What the compiler says by itself. */
  theirsIn(path: string): string[] {
    const file = this.program.getSourceFile(path);
    return [...this.program.getSyntacticDiagnostics(file), ...this.program.getSemanticDiagnostics(file)].map(
      ({ code, messageText }) => `TS${code}: ${this.host.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  }
}

/** A text with changes made. */
function changed(text: string, changes: readonly ts.TextChange[]): string {
  return [...changes]
    .sort((left, right) => right.span.start - left.span.start)
    .reduce(
      (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.start + span.length),
      text,
    );
}

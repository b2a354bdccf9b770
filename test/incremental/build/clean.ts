import { rmSync } from "node:fs";
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import type typescript from "typescript";
import type { Model } from "../model/model.js";
import { COMMANDS } from "./commands.js";
import { createBuild, readConfig } from "./in-process.js";
import { ts } from "./patched.js";
import type { Settings } from "./project-files.js";
import { createSystem } from "./system.js";
import { Workspace } from "./workspace.js";

/** Builds each state of a project from nothing, in a folder of its own. */
export class CleanBuild {
  readonly workspace: Workspace;
  private readonly parsed = new Map<string, typescript.SourceFile>();
  private output = new Map<string, string>();

  constructor(parts: Model["parts"], more: Partial<Settings> = {}) {
    const options = parts.length === 1 ? {} : COMMANDS["-b"].options;
    this.workspace = new Workspace({ plugin: true, options, ...more });
  }

  /**
   * @param isWhole whether all parts are of one state
   * @throws {Error} when the model is no valid program, though nothing of it should be broken.
   */
  async build(model: Model, isWhole: boolean): Promise<void> {
    this.workspace.show(model);
    const errors = model.parts.length === 1 ? this.buildSingle() : this.buildParts(model);
    // What the plugin does at the end of a build.
    await setImmediate();
    if (isWhole && errors.length > 0 && !model.files.some(({ broken }) => broken !== undefined)) {
      throw new Error(`the generated project is wrong:\n${ts.formatDiagnostics(errors, FORMAT)}`);
    }
  }

  /** As tsc does it. Of the last build only such output stays as would be written once more just as it is. */
  private buildSingle(): readonly typescript.Diagnostic[] {
    const { folder } = this.workspace;
    const system = createSystem(folder, new Set());
    const { options, fileNames } = readConfig(folder, system);
    const host = ts.createCompilerHost(options);
    host.getSourceFile = (path, target) => {
      const text = host.readFile(path);
      return text === undefined ? undefined : this.parse(path, text, target);
    };
    const before = this.output;
    for (const path of before.keys()) if (basename(path).startsWith("tscached.")) this.remove(path);
    this.output = new Map();
    host.writeFile = (path, text) => {
      if (before.get(path) !== text) system.writeFile(path, text);
      this.output.set(path, text);
    };
    const program = ts.createProgram(fileNames, options, host);
    const errors = ts.getPreEmitDiagnostics(program);
    program.emit();
    for (const path of before.keys()) if (!this.output.has(path)) this.remove(path);
    return errors;
  }

  private remove(path: string): void {
    this.output.delete(path);
    rmSync(path, { force: true });
  }

  private buildParts(model: Model): readonly typescript.Diagnostic[] {
    this.workspace.removeOutput(model);
    const errors: typescript.Diagnostic[] = [];
    const command = createBuild(this.workspace.project, new Set(), (error) => errors.push(error));
    void command.build([]);
    return errors;
  }

  private parse(
    path: string,
    text: string,
    target: typescript.ScriptTarget | typescript.CreateSourceFileOptions,
  ): typescript.SourceFile {
    const key = JSON.stringify([path, typeof target === "object" ? target.impliedNodeFormat : target, text]);
    const file = this.parsed.get(key) ?? ts.createSourceFile(path, text, target);
    this.parsed.set(key, file);
    return file;
  }
}

const FORMAT: typescript.FormatDiagnosticsHost = {
  getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
  getCanonicalFileName: (name) => name,
  getNewLine: () => "\n",
};

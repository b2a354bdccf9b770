import { existsSync } from "node:fs";
import { relative } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Model } from "../model/model.js";
import { COMMANDS, type CommandKind, type CommandName } from "./commands.js";
import type { Command } from "./in-process.js";
import { Workspace } from "./workspace.js";

/** A project that one of tsc's commands builds again after each change; with the plugin, and without beside it. */
export class Follower {
  readonly name: CommandName;
  readonly isEager: boolean;
  readonly ours: Build;
  private readonly plain: Build;

  constructor(name: CommandName, options: Readonly<Record<string, unknown>>) {
    const kind: CommandKind = COMMANDS[name];
    this.name = name;
    this.isEager = kind.isEager === true;
    this.ours = new Build(name, true, options);
    this.plain = new Build(name, false, options);
  }

  /** @param withPlain whether to build without the plugin as well */
  async show(model: Model, withPlain: boolean): Promise<void> {
    await this.ours.show(model);
    if (withPlain) await this.plain.show(model);
    // What the plugin does at the end of a build.
    await setImmediate();
  }

  /** Whether some file below a folder had an error in the last build. */
  hadErrors(folder: string): boolean {
    return this.ours.hadErrors(folder);
  }

  /** The files that were written since the last call, with and without the plugin. */
  takeWritten(): { readonly ours: readonly string[]; readonly plain: readonly string[] } {
    return { ours: this.ours.takeWritten(), plain: this.plain.takeWritten() };
  }

  stop(): void {
    this.ours.stop();
    this.plain.stop();
  }
}

class Build {
  readonly workspace: Workspace;
  private readonly command: Command;
  private readonly written = new Set<string>();
  private readonly wrong = new Set<string>();

  constructor(name: CommandName, plugin: boolean, options: Readonly<Record<string, unknown>>) {
    const command = COMMANDS[name];
    this.workspace = new Workspace({ plugin, options: { ...command.options, ...options } });
    this.command = command.create(this.workspace.project, this.written, ({ file }) => {
      if (file !== undefined) this.wrong.add(relative(this.workspace.folder, file.fileName));
    });
  }

  async show(model: Model): Promise<void> {
    this.wrong.clear();
    await this.command.build(this.workspace.show(model));
  }

  hadErrors(folder: string): boolean {
    return [...this.wrong].some((path) => path.startsWith(`${folder}/`));
  }

  takeWritten(): string[] {
    const output = [...this.written].filter(
      (path) => /\.(?:js|d\.ts|json)$/.test(path) && !path.includes("/tscached."),
    );
    this.written.clear();
    return output
      .filter((path) => existsSync(path))
      .map((path) => relative(this.workspace.folder, path))
      .sort();
  }

  stop(): void {
    this.command.stop();
    this.workspace.project.remove();
  }
}

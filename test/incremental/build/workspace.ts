import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../../hosts/project.js";
import type { Model } from "../model/model.js";
import { outFolder } from "../model/places.js";
import type { Tree } from "../model/render.js";
import { projectFiles, type Settings } from "./project-files.js";

export interface Change {
  /** An absolute path. */
  readonly path: string;
  /** `touched` for a file that was written as it was. */
  readonly kind: "created" | "changed" | "touched" | "deleted";
}

/** A folder that has one state of a generated project after the other. */
export class Workspace {
  readonly project = new Project({});
  private readonly settings: Settings;
  private tree: Tree = new Map();

  constructor(settings: Settings) {
    this.settings = settings;
  }

  get folder(): string {
    return this.project.folder;
  }

  /** Writes what is another than before, and only that. */
  show(model: Model): Change[] {
    const next = projectFiles(model, this.settings);
    if (this.tree.size === 0 && model.parts.length > 1) this.linkParts(model);
    const changes: Change[] = [];
    for (const path of this.tree.keys()) {
      if (next.has(path)) continue;
      rmSync(this.pathOf(path));
      changes.push({ path: this.pathOf(path), kind: "deleted" });
    }
    for (const [path, { text, touched }] of next) {
      const old = this.tree.get(path);
      if (old?.text === text && old.touched === touched) continue;
      this.project.write(path, text);
      changes.push({ path: this.pathOf(path), kind: kindOf(text, old?.text) });
    }
    this.tree = next;
    return changes;
  }

  removeOutput(model: Model): void {
    for (const part of model.parts) rmSync(this.pathOf(outFolder(model, part)), { recursive: true, force: true });
  }

  private linkParts({ parts }: Model): void {
    for (const part of parts) {
      mkdirSync(this.pathOf(part), { recursive: true });
      symlinkSync(this.pathOf(part), this.pathOf(`node_modules/${part}`));
    }
  }

  private pathOf(path: string): string {
    return join(this.folder, path);
  }
}

function kindOf(text: string, old: string | undefined): Change["kind"] {
  if (old === undefined) return "created";
  return old === text ? "touched" : "changed";
}

import type { OutputFiles } from "./dependents.js";
import type { Manifest } from "./format.js";
import type { Location } from "./location.js";
import { manifestText, readManifest, UNFINISHED } from "./text.js";
import { versionsIn, versionsModule, type ModuleFormat, type Versions } from "./versions-module.js";

const FORMATS: readonly ModuleFormat[] = ["esm", "commonjs"];

/** What stands in a project's manifest: nothing, what it says, or that it can't be relied on. */
export type Standing = Manifest | "none" | "unfinished";

/** Reads and writes one project's manifest, and the modules with its versions. */
export class Stamps {
  private readonly files: OutputFiles;
  private readonly location: Pick<Location, "manifest" | "modules">;

  constructor(files: OutputFiles, location: Pick<Location, "manifest" | "modules">) {
    this.files = files;
    this.location = location;
  }

  read(): Standing {
    const { manifest } = this.location;
    const text = this.files.read(manifest);
    if (text === undefined) return this.needed(new Set()).length === 0 ? "none" : "unfinished";
    try {
      return readManifest(text, manifest);
    } catch {
      // Of another version of ours, or torn. What it was for is made anew.
      return "unfinished";
    }
  }

  /** Whether all that {@link write} would write stands there already. */
  has(manifest: Manifest, formats: ReadonlySet<ModuleFormat>): boolean {
    if (this.files.read(this.location.manifest) !== manifestText(manifest)) return false;
    const versions = versionsIn(manifest);
    return this.needed(formats).every(
      (format) => this.files.read(this.location.modules[format]) === versionsModule(versions, format),
    );
  }

  /** The manifest comes last: where it stands, the versions are its own. */
  write(manifest: Manifest, formats: ReadonlySet<ModuleFormat>): void {
    if (this.has(manifest, formats)) return;
    this.writeModules(versionsIn(manifest), this.needed(formats));
    this.files.write(this.location.manifest, manifestText(manifest));
  }

  /** Leaves in place only these versions, for code that is about to change. */
  hold(versions: Versions): void {
    this.writeModules(versions, this.needed(new Set()));
  }

  /** Marks the manifest as one not to rely on. */
  unfinish(): void {
    if (this.read() !== "none") this.files.write(this.location.manifest, UNFINISHED);
  }

  /** A format that was needed once may be imported still, by output of files that are gone. */
  private needed(formats: ReadonlySet<ModuleFormat>): readonly ModuleFormat[] {
    return FORMATS.filter(
      (format) => formats.has(format) || this.files.read(this.location.modules[format]) !== undefined,
    );
  }

  private writeModules(versions: Versions, formats: readonly ModuleFormat[]): void {
    for (const format of formats) {
      const text = versionsModule(versions, format);
      const path = this.location.modules[format];
      if (this.files.read(path) !== text) this.files.write(path, text);
    }
  }
}

/** The versions that two states of a project share. */
export function sharedVersions(before: Manifest, after: Manifest): Versions {
  const old = versionsIn(before);
  return new Map([...versionsIn(after)].filter(([id, version]) => old.get(id) === version));
}

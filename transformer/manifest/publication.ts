import { posix } from "node:path";
import type { ReferencedProject } from "../compiler/references.js";
import {
  functionsReaching,
  outsideFiles,
  readDependents,
  writeDependents,
  type Dependent,
  type OutputFiles,
} from "./dependents.js";
import type { Manifest } from "./format.js";
import { locate, siblings, type Location } from "./location.js";
import { sharedVersions, Stamps } from "./stamps.js";
import { versionsIn, type ModuleFormat } from "./versions-module.js";

/** What the publication of a build's versions needs to know of the build. */
export interface Build {
  readonly files: OutputFiles;
  readonly location: Location;
  /** Whether nothing is written while there are errors, so that what stands there may be older than the sources. */
  readonly noEmitOnError: boolean;
  hasErrors(): boolean;
  /** What the sources say now. */
  manifest(): Manifest;
  /** The formats in which the compiled code imports its versions. */
  formats(): ReadonlySet<ModuleFormat>;
  /** A manifest of another state of the outside; see `restamped`. */
  restamped(manifest: Manifest, project: string): Manifest | undefined;
  referenced(): readonly ReferencedProject[];
  readonly compiled: CompiledFiles;
}

/** The output of the files with cached functions, or with tags that should be. */
export interface CompiledFiles {
  /** Whether any of it stands there, whoever wrote it. */
  exist(): boolean;
  /** The sources of what stands there, wasn't written by this build, and isn't what it would write now. */
  stale(): readonly string[];
  /**
   * Has the compiler write files that it takes for written.
   *
   * @param sources all files if left out
   */
  rewrite(sources?: readonly string[]): void;
  /** The error for those that it doesn't write. */
  unwritten(sources: readonly string[]): Error;
}

/**
 * Writes the versions that belong to a build's output, in three steps: what is about to change loses its version, the
 * compiler writes, the new versions are written. So a process that starts in between, or after a build was killed,
 * finds no version for code that may be half old and half new; then it shares its results with no other.
 *
 * The compiler writes again only files that changed, while a version depends on many: hence versions aren't part of the
 * compiled files. What else is compiled into a file depends on types of others. Where the compiler takes such a file for
 * written, by its options or since another build wrote it, it is told to write it again.
 */
export class Publication {
  private readonly build: Build;
  private readonly stamps: Stamps;
  private next: Manifest | undefined;
  private state: "waiting" | "begun" | "over" = "waiting";
  /** After a build that was killed the compiler may take code for written that never was, or that was since. */
  private isRepair = false;
  /** Whether the output should be that of the sources now. */
  private isOfNow = false;
  private failure: { readonly error: unknown } | undefined;

  constructor(build: Build) {
    this.build = build;
    this.stamps = new Stamps(build.files, build.location);
  }

  /**
   * Before the compiler writes its first file.
   *
   * @throws {Error} if versions can't be taken away, each time: no code may be written then.
   */
  begin(): void {
    if (this.failure !== undefined) throw this.failure.error;
    if (this.state !== "waiting") return;
    this.state = "begun";
    try {
      this.hold();
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }

  private hold(): void {
    this.holdDependents();
    const before = this.stamps.read();
    const next = this.build.manifest();
    if (next.functions.length === 0 && before === "none") return;
    this.next = next;
    if (this.stamps.has(next, this.build.formats())) return;
    this.stamps.hold(typeof before === "string" ? new Map() : sharedVersions(before, next));
    this.stamps.unfinish();
    this.isRepair = before === "unfinished";
  }

  /** Once the compiler has written its last file, or has found nothing to write. */
  finish(): void {
    if (this.state === "over") return;
    const { state } = this;
    this.state = "over";
    if (state === "waiting") this.refresh();
    else if (this.next !== undefined) {
      if (this.isRepair) this.build.compiled.rewrite();
      else this.rewriteStale();
      this.publish(this.next);
      this.isOfNow = true;
    }
    this.updateDependents();
    if (this.isOfNow) this.checkOutput();
  }

  /** The compiler failed: nobody knows what it has written. */
  abandon(): void {
    this.state = "over";
  }

  private publish(manifest: Manifest): void {
    this.stamps.write(manifest, this.build.formats());
    const { manifest: path, project } = this.build.location;
    this.tell({ manifest: path, project }, manifest);
  }

  /**
   * Nothing was written: the output is that of the sources, or there are errors and it is older. What lies outside of
   * the program may have changed, or the types that it was compiled for.
   */
  private refresh(): void {
    const { compiled, location, noEmitOnError } = this.build;
    const before = this.stamps.read();
    if (before === "none" && !compiled.exist()) return;
    const next = this.build.manifest();
    if (before === "none" && next.functions.length === 0) return;

    const isCurrent = typeof before !== "string" && compiled.stale().length === 0;
    // Files that are what they would be now needn't be of now: what they use may be older. To ask for errors takes long.
    const mayBeOlder = noEmitOnError && (isCurrent || this.build.hasErrors());
    const older = mayBeOlder && typeof before !== "string" ? this.build.restamped(before, location.project) : undefined;
    if (older !== undefined) this.publish(older);
    else if (noEmitOnError && this.build.hasErrors()) this.stamps.hold(new Map());
    else {
      if (!isCurrent) {
        this.stamps.hold(typeof before === "string" ? new Map() : sharedVersions(before, next));
        this.stamps.unfinish();
      }
      if (before === "unfinished") compiled.rewrite();
      else this.rewriteStale();
      this.publish(next);
      this.isOfNow = true;
    }
  }

  private rewriteStale(): void {
    const stale = this.build.compiled.stale();
    if (stale.length > 0) this.build.compiled.rewrite(stale);
  }

  /** Code that was compiled for other types has no version any more; and it must not stay unheard of. */
  private checkOutput(): void {
    const { compiled } = this.build;
    const left = compiled.stale();
    if (left.length > 0) throw compiled.unwritten(left);
  }

  private holdDependents(): void {
    for (const { manifest, project } of this.dependents()) {
      const stamps = this.stampsOf(manifest);
      const before = stamps.read();
      if (typeof before === "string") continue;
      const reaching = functionsReaching(before, project, this.build.location.folder);
      if (reaching.size > 0) stamps.hold(versionsIn(before, (id) => !reaching.has(id)));
    }
  }

  /** What is being built in this same process says it by itself when it is done. */
  private updateDependents(): void {
    const dependents = this.dependents();
    if (dependents.length === 0) return;
    const left = dependents.filter((dependent) => this.updateDependent(dependent));
    if (left.length < dependents.length) writeDependents(this.build.files, this.build.location, left);
  }

  /** Returns false for one that is gone. */
  private updateDependent(dependent: Dependent): boolean {
    const stamps = this.stampsOf(dependent.manifest);
    const before = stamps.read();
    if (before === "none") return false;
    if (before === "unfinished") return true;
    const next = this.build.restamped(before, dependent.project);
    if (next === undefined) {
      stamps.hold(new Map());
      stamps.unfinish();
      return true;
    }
    stamps.write(next, new Set());
    this.tell(dependent, next);
    return true;
  }

  private dependents(): readonly Dependent[] {
    return readDependents(this.build.files, this.build.location);
  }

  private stampsOf(manifest: string): Stamps {
    return new Stamps(this.build.files, { manifest, modules: siblings(manifest) });
  }

  /** Tells the projects that this one refers to who runs their code. */
  private tell(dependent: Dependent, manifest: Manifest): void {
    const { files } = this.build;
    const outside = outsideFiles(manifest, dependent.project);
    for (const { options, config, scripts, isFollowed } of outside.size === 0 ? [] : this.build.referenced()) {
      if (!isFollowed || ![...scripts.values()].some((script) => outside.has(script))) continue;
      const location = locate(options, posix.dirname(config));
      const known = readDependents(files, location);
      if (known.some((each) => each.manifest === dependent.manifest)) continue;
      writeDependents(files, location, [...known, dependent]);
    }
  }
}

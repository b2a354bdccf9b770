import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { CodeVersion } from "../plan.js";
import { pointTo, type Reporter } from "../report.js";
import type { TextHash } from "./hash.js";
import { gapsFrom, Merkle } from "./merkle.js";
import { traits, type Unit } from "./unit.js";
import { createUnits, type Units } from "./units.js";

/** Joins every version: raise it when the meaning of keys or versions changes. */
const FORMAT = 3;

/**
 * What a version covers:
 * - `deps`: the function and all that it reaches
 * - `body`: the function's own code
 * - `none`: no code
 */
export type HashMode = "deps" | "body" | "none";

/** What the tag says about the version. */
export interface VersionOptions {
  readonly hash?: HashMode;
  readonly version?: string;
}

/** A function whose version is asked for. */
export interface VersionedFunction {
  readonly fn: FunctionNode;
  readonly name: ts.Identifier | undefined;
  /** What the parts of its key are. */
  readonly keySchema: string;
  readonly options: VersionOptions;
}

/** A unit that a version is made of, as plain data. */
export interface UnitFact {
  readonly name: string;
  /** The hash of what it says by itself. */
  readonly hash: string;
  /** The positions in the list of the units that it uses. */
  readonly uses: readonly number[];
}

/** The code versions of one program. What several functions reach is looked at once. */
export class CodeVersions {
  private readonly compiler: Compiler;
  private readonly hash: TextHash;
  private readonly units: Units;
  private readonly merkle: Merkle;

  constructor(compiler: Compiler, hash: TextHash) {
    this.compiler = compiler;
    this.hash = hash;
    this.units = createUnits(compiler, hash);
    this.merkle = new Merkle(hash);
  }

  versionOf({ fn, name, keySchema, options }: VersionedFunction): CodeVersion {
    const { hash: mode = "deps", version } = options;
    const given = version === undefined ? "" : JSON.stringify(version);
    const code = mode === "none" ? "" : mode === "body" ? this.units.bodyOf(fn) : this.graphHash(fn, name);
    return this.hash([FORMAT, keySchema, mode, given, code].join(";")) as CodeVersion;
  }

  /** Warns of code that a function runs, and that its version can't take in. */
  warnOfGaps({ fn, name, options }: VersionedFunction, reporter: Reporter): void {
    const { hash: mode = "deps" } = options;
    if (mode !== "deps") return;
    const unit = this.units.ofFunction(fn, name);
    if (!this.merkle.whole(unit).hasGaps) return;
    for (const { kind, what, node, origin } of gapsFrom(this.merkle, unit)) {
      const isFile = this.compiler.syntax.isSourceFile(node);
      const related = isFile || node === origin ? [] : [pointTo(node, "It is used here.")];
      const message =
        kind === "computed-module" ? catalogue.computedModule({ what }) : catalogue.codeNotFound({ what });
      reporter.warningAt(message, origin, related);
    }
  }

  /** The units that a function's version is made of, itself first; each names those that it uses. */
  unitsOf(fn: FunctionNode, name: ts.Identifier | undefined): readonly UnitFact[] {
    const positions = new Map<Unit, number>([[this.units.ofFunction(fn, name), 0]]);
    // A map that grows while it is gone through comes to what was added as well.
    for (const unit of positions.keys()) {
      for (const used of unit.content.uses) if (!positions.has(used)) positions.set(used, positions.size);
    }
    return [...positions.keys()].map((unit) => ({
      name: unit.describe(),
      hash: unit.content.hash,
      uses: unit.content.uses.map((used) => positions.get(used) ?? 0),
    }));
  }

  private graphHash(fn: FunctionNode, name: ts.Identifier | undefined): string {
    const whole = this.merkle.whole(this.units.ofFunction(fn, name));
    return [whole.hash, ...this.emitOptions(whole.traits)].join();
  }

  /** The compiler's options, as far as they change what the code does. */
  private emitOptions(reached: number): string[] {
    const { fields, decorators, jsx } = this.compiler.emitOptions;
    return [
      ...((reached & traits.fields) !== 0 ? [`fields:${fields}`] : []),
      ...((reached & traits.decorators) !== 0 ? [`decorators:${decorators}`] : []),
      ...((reached & traits.jsx) !== 0 ? [`jsx:${jsx}`] : []),
    ];
  }
}

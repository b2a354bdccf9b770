import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { VersionFacts } from "../plan.js";
import { pointTo, type Reporter } from "../report.js";
import { composeVersion, type VersionOptions } from "./compose.js";
import type { TextHash } from "./hash.js";
import { gapsFrom, Merkle } from "./merkle.js";
import { traits, type Unit } from "./unit.js";
import { createUnits, type Units } from "./units.js";

/** A function whose version is asked for. */
export interface VersionedFunction {
  readonly fn: FunctionNode;
  readonly name: ts.Identifier | undefined;
  /** Whether it uses `this` or `super`, and so may run any code of what it is a member of. */
  readonly usesReceiver: boolean;
  /** What the parts of its key are. */
  readonly keySchema: string;
  /** The methods by which classes say what stands for them in its key. */
  readonly keyMethods: ReadonlySet<ts.Node>;
  readonly options: VersionOptions;
}

const GAPS = {
  "computed-module": catalogue.computedModule,
  "declaration-only": catalogue.codeNotFound,
  "not-followed": catalogue.projectNotFollowed,
} as const;

/** The code versions of one program. */
export interface Versions {
  /** The units of functions whose version covers what they reach. */
  readonly roots: readonly Unit[];
  versionOf(fn: VersionedFunction): VersionFacts;
  /** Warns of code that a function runs, and that its version can't take in. */
  warnOfGaps(fn: VersionedFunction, reporter: Reporter): void;
}

/** What several functions reach is looked at once. */
export class CodeVersions implements Versions {
  private readonly compiler: Compiler;
  private readonly hash: TextHash;
  private readonly units: Units;
  private readonly merkle: Merkle;
  readonly roots: Unit[] = [];

  constructor(compiler: Compiler, hash: TextHash) {
    this.compiler = compiler;
    this.hash = hash;
    this.units = createUnits(compiler, hash);
    this.merkle = new Merkle(hash);
  }

  versionOf({ fn, name, usesReceiver, keySchema, keyMethods, options }: VersionedFunction): VersionFacts {
    const schema = this.hash(keySchema);
    const { hash: mode = "deps" } = options;
    if (mode !== "deps") {
      const body = mode === "body" ? this.hash(this.units.bodyOf(fn)) : undefined;
      const parts = { options, schema, compiler: [], code: body ?? "" };
      return { ...parts, version: composeVersion(this.hash, parts), root: undefined };
    }
    const own = this.units.ofFunction(fn, name, usesReceiver);
    const unit = keyMethods.size === 0 ? own : this.units.withKeys(own, keyMethods);
    const { hash: code, traits: reached } = this.merkle.whole(unit);
    const parts = { options, schema, compiler: this.emitOptions(reached), code };
    return { ...parts, version: composeVersion(this.hash, parts), root: this.roots.push(unit) - 1 };
  }

  warnOfGaps({ fn, name, usesReceiver, options }: VersionedFunction, reporter: Reporter): void {
    const { hash: mode = "deps" } = options;
    if (mode !== "deps") return;
    const unit = this.units.ofFunction(fn, name, usesReceiver);
    if (!this.merkle.whole(unit).hasGaps) return;
    for (const { kind, what, node, origin } of gapsFrom(this.merkle, unit)) {
      const isFile = this.compiler.syntax.isSourceFile(node);
      const related = isFile || node === origin ? [] : [pointTo(node, "It is used here.")];
      reporter.warningAt(GAPS[kind]({ what }), origin, related);
    }
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

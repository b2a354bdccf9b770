import type ts from "typescript";
import type { Compiler, FunctionNode, Syntax } from "../compiler/adapter.js";
import { catalogue } from "../diagnostics/catalogue.js";
import { holdsFunction, parameterNames, redeclaredParameters } from "./functions/bindings.js";
import { findForbiddenConstruct } from "./functions/constructs.js";
import { checkOuterVariables } from "./functions/outer.js";
import { findReassignment } from "./functions/reassignment.js";
import { findTarget, type Target } from "./functions/target.js";
import { createNumbering, displayName, qualifiedName } from "./identity.js";
import { planKey } from "./keys/key.js";
import type { Place } from "../compiler/places.js";
import type { CachedFunction, CodeVersion, FilePlan, FunctionId, KeyPartPlan } from "./plan.js";
import { rangeOf, Reporter, type Range } from "./report.js";
import { planResult } from "./result.js";
import type { TagUse } from "./tags/comment.js";
import { findTaggedComments, type FoundComment } from "./tags/find.js";
import { checkOptions } from "./tags/options.js";
import { checkTags, reportSecond } from "./tags/check.js";
import { erasedTree } from "./version/tree.js";
import type { TextHash } from "./version/hash.js";

/** What the analysis of a file needs beside the file. */
export interface Analysis {
  readonly compiler: Compiler;
  readonly hash: TextHash;
}

/** Joins every version: raise it when the meaning of keys or versions changes. */
const FORMAT = 1;

/** Finds the functions to cache in one file, and what is wrong with their tags, forms, options, keys and results. */
export function analyzeFile(analysis: Analysis, file: ts.SourceFile): FilePlan {
  const reporter = new Reporter(file);
  const format = analysis.compiler.moduleFormat(file);
  const planner = new FilePlanner(analysis, file, reporter);
  for (const found of findTaggedComments(analysis.compiler.syntax, file)) planner.plan(found, format);
  return {
    file: file.fileName,
    functions: planner.functions,
    diagnostics: reporter.diagnostics,
    format: format === "commonjs" ? "commonjs" : "esm",
    prefix: unusedPrefix(file.text),
  };
}

class FilePlanner {
  private readonly compiler: Compiler;
  private readonly hash: TextHash;
  private readonly file: ts.SourceFile;
  private readonly reporter: Reporter;
  private readonly number = createNumbering();
  /** The tag of each function, to see a second one. */
  private readonly tags = new Map<FunctionNode, TagUse>();
  private readonly planned = new Map<FunctionNode, CachedFunction>();

  constructor({ compiler, hash }: Analysis, file: ts.SourceFile, reporter: Reporter) {
    this.compiler = compiler;
    this.hash = hash;
    this.file = file;
    this.reporter = reporter;
  }

  /** The functions planned so far that nothing speaks against. */
  get functions(): CachedFunction[] {
    return [...this.planned.values()];
  }

  /** Plans the function that a comment is for, or reports why it can't be cached. */
  plan(found: FoundComment, format: ReturnType<Compiler["moduleFormat"]>): void {
    const use = checkTags(found.comment, this.reporter);
    const target = use && this.target(found, use);
    if (use === undefined || target === undefined) return;
    if (format === "script") {
      const what = "a cached function in a file that is no module";
      this.reporter.error(catalogue.notSupportedYet({ what, instead: 'Add "export {}" to the file.' }), use);
      return;
    }
    const options = checkOptions(use, this.file.text, this.reporter);
    if (!this.mayBeCached(target)) return;
    const kind = use.tag === "cacheResource" ? "resource" : "data";
    const { fn } = target;
    const key = planKey(this.compiler, fn, this.reporter);
    const result = planResult(this.compiler, fn, kind, resultRange(target, use), this.reporter);
    const closed = checkOuterVariables(this.compiler, fn, this.reporter);
    if (options === undefined || key === undefined || result === undefined || !closed) return;
    this.planned.set(fn, this.describe(target, { kind, options, key, result }));
  }

  private target(found: FoundComment, use: TagUse): Target | undefined {
    const target = findTarget(this.compiler, found, use.tag);
    if ("message" in target) {
      this.reporter.error(target.message, target.node === undefined ? use : rangeOf(target.node));
      return undefined;
    }
    const first = this.tags.get(target.fn);
    if (first === undefined) {
      this.tags.set(target.fn, use);
      return target;
    }
    reportSecond(first, use, this.reporter);
    this.planned.delete(target.fn);
    return undefined;
  }

  private mayBeCached({ fn }: Target): boolean {
    const { syntax } = this.compiler;
    const forbidden = findForbiddenConstruct(syntax, fn);
    if (forbidden !== undefined) this.reporter.errorAt(forbidden.message, forbidden.node);
    const assigned = syntax.isFunctionDeclaration(fn) ? findReassignment(this.compiler, fn) : undefined;
    if (assigned !== undefined) this.reporter.errorAt(catalogue.reassigned({ name: assigned.getText() }), assigned);
    return forbidden === undefined && assigned === undefined;
  }

  private identify({ packageName, path }: Place, target: Target): FunctionId {
    const name = this.number(qualifiedName(this.compiler.syntax, target));
    return `${packageName}/${path}#${name}` as FunctionId;
  }

  private versionOf(fn: FunctionNode, key: readonly KeyPartPlan[]): CodeVersion {
    const code = erasedTree(this.compiler, fn);
    return this.hash(`${FORMAT};${keySchema(this.compiler.syntax, fn, key)};${code}`) as CodeVersion;
  }

  private describe(target: Target, facts: Pick<CachedFunction, "kind" | "options" | "key" | "result">): CachedFunction {
    const { compiler, file } = this;
    const { fn, form } = target;
    const place = compiler.placeOf(file);
    const { start, end } = rangeOf(fn);
    const { line } = file.getLineAndCharacterOfPosition(target.name?.getStart() ?? start);
    return {
      ...facts,
      node: { start, end },
      form,
      id: this.identify(place, target),
      version: this.versionOf(fn, facts.key),
      name: displayName(target),
      source: `${place.path}:${line + 1}`,
      bindings: parameterNames(compiler.syntax, fn),
      rebindable: !fn.parameters.some((parameter) => holdsFunction(compiler.syntax, parameter)),
      redeclared: redeclaredParameters(compiler.syntax, fn),
    };
  }
}

/** Where a problem with the result is shown: at the return type, or else at the function's name or its tag. */
function resultRange({ fn, name }: Target, use: TagUse): Range {
  const node = fn.type ?? name;
  return node === undefined ? use : rangeOf(node);
}

/** Which of the names that the parameters bind are in the key, by position, so that renaming one changes nothing. */
function keySchema(syntax: Syntax, fn: FunctionNode, key: readonly KeyPartPlan[]): string {
  const names = parameterNames(syntax, fn);
  return key.map(({ binding }) => names.indexOf(binding)).join();
}

/** A start for our names that no name of the file has. */
function unusedPrefix(text: string): string {
  const plain = text.replace(/\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/gi, (_, long: string | undefined, short: string) =>
    String.fromCodePoint(Math.min(parseInt(long ?? short, 16), 0x10ffff)),
  );
  let prefix = "$tscached";
  while (plain.includes(prefix)) prefix += "_";
  return prefix;
}

import type ts from "typescript";
import type { Compiler, FunctionNode } from "../compiler/adapter.js";
import type { ImportFormat } from "../compiler/module-format.js";
import { catalogue } from "../diagnostics/catalogue.js";
import type { PluginSettings } from "../settings.js";
import { holdsFunction, parameterNames, redeclaredParameters } from "./functions/bindings.js";
import { findConstructs, type ForbiddenConstruct } from "./functions/constructs.js";
import { isMember } from "./functions/member-target.js";
import { findOuterVariables } from "./functions/outer.js";
import { findReassignments } from "./functions/reassignment.js";
import { warnOfSessionCalls } from "./functions/session-calls.js";
import { findTarget, type Target } from "./functions/target.js";
import { createNumbering, displayName, qualifiedName } from "./identity.js";
import type { Context } from "./context.js";
import { planEntryTags } from "./keys/entry-tags.js";
import { planKey } from "./keys/key.js";
import { keySchema } from "./keys/schema.js";
import { signalNames } from "./keys/signals.js";
import type { Place } from "../compiler/places.js";
import type { CachedFunction, FilePlan, FunctionId, KeyPartPlan, ObservedFunction, VersionFacts } from "./plan.js";
import { warnOfDirectReads } from "./observed/direct-reads.js";
import { planObserved } from "./observed/plan-observed.js";
import { rangeOf, Reporter, type Range } from "./report.js";
import { planResult } from "./result.js";
import type { TagUse } from "./tags/comment.js";
import { findTaggedComments, type FoundComment } from "./tags/find.js";
import { checkOptions } from "./tags/options.js";
import { checkTags, join, type AskedFor } from "./tags/check.js";
import { isObservedTag } from "./tags/names.js";
import type { VersionedFunction, Versions } from "./version/code-version.js";
import type { VersionOptions } from "./version/compose.js";

/** What the analysis of a file needs beside the file. */
export interface Analysis {
  readonly compiler: Compiler;
  readonly versions: Versions;
  readonly settings: PluginSettings;
}

/** Finds the functions to compile in one file, and what is wrong with their tags, forms, options, keys and results. */
export function analyzeFile(analysis: Analysis, file: ts.SourceFile): FilePlan {
  const reporter = new Reporter(file);
  const format = analysis.compiler.moduleFormat(file);
  const planner = new FilePlanner(analysis, file, reporter);
  for (const found of findTaggedComments(analysis.compiler.syntax, file)) planner.collect(found);
  planner.planAll(format);
  return {
    file: file.fileName,
    functions: planner.functions,
    observed: planner.observed,
    diagnostics: reporter.diagnostics,
    format: format === "commonjs" ? "commonjs" : "esm",
    prefix: unusedPrefix(file.text),
  };
}

/** A function with tags. */
interface Tagged {
  readonly target: Target;
  /** Undefined if the tags are wrong, which was reported. */
  asked: AskedFor | undefined;
}

class FilePlanner {
  private readonly compiler: Compiler;
  private readonly versions: Versions;
  private readonly settings: PluginSettings;
  private readonly file: ts.SourceFile;
  private readonly reporter: Reporter;
  private readonly number = createNumbering();
  private readonly tagged = new Map<FunctionNode, Tagged>();
  /** Of all tagged declarations: looked for when the first is asked for, once everything is collected. */
  private reassigned: ReadonlyMap<FunctionNode, ts.Node> | undefined;
  /** The functions that nothing speaks against. */
  readonly functions: CachedFunction[] = [];
  readonly observed: ObservedFunction[] = [];

  constructor({ compiler, versions, settings }: Analysis, file: ts.SourceFile, reporter: Reporter) {
    this.compiler = compiler;
    this.versions = versions;
    this.settings = settings;
    this.file = file;
    this.reporter = reporter;
  }

  /** Takes in what a comment asks for, for the function that it is for. */
  collect(found: FoundComment): void {
    const asked = checkTags(found.comment, this.reporter);
    const use = asked?.use ?? asked?.observed ?? asked?.key ?? found.comment.tags[0];
    if (use === undefined) return;
    const target = findTarget(this.compiler, found, use.tag);
    if ("message" in target) {
      const at = target.node === undefined ? use : rangeOf(target.node);
      if (asked !== undefined) this.reporter.error(target.message, at);
      return;
    }
    const before = this.tagged.get(target.fn);
    if (before === undefined) this.tagged.set(target.fn, { target, asked });
    else before.asked = before.asked && asked && join(before.asked, asked, this.reporter);
  }

  planAll(format: ImportFormat): void {
    for (const { target, asked } of this.tagged.values()) {
      if (asked?.use !== undefined) this.plan(target, asked.use, asked.key, format);
      else if (asked?.observed !== undefined) this.planObserved(target, asked.observed, format);
      else if (asked?.key !== undefined) this.reporter.error(catalogue.keyTagAlone({}), asked.key);
    }
  }

  /** Plans a function, or reports why it can't be cached. */
  private plan(target: Target, use: TagUse, given: TagUse | undefined, format: ImportFormat): void {
    if (!this.mayImport(use, format)) return;
    const asked = checkOptions(use, this.file.text, this.reporter);
    const { fn } = target;
    const { forbidden, receiver } = findConstructs(this.compiler.syntax, fn, use.tag);
    if (!this.mayBeCompiled(target, use, forbidden)) return;
    const kind = use.tag === "cacheResource" ? "resource" : "data";
    const outer = findOuterVariables(this.compiler, fn);
    const keyMethods = new Set<ts.Node>();
    const { compiler, settings, reporter } = this;
    const context: Context = { compiler, settings, reporter, keyMethods };
    warnOfDirectReads(context, fn, given, (node) => node !== fn && this.tagged.has(node as FunctionNode));
    if (asked !== undefined && asked.options.scope !== "session") warnOfSessionCalls(context, fn);
    const used = { use: asked && receiver, mode: asked?.receiver, captured: outer.receivers };
    const key = planKey(context, { fn, outer, receiver: used, use, given });
    const result = planResult(context, fn, kind, resultRange(target, use));
    if (asked === undefined || key === undefined || result === undefined) return;
    const written = use.options.find(({ name }) => name === "tags")?.items;
    const tags = written && planEntryTags(reporter, written, this.file.text, key);
    if (written !== undefined && tags === undefined) return;
    const own = asked.receiver === "instance" ? { this: asked.receiver } : {};
    const options = { ...asked.options, ...own, ...(tags && { tags }) };
    const reached = { usesReceiver: receiver !== undefined, keyMethods };
    const version = this.versionOf(target, asked.version, key, reached);
    this.functions.push(this.describe(target, { ...result, version, kind, options, key }));
  }

  /** Plans a function whose calls are observed, or reports why they can't be. */
  private planObserved(target: Target, use: TagUse, format: ImportFormat): void {
    const { compiler, settings, reporter } = this;
    const { tag } = use;
    if (!isObservedTag(tag) || !this.mayImport(use, format)) return;
    const constructs = findConstructs(compiler.syntax, target.fn, tag);
    const context: Context = { compiler, settings, reporter, keyMethods: new Set() };
    const planned = planObserved(context, target, { ...use, tag }, constructs);
    if (!this.mayBeCompiled(target, use, constructs.forbidden) || planned === undefined) return;
    this.observed.push({ ...planned, ...this.place(target) });
  }

  /** Whether the compiled function can import what it needs. */
  private mayImport(use: TagUse, format: ImportFormat): boolean {
    const { tag } = use;
    if (format === "script") this.reporter.error(catalogue.noModule({ tag }), use);
    else if (format === "loader") this.reporter.error(catalogue.loaderModule({ tag }), use);
    else return true;
    return false;
  }

  private mayBeCompiled({ fn }: Target, { tag }: TagUse, forbidden: ForbiddenConstruct | undefined): boolean {
    if (forbidden !== undefined) this.reporter.errorAt(forbidden.message, forbidden.node);
    this.reassigned ??= findReassignments(this.compiler, this.file, [...this.tagged.keys()]);
    const assigned = this.reassigned.get(fn);
    if (assigned !== undefined) {
      this.reporter.errorAt(catalogue.reassigned({ tag, name: assigned.getText() }), assigned);
    }
    return forbidden === undefined && assigned === undefined;
  }

  private identify({ packageName, path }: Place, target: Target): FunctionId {
    const name = this.number(qualifiedName(this.compiler.syntax, target));
    return `${packageName}/${path}#${name}` as FunctionId;
  }

  private versionOf(
    { fn, name }: Target,
    options: VersionOptions,
    key: readonly KeyPartPlan[],
    reached: Pick<VersionedFunction, "usesReceiver" | "keyMethods">,
  ): VersionFacts {
    const { syntax } = this.compiler;
    const schema = keySchema(parameterNames(syntax, fn), key);
    // A member goes by itself: what it is a member of is another matter.
    const declared = name !== undefined && syntax.isIdentifier(name) && !isMember(syntax, fn) ? name : undefined;
    const versioned = { fn, name: declared, keySchema: schema, ...reached, options };
    this.versions.warnOfGaps(versioned, this.reporter);
    return this.versions.versionOf(versioned);
  }

  private describe(
    target: Target,
    facts: Pick<CachedFunction, "version" | "kind" | "options" | "key" | "result" | "immutable" | "copy">,
  ): CachedFunction {
    const { compiler } = this;
    const { fn } = target;
    return {
      ...facts,
      ...this.place(target),
      signals: signalNames(compiler, fn),
      rebindable: !fn.parameters.some((parameter) => holdsFunction(compiler.syntax, parameter)),
      redeclared: redeclaredParameters(compiler.syntax, fn),
    };
  }

  /** What is said of every function that is compiled. */
  private place(target: Target): Omit<ObservedFunction, "role" | "isAsync"> {
    const { compiler, file } = this;
    const { fn, form } = target;
    const place = compiler.disk.placeOf(file);
    const { start, end } = rangeOf(fn);
    const { line } = file.getLineAndCharacterOfPosition(target.name?.getStart() ?? start);
    return {
      node: { start, end },
      form,
      id: this.identify(place, target),
      name: displayName(compiler.syntax, target),
      file: place.path,
      line: line + 1,
      bindings: parameterNames(compiler.syntax, fn),
    };
  }
}

/** Where a problem with the result is shown: at the return type, or else at the function's name or its tag. */
function resultRange({ fn, name }: Target, use: TagUse): Range {
  const node = fn.type ?? name;
  return node === undefined ? use : rangeOf(node);
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

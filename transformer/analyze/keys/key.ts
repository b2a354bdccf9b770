import type { FunctionNode } from "../../compiler/adapter.js";
import type { Context } from "../context.js";
import type { OuterFindings } from "../functions/outer.js";
import type { KeyPartPlan } from "../plan.js";
import type { TagUse } from "../tags/comment.js";
import { planGiven } from "./given.js";
import { planOuter, warnOfEscape } from "./outer-parts.js";
import { planReceiver, type Receiver } from "./receiver.js";
import { boundNames, isReportedUntyped, type BoundName } from "./parameters.js";
import { toPart, type RankedPart } from "./part.js";
import { reportParameter } from "./problems.js";
import { slice } from "./slices.js";

/** What the key of a function is planned from. */
export interface KeySources {
  readonly fn: FunctionNode;
  readonly outer: OuterFindings;
  readonly receiver: Receiver;
  /** The tag that asks for caching. */
  readonly use: TagUse;
  /** The tag that says what of the parameters is the key. */
  readonly given: TagUse | undefined;
}

/**
 * The parts of a function's key: what it reads of its parameters, without those whose names start with `_`, and of the
 * variables around it. Undefined if one of them can't be in a key, which was reported.
 */
export function planKey(context: Context, sources: KeySources): KeyPartPlan[] | undefined {
  const ranked = [...variableParts(context, sources), planReceiver(context, sources.fn, sources.receiver, sources.use)];
  for (const escape of sources.outer.escapes) warnOfEscape(context, escape);
  if (!ranked.every((parts) => parts !== undefined)) return undefined;
  return ranked
    .flat()
    .sort((left, right) => left.spread - right.spread)
    .map(({ plan }) => plan);
}

/**
 * The parts that each parameter, `@cacheKey` and each variable around the function contributes; undefined for one that
 * can't be in a key, which was reported.
 */
export function variableParts(
  context: Context,
  { fn, outer, given }: Pick<KeySources, "fn" | "outer" | "given">,
): (RankedPart[] | undefined)[] {
  const bound = boundNames(context.compiler, fn);
  const asked = given && planGiven(context, fn, bound, given);
  return [
    ...bound
      .filter(({ name }) => !name.text.startsWith("_") && asked?.names.has(name.text) !== true)
      .map((parameter) => planParameter(context, parameter)),
    ...(given === undefined ? [] : [asked?.parts]),
    ...outer.variables.map((variable) => planOuter(context, fn, variable)),
  ];
}

function planParameter(context: Context, parameter: BoundName): RankedPart[] | undefined {
  const { compiler } = context;
  const { name, types } = parameter;
  const base = { name: name.text, members: [] };
  const { slices, problems } = slice(context, parameter);
  if (problems.length === 0) return slices.map((part) => toPart(compiler, base, part, false));
  const isAny = problems.every(({ objection }) => objection.kind === "dynamic" && objection.name === "any");
  if (isAny && isReportedUntyped(compiler, name)) {
    return [toPart(compiler, base, { path: [], read: "value", node: undefined, types }, false)];
  }
  for (const problem of problems) reportParameter(context, name, problem);
  return undefined;
}

import type { Compiler, FunctionNode, TypeRef } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Context } from "../context.js";
import type { ReceiverUse } from "../functions/constructs.js";
import type { CapturedReceiver } from "../functions/outer.js";
import { isMember } from "../functions/member-target.js";
import { pointTo } from "../report.js";
import type { TagUse } from "../tags/comment.js";
import type { ReceiverMode } from "../tags/option-table.js";
import type { RankedPart } from "./part.js";
import { declarationNote, messageFor } from "./problems.js";
import { findTypeProblem } from "./type-walk.js";

/** What a function does with the object that it is called on, and what its tag says of that. */
export interface Receiver {
  /** Undefined if the function uses neither `this` nor `super`. */
  readonly use: ReceiverUse | undefined;
  readonly mode: ReceiverMode | undefined;
  /** What the helpers of the function have captured. */
  readonly captured: readonly CapturedReceiver[];
}

/**
 * The parts of a key that the object contributes which a function is called on: what its class says stands for it, or
 * none if the function doesn't use it or the tag says how it counts. Undefined if it can't be in a key, which was
 * reported.
 *
 * @param tag where to report a tag that says what there is nothing to say about
 */
export function planReceiver(
  context: Context,
  fn: FunctionNode,
  { use, mode, captured }: Receiver,
  tag: TagUse,
): RankedPart[] | undefined {
  const { compiler, reporter } = context;
  if (mode === "ignore" && captured.length > 0) return [];
  for (const { construct, node, origin } of captured) {
    const message = catalogue.usesThis({ construct, viaHelper: true, hasClass: false });
    reporter.errorAt(message, origin, [pointTo(node, "It is used here.")]);
  }
  if (captured.length > 0) return undefined;
  if (mode !== undefined) {
    if (use !== undefined || hasReceiver(compiler, fn)) return [];
    reporter.error(catalogue.thisWithoutReceiver({ mode }), tag);
    return undefined;
  }
  if (use === undefined) return [];
  const type = compiler.receiverType(fn);
  if (type !== undefined && isKeyed(compiler, type)) return keyedPart(context, fn, type, use);
  const hasClass = type !== undefined && compiler.shapes([type])[0]?.kind === "class";
  reporter.errorAt(catalogue.usesThis({ construct: use.construct, viaHelper: false, hasClass }), use.node);
  return undefined;
}

function keyedPart(context: Context, fn: FunctionNode, type: TypeRef, use: ReceiverUse): RankedPart[] | undefined {
  const { compiler, settings, reporter, keyMethods } = context;
  const problem = findTypeProblem(compiler, type, "key", settings, keyMethods);
  if (problem !== undefined) {
    const found = { ...problem, whole: true, use: undefined, changed: false };
    const advice = { how: "expression", parameter: "this", renamed: "" } as const;
    reporter.errorAt(messageFor("this", advice, found), use.node, declarationNote(compiler.syntax, found));
    return undefined;
  }
  const base = { name: "this", members: [] };
  // In a constructor an arrow may run before there is an object.
  const guarded = compiler.syntax.isArrowFunction(fn) && !isMember(compiler.syntax, fn);
  const plan = { label: "this", base, path: [], read: "value", guarded, primitive: false } as const;
  return [{ plan, spread: RECEIVER_SPREAD }];
}

/** An object has many values, but most functions are called on few. */
const RECEIVER_SPREAD = 3.5;

/** Whether a class says what stands for its instances in a key, for all that may be there. */
function isKeyed(compiler: Compiler, type: TypeRef): boolean {
  const [shape] = compiler.shapes([type]);
  if (shape?.kind === "constrained") return shape.constraint !== undefined && isKeyed(compiler, shape.constraint);
  return shape?.kind === "keyed";
}

/** Whether a function may be called on an object: a member, or one that declares what `this` is. */
export function hasReceiver({ syntax }: Compiler, fn: FunctionNode): boolean {
  return isMember(syntax, fn) || fn.parameters.some(({ name }) => syntax.isIdentifier(name) && name.text === "this");
}

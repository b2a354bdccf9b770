import { findOuterVariables } from "../../transformer/analyze/functions/outer.js";
import { variableParts } from "../../transformer/analyze/keys/key.js";
import { Reporter } from "../../transformer/analyze/report.js";
import type { TagUse } from "../../transformer/analyze/tags/comment.js";
import type { Compiler, FunctionNode } from "../../transformer/compiler/adapter.js";
import type { Proposal } from "./entry.js";
import type { ValuePlace } from "./half-written.js";

/** The parts of a function's key that may stand in the braces of an entry's tag. */
export function placeholders(
  compiler: Compiler,
  fn: FunctionNode,
  given: TagUse | undefined,
  place: ValuePlace,
  position: number,
): Proposal[] {
  const source = fn.getSourceFile().text;
  const open = /\{\s*([^{}]*)$/.exec(source.slice(place.start, position));
  const rest = source.slice(position, place.end);
  const after = /^[^{}]*/.exec(rest)?.[0].length ?? 0;
  return fillable(compiler, fn, given).map((name): Proposal => {
    if (open === null) return { name: `{${name}}`, kind: "value", start: position, end: position };
    // What follows belongs to the braces only if they are closed.
    const isClosed = rest[after] === "}";
    const start = position - (open[1]?.length ?? 0);
    return {
      name,
      kind: "value",
      insert: isClosed ? name : `${name}}`,
      start,
      end: isClosed ? position + after : position,
    };
  });
}

function fillable(compiler: Compiler, fn: FunctionNode, given: TagUse | undefined): string[] {
  // What is wrong with the key is reported elsewhere, and the rest of it may be written here all the same.
  const context = {
    compiler,
    settings: { dynamic: false },
    reporter: new Reporter(fn.getSourceFile()),
    keyMethods: new Set<never>(),
  };
  const parts = variableParts(context, { fn, outer: findOuterVariables(compiler, fn), given });
  const fitting = parts.flat().filter((part) => part?.plan.primitive === true && part.plan.read === "value");
  return fitting.flatMap((part) => (part === undefined ? [] : [part.plan.label]));
}

import type ts from "typescript";
import type { Compiler } from "../../compiler/adapter.js";
import type { TagUse } from "../tags/comment.js";
import { findTaggedComments } from "../tags/find.js";
import { findTarget } from "./target.js";

/**
 * The functions of a file with a tag of some kind, and that tag. Misspelt tags and those in plain comments don't count, as
 * they don't for the function's own plan.
 */
export function functionsTagged(
  compiler: Compiler,
  file: ts.SourceFile,
  isMeant: (use: TagUse) => boolean,
): Map<ts.Node, TagUse> {
  const found = new Map<ts.Node, TagUse>();
  for (const comment of findTaggedComments(compiler.syntax, file)) {
    const { tags, isJSDoc } = comment.comment;
    const use = tags.find((tag) => tag.exact && isMeant(tag));
    if (use === undefined || !isJSDoc) continue;
    const target = findTarget(compiler, comment, use.tag);
    if (!("message" in target)) found.set(target.fn, use);
  }
  return found;
}

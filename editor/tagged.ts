import type ts from "typescript";
import { findTarget, type Target } from "../transformer/analyze/functions/target.js";
import type { TagUse } from "../transformer/analyze/tags/comment.js";
import { findTaggedComments, type FoundComment } from "../transformer/analyze/tags/find.js";
import { KEY_TAG } from "../transformer/analyze/tags/names.js";
import type { Compiler } from "../transformer/compiler/adapter.js";

/** A function with the comments that have tags for it. */
export interface TaggedFunction {
  readonly target: Target;
  readonly comments: readonly [FoundComment, ...FoundComment[]];
}

/** The functions of a file that have tags, also those that can't be cached. */
export function taggedFunctions(compiler: Compiler, file: ts.SourceFile): TaggedFunction[] {
  const found = new Map<ts.Node, TaggedFunction>();
  for (const comment of findTaggedComments(compiler.syntax, file)) {
    const [tag] = comment.comment.tags;
    const target = tag && findTarget(compiler, comment, tag.tag);
    if (target === undefined || "message" in target) continue;
    const before = found.get(target.fn);
    found.set(target.fn, { target, comments: before ? [...before.comments, comment] : [comment] });
  }
  return [...found.values()];
}

/** The tag of a function that says what its key is. */
export function keyTagOf({ comments }: Pick<TaggedFunction, "comments">): TagUse | undefined {
  return comments.flatMap(({ comment }) => comment.tags).find(({ tag }) => tag === KEY_TAG);
}

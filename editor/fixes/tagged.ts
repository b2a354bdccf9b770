import type ts from "typescript";
import { findTarget, type Target } from "../../transformer/analyze/functions/target.js";
import type { TagUse } from "../../transformer/analyze/tags/comment.js";
import { findTaggedComments, type FoundComment } from "../../transformer/analyze/tags/find.js";
import { isCacheTag } from "../../transformer/analyze/tags/names.js";
import type { FunctionNode } from "../../transformer/compiler/adapter.js";
import type { Span } from "../../transformer/diagnostics/diagnostic.js";
import { taggedFunctions } from "../tagged.js";
import type { FileView } from "../view.js";

/** A tag in a file. */
export interface TagPlace {
  readonly found: FoundComment;
  readonly use: TagUse;
}

/** The tag at a position, or the one that what stands there belongs to. */
export function tagAt(view: FileView, position: number): TagPlace | undefined {
  const found = findTaggedComments(view.host, view.file).find(
    ({ comment }) => comment.start <= position && position < comment.end,
  );
  const use = found?.comment.tags.filter(({ start }) => start <= position).at(-1);
  return found && use && { found, use };
}

/** What a tag is for; undefined where there is nothing for it. */
export function targetOf({ compiler }: FileView, { found, use }: TagPlace): Target | undefined {
  const target = findTarget(compiler, found, use.tag);
  return "message" in target ? undefined : target;
}

/** All tags for a function, in the order of the source. */
export function tagsOf({ compiler, file }: FileView, fn: ts.Node): TagPlace[] {
  const { comments = [] } = taggedFunctions(compiler, file).find(({ target }) => target.fn === fn) ?? {};
  return comments.flatMap((found) => found.comment.tags.map((use) => ({ found, use })));
}

/** The tag that asks for a function to be cached. */
export function cacheTagOf(view: FileView, fn: ts.Node): TagPlace | undefined {
  return tagsOf(view, fn).find(({ use }) => isCacheTag(use.tag));
}

/** The innermost function with a tag that a node stands in. */
export function taggedAround({ host, compiler, file }: FileView, node: ts.Node): FunctionNode | undefined {
  const tagged = new Map<ts.Node, FunctionNode>(taggedFunctions(compiler, file).map(({ target: { fn } }) => [fn, fn]));
  let around = node;
  while (!tagged.has(around) && !host.isSourceFile(around)) around = around.parent;
  return tagged.get(around);
}

/** The innermost node that a position of a file lies in, comments apart. */
export function nodeAt({ host }: FileView, file: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = file;
  for (;;) {
    const child: ts.Node | undefined = host.forEachChild(node, (candidate) =>
      candidate.getStart(file) <= position && position < candidate.end ? candidate : undefined,
    );
    if (child === undefined) return node;
    node = child;
  }
}

/** The innermost node that begins where a diagnostic does, or around that, if it ends with the diagnostic. */
export function nodeOf(view: FileView, { start, length }: Pick<Span, "start" | "length">): ts.Node | undefined {
  let node = nodeAt(view, view.file, start);
  while (node.end < start + length) node = node.parent;
  return node.end === start + length ? node : undefined;
}

import type ts from "typescript";
import { findTarget, type Target } from "../../transformer/analyze/functions/target.js";
import { readComment } from "../../transformer/analyze/tags/comment.js";
import {
  documentationOfOption,
  documentationOfTag,
  WRITTEN_TAGS,
  type WrittenTag,
} from "../../transformer/analyze/tags/documentation.js";
import { commentAt, type CommentPlace, type FoundComment } from "../../transformer/analyze/tags/find.js";
import { CACHE_TAGS, isObservedTag, KEY_TAG } from "../../transformer/analyze/tags/names.js";
import { keyTagOf, taggedFunctions } from "../tagged.js";
import type { CompletionView } from "../view.js";
import { toEntries, type Proposal } from "./entry.js";
import { keyPaths } from "./key-paths.js";
import { optionNames, optionValues } from "./options.js";
import { placeAt, type Place } from "./place.js";
import { placeholders } from "./placeholders.js";

/** What may be written at a position of a JSDoc comment; undefined where we have nothing to propose. */
export function completionsAt(view: CompletionView, position: number): ts.CompletionEntry[] | undefined {
  const { host, file } = view;
  // Most of what is asked is asked of code, and some of comments without a tag before the position.
  if (!file.text.slice(0, position).includes("@")) return undefined;
  // Behind its last character a comment is over, and one that has no end is still being written.
  const comment = commentAt(host, file, position - 1);
  const place = comment && placeAt(file.text, comment, position);
  if (comment === undefined || place === undefined) return undefined;
  const proposals = propose(view, comment, place, position);
  return proposals.length === 0 ? undefined : toEntries(host, proposals);
}

/** The documentation of a proposal, as Markdown, by its name. */
export function completionDetails(name: string): string | undefined {
  return documentationOfTag(name) ?? documentationOfOption(name);
}

function propose(view: CompletionView, comment: CommentPlace, place: Place, position: number): Proposal[] {
  const compiler = view.compiler();
  const found = { ...comment, comment: readComment(view.file.text, comment.start, comment.end) };
  const target = targetOf(view, found);
  if (target === "other") return [];
  const fn = target?.fn;
  switch (place.kind) {
    case "tag": {
      const { start, end } = place;
      return missingTags(view, found, target, start).map((name) => ({ name, kind: "tag", start, end }));
    }
    case "key":
      return fn === undefined ? [] : keyPaths(compiler, view.program, fn, place.written, position, place.end);
    case "option": {
      const { at } = place;
      if (at.expects === "name") return optionNames(compiler, fn, place.tag, at);
      if (at.option !== "tags" || !at.inList || at.quote === undefined) return optionValues(at);
      return fn === undefined ? [] : placeholders(compiler, fn, keyTagOf({ comments: [found] }), at, position);
    }
  }
}

/** The function that a comment is for; undefined if that isn't written yet, "other" if the comment is for something else. */
function targetOf({ host, compiler }: CompletionView, found: FoundComment): Target | "other" | undefined {
  if (found.owner?.kind === host.SyntaxKind.EndOfFileToken) return undefined;
  const target = findTarget(compiler(), found, CACHE_TAGS[0]);
  return "message" in target ? "other" : target;
}

/** The tags that a function doesn't have yet, and that don't contradict one that it has. */
function missingTags(
  { compiler, file }: CompletionView,
  found: FoundComment,
  target: Target | undefined,
  start: number,
): WrittenTag[] {
  const all = target && taggedFunctions(compiler(), file).find((tagged) => tagged.target.fn === target.fn);
  const uses = [found, ...(all?.comments ?? [])].flatMap(({ comment }) => comment.tags);
  // The one that is being written is none that is there.
  const others = uses.filter((use) => use.exact && use.start !== start - 1).map(({ tag }) => tag);
  if (others.some(isObservedTag)) return [];
  const isCached = CACHE_TAGS.some((tag) => others.includes(tag));
  return WRITTEN_TAGS.filter((tag) => {
    if (isObservedTag(tag)) return others.length === 0;
    return tag === KEY_TAG ? !others.includes(tag) : !isCached;
  });
}

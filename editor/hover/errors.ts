import type ts from "typescript";
import { taggedAs } from "../../transformer/diagnostics/tagged-as.js";
import type { FileFacts } from "../../transformer/hosts/session.js";
import { taggedFunctions, type TaggedFunction } from "../tagged.js";
import { code } from "./markdown.js";

/** Why a function with tags is not cached, as Markdown. Undefined if nothing says why. */
export function describeErrors(facts: FileFacts, file: ts.SourceFile, fn: TaggedFunction): string | undefined {
  const all = taggedFunctions(facts.compiler, file);
  const errors = facts.plan.diagnostics.filter(({ category, place }) => {
    return category === "error" && innermost(all, place.start)?.target.fn === fn.target.fn;
  });
  if (errors.length === 0) return undefined;
  const [tag] = fn.comments[0].comment.tags;
  const made = `**Not ${taggedAs(tag?.tag ?? "").made}**`;
  const title = errors.length === 1 ? `${made}, because of an error:` : `${made}, because of ${errors.length} errors:`;
  return [title, "", ...errors.map((error) => `- ${error.text} ${code(`TS${error.code}`)}`)].join("\n");
}

/** The tagged function whose comments or code a position lies in, and no other inside of it. */
function innermost(all: readonly TaggedFunction[], position: number): TaggedFunction | undefined {
  const around = all.filter(({ target: { fn }, comments }) => {
    const isInComment = comments.some(({ comment }) => comment.start <= position && position < comment.end);
    return isInComment || (Math.min(comments[0].comment.start, fn.pos) <= position && position < fn.end);
  });
  return around.sort((left, right) => left.target.fn.end - right.target.fn.end)[0];
}

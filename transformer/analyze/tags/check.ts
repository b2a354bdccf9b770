import { catalogue } from "../../diagnostics/catalogue.js";
import type { Reporter } from "../report.js";
import type { TaggedComment, TagUse } from "./comment.js";
import { CACHE_TAGS } from "./names.js";

/** The tag that a comment asks for caching with. Undefined if it asks for nothing, or wrongly, which was reported. */
export function checkTags(comment: TaggedComment, reporter: Reporter): TagUse | undefined {
  const wrong = comment.tags.find((use) => reportUse(use, comment, reporter));
  if (wrong !== undefined) return undefined;
  const [first, second] = comment.tags;
  if (first === undefined || second === undefined) return first;
  reportSecond(first, second, reporter);
  return undefined;
}

/** Reports a second tag on one function. */
export function reportSecond(first: TagUse, second: TagUse, reporter: Reporter): void {
  const same = first.tag === second.tag;
  reporter.error(same ? catalogue.repeatedTag({ tag: second.tag }) : catalogue.conflictingTags({}), second);
}

/** Reports what is wrong with one tag by itself, the first cause only. */
function reportUse(use: TagUse, { isJSDoc, end }: TaggedComment, reporter: Reporter): boolean {
  const { tag, written } = use;
  if (!use.exact) reporter.error(catalogue.misspeltTag({ written, meant: tag }), use);
  else if (!isJSDoc) reporter.error(catalogue.tagInPlainComment({ tag }), use);
  else if (!(CACHE_TAGS as readonly string[]).includes(tag)) {
    const instead = `The tags so far are ${CACHE_TAGS.map((name) => `@${name}`).join(" and ")}.`;
    reporter.error(catalogue.notSupportedYet({ what: `the tag @${tag}`, instead }), use);
  } else if (use.problem !== undefined) {
    const { at, expected } = use.problem;
    const start = Math.min(at, end - 1);
    reporter.error(catalogue.optionsSyntax({ tag, expected }), { start, end: start + 1 });
  } else if (use.prose !== undefined) {
    reporter.error(catalogue.proseAfterTag({ tag }), use.prose);
  } else return false;
  return true;
}

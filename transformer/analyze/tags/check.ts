import { catalogue } from "../../diagnostics/catalogue.js";
import type { Reporter } from "../report.js";
import type { TaggedComment, TagUse } from "./comment.js";
import { isObservedTag, KEY_TAG } from "./names.js";
import { meantInQuotes } from "./options.js";

/** What a function's comments ask for. */
export interface AskedFor {
  /** The tag that asks for caching. */
  readonly use?: TagUse;
  /** The tag that says what the key is. */
  readonly key?: TagUse;
  /** The tag that asks for calls to be observed; no other stands beside it. */
  readonly observed?: TagUse;
}

/** What a comment asks for. Undefined if it asks for it wrongly, which was reported. */
export function checkTags(comment: TaggedComment, reporter: Reporter): AskedFor | undefined {
  const wrong = comment.tags.find((use) => reportUse(use, comment, reporter));
  if (wrong !== undefined) return undefined;
  let asked: AskedFor | undefined = {};
  for (const tag of comment.tags) asked = asked && join(asked, askedBy(tag), reporter);
  return asked;
}

function askedBy(tag: TagUse): AskedFor {
  if (isObservedTag(tag.tag)) return { observed: tag };
  return tag.tag === KEY_TAG ? { key: tag } : { use: tag };
}

/** What two comments ask for together, or two tags. Undefined if both ask for the same, which was reported. */
export function join(first: AskedFor, second: AskedFor, reporter: Reporter): AskedFor | undefined {
  const apart = pairApart(first, second);
  if (apart !== undefined) reportSecond(apart[0], apart[1], reporter);
  else if (first.use !== undefined && second.use !== undefined) reportSecond(first.use, second.use, reporter);
  else if (first.key !== undefined && second.key !== undefined) reportSecond(first.key, second.key, reporter);
  else return { ...first, ...second };
  return undefined;
}

/** Two tags of which one is for functions that are observed: nothing goes together with it. */
function pairApart(first: AskedFor, second: AskedFor): readonly [TagUse, TagUse] | undefined {
  const left = first.observed ?? first.use ?? first.key;
  const right = second.observed ?? second.use ?? second.key;
  if (left === undefined || right === undefined) return undefined;
  return first.observed === undefined && second.observed === undefined ? undefined : [left, right];
}

/** Reports a second tag on one function. */
function reportSecond(first: TagUse, second: TagUse, reporter: Reporter): void {
  const [tag, other] = [second.tag, first.tag];
  if (tag === other) reporter.error(catalogue.repeatedTag({ tag }), second);
  else if (isObservedTag(tag) || isObservedTag(other)) reporter.error(catalogue.tagsApart({ tag, other }), second);
  else reporter.error(catalogue.conflictingTags({}), second);
}

/** Reports what is wrong with one tag by itself, the first cause only. */
function reportUse(use: TagUse, { isJSDoc, end }: TaggedComment, reporter: Reporter): boolean {
  const { tag, written } = use;
  if (!use.exact) reporter.error(catalogue.misspeltTag({ written, meant: tag }), use);
  else if (!isJSDoc) reporter.error(catalogue.tagInPlainComment({ tag }), use);
  else if (use.problem !== undefined) {
    const { at, expected, bare } = use.problem;
    const start = Math.min(at, end - 1);
    const meant = bare && meantInQuotes(bare);
    const message =
      tag === KEY_TAG ? catalogue.keySyntax({ expected }) : catalogue.optionsSyntax({ tag, expected, meant });
    reporter.error(message, { start, end: start + 1 });
  } else if (tag === KEY_TAG && use.key.length === 0) {
    reporter.error(catalogue.keySyntax({ expected: "a property path, such as user.id," }), use);
  } else if (use.prose !== undefined) {
    reporter.error(catalogue.proseAfterTag({ tag }), use.prose);
  } else return false;
  return true;
}

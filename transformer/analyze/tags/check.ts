import { catalogue } from "../../diagnostics/catalogue.js";
import type { Reporter } from "../report.js";
import type { TaggedComment, TagUse } from "./comment.js";
import { CACHE_TAGS, KEY_TAG } from "./names.js";
import { meantInQuotes } from "./options.js";

/** What a function's comments ask for. */
export interface AskedFor {
  /** The tag that asks for caching. */
  readonly use?: TagUse;
  /** The tag that says what the key is. */
  readonly key?: TagUse;
}

/** What a comment asks for. Undefined if it asks for it wrongly, which was reported. */
export function checkTags(comment: TaggedComment, reporter: Reporter): AskedFor | undefined {
  const wrong = comment.tags.find((use) => reportUse(use, comment, reporter));
  if (wrong !== undefined) return undefined;
  let asked: AskedFor | undefined = {};
  for (const tag of comment.tags)
    asked = asked && join(asked, tag.tag === KEY_TAG ? { key: tag } : { use: tag }, reporter);
  return asked;
}

/** What two comments ask for together, or two tags. Undefined if both ask for the same, which was reported. */
export function join(first: AskedFor, second: AskedFor, reporter: Reporter): AskedFor | undefined {
  if (first.use !== undefined && second.use !== undefined) reportSecond(first.use, second.use, reporter);
  else if (first.key !== undefined && second.key !== undefined) reportSecond(first.key, second.key, reporter);
  else return { ...first, ...second };
  return undefined;
}

/** Reports a second tag on one function. */
function reportSecond(first: TagUse, second: TagUse, reporter: Reporter): void {
  const same = first.tag === second.tag;
  reporter.error(same ? catalogue.repeatedTag({ tag: second.tag }) : catalogue.conflictingTags({}), second);
}

const SUPPORTED: readonly string[] = [...CACHE_TAGS, KEY_TAG];

/** Reports what is wrong with one tag by itself, the first cause only. */
function reportUse(use: TagUse, { isJSDoc, end }: TaggedComment, reporter: Reporter): boolean {
  const { tag, written } = use;
  if (!use.exact) reporter.error(catalogue.misspeltTag({ written, meant: tag }), use);
  else if (!isJSDoc) reporter.error(catalogue.tagInPlainComment({ tag }), use);
  else if (!SUPPORTED.includes(tag)) {
    const instead = `The tags so far are ${SUPPORTED.map((name) => `@${name}`).join(", ")}.`;
    reporter.error(catalogue.notSupportedYet({ what: `the tag @${tag}`, instead }), use);
  } else if (use.problem !== undefined) {
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

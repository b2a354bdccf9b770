import { isPlaceForTag, readText } from "../../transformer/analyze/tags/comment.js";
import type { WrittenTag } from "../../transformer/analyze/tags/documentation.js";
import { WRITTEN_TAGS } from "../../transformer/analyze/tags/documentation.js";
import { isCacheTag, KEY_TAG, TAG, type CacheTag } from "../../transformer/analyze/tags/names.js";
import { readHalfWritten, type OptionsPlace } from "./half-written.js";

/** What may be written at a place in a JSDoc comment; positions are those of the file. */
export type Place =
  /** A tag's name, behind the `@`. */
  | { readonly kind: "tag"; readonly start: number; readonly end: number }
  | { readonly kind: "option"; readonly tag: CacheTag; readonly at: OptionsPlace }
  /** A path of `@cacheKey`. */
  | { readonly kind: "key"; readonly written: string; readonly end: number };

/** Finds out what is being written at a position of a comment. */
export function placeAt(
  source: string,
  comment: { readonly start: number; readonly end: number },
  position: number,
): Place | undefined {
  const { start, end } = comment;
  const { isJSDoc, text, written } = readText(source.slice(start, end));
  const at = position - start;
  if (!isJSDoc || at < "/**".length || (source.endsWith("*/", end) && position > end - "*/".length)) return undefined;
  const use = lastTag(text, written, at);
  const options = use !== undefined && use.tag !== KEY_TAG ? use.place : undefined;
  const isInString = options?.expects === "value" && options.quote !== undefined;
  const tag = /(?:^|\s)@([A-Za-z][\w-]*)?$/.exec(text.slice(0, at));
  if (tag !== null && !isInString) {
    const rest = /^[\w-]*/.exec(text.slice(at))?.[0].length ?? 0;
    return { kind: "tag", start: position - (tag[1]?.length ?? 0), end: position + rest };
  }
  if (use === undefined) return undefined;
  if (use.tag === KEY_TAG) {
    const rest = /^[\p{ID_Continue}$]*/u.exec(text.slice(at))?.[0].length ?? 0;
    return { kind: "key", written: text.slice(use.nameEnd, at), end: position + rest };
  }
  if (options === undefined) return undefined;
  const moved = { start: options.start + start, end: options.end + start };
  return { kind: "option", tag: use.tag, at: { ...options, ...moved } };
}

type LastTag =
  | { readonly tag: typeof KEY_TAG; readonly nameEnd: number }
  | { readonly tag: CacheTag; readonly nameEnd: number; readonly place: OptionsPlace | undefined };

/** The tag of ours that a position is behind, with nothing but its own text between. */
function lastTag(text: string, written: string, at: number): LastTag | undefined {
  let last: LastTag | undefined;
  let readTo = 0;
  for (const match of text.matchAll(TAG)) {
    const [whole, space, word = ""] = match;
    const nameEnd = match.index + whole.length;
    if (nameEnd > at) break;
    const before = text.slice(0, match.index);
    if (match.index < readTo || !isPlaceForTag(before.slice(before.lastIndexOf("\n") + 1), word, true)) continue;
    const tag: WrittenTag | undefined = space === "" ? WRITTEN_TAGS.find((name) => name === word) : undefined;
    last = undefined;
    if (tag === KEY_TAG) last = nameEnd < at ? { tag, nameEnd } : undefined;
    else if (tag !== undefined && isCacheTag(tag)) {
      const open = /\s*\{/y;
      open.lastIndex = nameEnd;
      if (!open.test(text)) continue;
      const options = readHalfWritten(written, open.lastIndex - 1);
      readTo = options.end;
      last = { tag, nameEnd, place: options.place(at) };
    }
  }
  return last;
}

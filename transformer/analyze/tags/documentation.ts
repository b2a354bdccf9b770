import { CACHE_TAGS, KEY_TAG, OBSERVED_TAGS, type CacheTag, type ObservedTag } from "./names.js";
import { OPTIONS } from "./option-table.js";

/** A tag that can be written today. */
export type WrittenTag = CacheTag | typeof KEY_TAG | ObservedTag;

export const WRITTEN_TAGS: readonly WrittenTag[] = [...CACHE_TAGS, KEY_TAG, ...OBSERVED_TAGS];

/** What each tag looks like and means, as docs/reference.md has it. */
export const TAG_DOCS: Readonly<Record<WrittenTag, { readonly form: string; readonly meaning: string }>> = {
  cacheData: { form: "@cacheData { … }", meaning: "cache the returned data; every caller gets its own copy" },
  cacheResource: { form: "@cacheResource { … }", meaning: "cache the returned object itself; everyone shares it" },
  cacheKey: { form: "@cacheKey expr, expr …", meaning: "these are the key, instead of the parameters they mention" },
  cacheReplay: {
    form: "@cacheReplay",
    meaning: "its calls inside a cached function are recorded, and made again on a hit",
  },
  cacheInput: {
    form: "@cacheInput",
    meaning: "where a cached function called it, a hit asks it again, and counts only if it answers the same",
  },
};

/** The documentation of a tag, as Markdown; undefined for what is none. */
export function documentationOfTag(name: string): string | undefined {
  const tag = WRITTEN_TAGS.find((written) => written === name);
  if (tag === undefined) return undefined;
  const { form, meaning } = TAG_DOCS[tag];
  return `\`${form}\`: ${meaning}.`;
}

/** The documentation of an option, as Markdown; undefined for what is none, or can't be written yet. */
export function documentationOfOption(name: string): string | undefined {
  const docs = Object.hasOwn(OPTIONS, name) ? OPTIONS[name]?.docs : undefined;
  return docs && `\`${name}\`: ${docs}.`;
}

/** The tags that ask for caching. */
export const CACHE_TAGS = ["cacheData", "cacheResource"] as const;
/** The tag that says what the key is, beside one of those. */
export const KEY_TAG = "cacheKey";
/** The tags of functions whose calls inside a cached function are observed: to be made again, or to be asked again. */
export const OBSERVED_TAGS = ["cacheReplay", "cacheInput"] as const;

export type CacheTag = (typeof CACHE_TAGS)[number];
export type ObservedTag = (typeof OBSERVED_TAGS)[number];

const ALL_TAGS: readonly string[] = [...CACHE_TAGS, KEY_TAG, ...OBSERVED_TAGS];

const SHORTEST = Math.min(...ALL_TAGS.map((tag) => tag.length));

/** A tag as people write it: the name may be misspelt with a hyphen, or stand apart from the `@`. */
export const TAG = /@([ \t]?)([A-Za-z][\w-]*)/g;

/** A cheap look at a file's text: nothing in it can be one of our tags, or a misspelling of one, if this is false. */
export function mayHaveTags(text: string): boolean {
  for (const { 0: whole, 2: word, index } of text.matchAll(TAG)) {
    if (word !== undefined && readTag(word, text, index + whole.length) !== undefined) return true;
  }
  return false;
}

/** Whether a name is one of ours to the letter. */
export function isTag(word: string): boolean {
  return ALL_TAGS.includes(word);
}

/**
 * What a tag's name means: one of ours, or the one that was probably meant. Undefined for other people's tags.
 *
 * @param text what it stands in, and `end` where the name ends there: what follows tells whose a common name is
 */
export function readTag(
  word: string,
  text: string,
  end: number,
): { readonly tag: string; readonly exact: boolean } | undefined {
  if (isTag(word)) return { tag: word, exact: true };
  if (/^cached?$/i.test(word)) {
    OPTIONS_BEHIND.lastIndex = end;
    return OPTIONS_BEHIND.test(text) ? { tag: CACHE_TAGS[0], exact: false } : undefined;
  }
  // Most tags of other people are shorter than any slip makes one of ours.
  if (word.length < SHORTEST - MOST_SLIPS) return undefined;
  // Nobody else's tag begins with the whole of one of these.
  const meant = closest(word, ALL_TAGS) ?? CACHE_TAGS.find((tag) => word.toLowerCase().startsWith(tag.toLowerCase()));
  return meant === undefined ? undefined : { tag: meant, exact: false };
}

/** Options with a value, as nobody else's tag has them: `{ ttl: 3`. */
const OPTIONS_BEHIND = /[\s*]*\{[\s*]*["']?[A-Za-z]+["']?\s*:\s*(?:["'\d[]|true\b|false\b)/y;

/** The candidate that `word` is at most two typing slips away from, letter case, `_` and `-` apart. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const written = plain(word);
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const meant = plain(candidate);
    if (Math.abs(meant.length - written.length) > MOST_SLIPS) continue;
    const distance = editDistance(written, meant);
    // A short word is soon two slips away from any other.
    const allowed = candidate.length < 6 ? 1 : MOST_SLIPS;
    if (distance <= allowed && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[_-]/g, "");
}

const MOST_SLIPS = 2;

/** Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let previous: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replace = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swap = swapped ? (previous[j - 2] ?? 0) + 1 : Infinity;
      next[j] = Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap);
    }
    previous = row;
    row = next;
  }
  return row[right.length] ?? 0;
}

export function isCacheTag(tag: string): tag is CacheTag {
  return (CACHE_TAGS as readonly string[]).includes(tag);
}

export function isObservedTag(tag: string): tag is ObservedTag {
  return (OBSERVED_TAGS as readonly string[]).includes(tag);
}

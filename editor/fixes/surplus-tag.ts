import { isCacheTag } from "../../transformer/analyze/tags/names.js";
import { withoutTag } from "./comment-edits.js";
import type { Fix, FixRequest, Proposal } from "./proposal.js";
import { tagAt, tagsOf, targetOf, type TagPlace } from "./tagged.js";

/** Takes away one of two tags that contradict each other: which one, somebody has to choose. */
export const conflictingTags: Fix = (request) => {
  const tags = tagsThere(request).filter(({ use }) => isCacheTag(use.tag));
  // Of more than two there would be two left, or none.
  return tags.length === 2 ? tags.map((place) => removal(request, place)) : [];
};

/** The same of two tags that can't stand beside each other. */
export const tagsApart: Fix = (request) => {
  const tags = tagsThere(request);
  if (tags.length !== 2) return [];
  // A key is nothing by itself.
  const isKeyed = tags.some(({ use }) => use.tag === "cacheKey");
  return tags.filter(({ use }) => !isKeyed || use.tag === "cacheKey").map((place) => removal(request, place));
};

/** All tags for the function that the diagnosed one is for. */
function tagsThere({ view, diagnostic }: FixRequest): TagPlace[] {
  const second = tagAt(view, diagnostic.place.start);
  const fn = second && targetOf(view, second)?.fn;
  return fn === undefined ? [] : tagsOf(view, fn);
}

/** Takes one of two equal tags away. */
export const repeatedTag: Fix = (request) => {
  const { view, diagnostic } = request;
  const second = tagAt(view, diagnostic.place.start);
  if (second === undefined) return [];
  const first = tagsOf(view, targetOf(view, second)?.fn ?? view.file).find(({ use }) => use.tag === second.use.tag);
  if (first === undefined || first.use.start === second.use.start) return [];
  const proposal = removal(request, second);
  if (JSON.stringify(saidBy(first)) === JSON.stringify(saidBy(second))) {
    return [{ ...proposal, all: { id: "repeated-tag", description: "Remove all repeated tags" } }];
  }
  // Where they say different things, somebody has to choose.
  return [
    { ...removal(request, first), description: `Remove the first @${first.use.tag}` },
    { ...proposal, description: `Remove the second @${second.use.tag}` },
  ];
};

function removal({ view }: FixRequest, place: TagPlace): Proposal {
  return {
    name: "surplus-tag",
    description: `Remove @${place.use.tag}`,
    edits: [withoutTag(view, place)],
  };
}

function saidBy({ use }: TagPlace): unknown {
  return [
    use.options.map(({ name, value }) => [name, value]),
    use.key.map(({ steps }) => steps.map(({ step }) => step)),
  ];
}

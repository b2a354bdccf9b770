import { declarationToTag } from "../../transformer/analyze/functions/target.js";
import { endOfUse, tagAbove, withoutTag } from "./comment-edits.js";
import type { Fix } from "./proposal.js";
import { tagAt, tagsOf, targetOf } from "./tagged.js";

/** `const f = /** @cacheData *\/ () => 1` to a comment above the whole declaration. */
export const misplacedTag: Fix = ({ view, diagnostic, newLine }) => {
  const place = tagAt(view, diagnostic.place.start);
  const declaration = place && declarationToTag(view.compiler, place.found);
  if (place === undefined || declaration === undefined) return [];
  const { use, found } = place;
  // Beside another tag it would be one too many, and behind a problem nobody knows where it ends.
  const others = found.comment.tags.length > 1 || isTagged();
  if (others || use.problem !== undefined || use.prose !== undefined) return [];
  const tag = view.file.text.slice(use.start, endOfUse(view.file.text, use));
  if (tag.includes("\n")) return [];
  return [
    {
      name: "misplaced-tag",
      description: `Move @${use.tag} above the declaration`,
      edits: [withoutTag(view, place), tagAbove(view, declaration, tag, newLine)],
      all: { id: "misplaced-tag", description: "Move all misplaced tags above their declarations" },
    },
  ];

  function isTagged(): boolean {
    const above = declaration && {
      owner: declaration,
      below: undefined,
      within: declaration.parent,
      comment: found.comment,
    };
    const target = above && targetOf(view, { found: above, use });
    return target === undefined || tagsOf(view, target.fn).length > 0;
  }
};

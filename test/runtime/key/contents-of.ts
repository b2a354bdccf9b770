import type { FunctionCache } from "../../../runtime/function-cache.js";
import type { ContentTable } from "../../../runtime/key/content.js";

/** How many large texts and blocks of bytes a cache keeps for its keys. */
export function contentsOf(cache: FunctionCache): number {
  return contentsIn(cache.root.tree.contents);
}

/** How many a table keeps. */
export function contentsIn(table: ContentTable): number {
  const { slots } = table as unknown as { readonly slots: ReadonlyMap<string, readonly unknown[]> };
  return [...slots.values()].flat().length;
}

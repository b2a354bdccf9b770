/** What a program does to all caches of the process at once. */
import type { CacheKind } from "./definition.js";
import { liveCaches } from "./state.js";

/** Drops every entry of every `@cacheData` function in the process. */
export function clearAllData(): void {
  clearAll("data");
}

/** Drops every entry of every `@cacheResource` function in the process. */
export function clearAllResources(): void {
  clearAll("resource");
}

/**
 * Drops every entry that has one of the tags, of every function in the process. A computation on its way is handed to
 * its callers and not stored.
 *
 * @param tags as they are filled in: `user:7`, where the option says `user:{id}`
 */
export function invalidateTags(...tags: string[]): void {
  for (const cache of liveCaches()) for (const tag of tags) cache.clearTag(tag);
}

function clearAll(kind: CacheKind): void {
  for (const cache of liveCaches()) {
    if (cache.definition.kind === kind) cache.clear();
  }
}

/**
 * What compiled code calls. No program imports this by hand: names and shapes follow the transformer's version.
 *
 * Functions with `@cacheReplay` and `@cacheInput` stay in place as well. Their bodies become functions of the parameters,
 * so that a call can be made again with other arguments; the object about the function is made once, like a cache:
 *
 *     export function show(text, level = "info") {
 *       return $tscached.replay($tscached_observed1 ?? $tscached_observe1(), [text, level], (text, level) => { …original body… });
 *     }
 */
export { copyDate } from "./copy/walk.js";
export { absent, presence, unset } from "./key/read.js";
export { define, register, registered, registerDefault } from "./registry.js";
export type { CacheDefinition } from "./definition.js";
export { ask } from "./inputs/ask.js";
export { replay } from "./replay/replayable.js";
export type { ObservedBody, ObservedFunction } from "./observed.js";
export type { FunctionCache } from "./function-cache.js";

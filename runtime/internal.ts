/** What compiled code calls. No program imports this by hand: names and shapes follow the transformer's version. */
export { copyDate } from "./copy/walk.js";
export { absent, presence, unset } from "./key/read.js";
export { define, named, register, registered, registerDefault } from "./registry.js";
export type { CacheDefinition } from "./definition.js";
export type { FunctionCache } from "./function-cache.js";

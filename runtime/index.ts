/** Everything that a program calls. */
export { cacheOf, clearAllData, clearAllResources, stats } from "./handle.js";
export type { CacheHandle, CacheStats, FunctionStats } from "./handle.js";
export { cacheCopy, registerCodec } from "./copy/codec.js";
export type { CacheCopyable, Codec } from "./copy/codec.js";
export { cacheKey } from "./key/keyed.js";
export type { CacheKeyed } from "./key/keyed.js";
export { configure } from "./settings.js";
export type { Clock, Settings } from "./settings.js";
export {
  AmbiguousArgumentsError,
  CacheError,
  CacheRecursionError,
  InvalidOptionError,
  NotCachedError,
  UnhashableArgumentError,
  UnserializableReturnValueError,
} from "./errors.js";

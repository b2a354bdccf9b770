/** Everything that a program calls. */
export { cacheOf, clearAllData, clearAllResources, stats } from "./handle.js";
export type { CacheHandle, CacheStats, FunctionStats } from "./handle.js";
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

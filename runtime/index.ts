/** Everything that a program calls. */
export { cacheOf } from "./handle.js";
export type { CacheHandle } from "./handle.js";
export { clearAllData, clearAllResources, invalidateTags } from "./everything.js";
export { stats } from "./statistics.js";
export type { CacheStats, EntryInfo, FunctionStats } from "./statistics.js";
export { flush } from "./pending.js";
export type { CacheHooks } from "./hooks.js";
export type { ErrorEvent, EvictEvent, HitEvent, MissEvent, RefreshEvent, ReleaseCause, StoreEvent } from "./events.js";
export { cacheData, cacheResource } from "./wrap.js";
export type { DataOptions, ResourceOptions, WrapOptions } from "./wrap.js";
export type { Duration, LimitOptions } from "./options.js";
export { cacheCopy, registerCodec } from "./copy/codec.js";
export type { CacheCopyable, Codec } from "./copy/codec.js";
export { cacheKey } from "./key/keyed.js";
export type { CacheKeyed } from "./key/keyed.js";
export { cacheInput } from "./inputs/ask.js";
export { env, fileStamp, locale } from "./inputs/ready-made.js";
export type { FileStamp } from "./inputs/ready-made.js";
export { replayable } from "./replay/replayable.js";
export type { Nothing } from "./replay/replayable.js";
export { endSession, runInSession } from "./sessions.js";
export { configure } from "./settings.js";
export type { Defaults, SessionBounds, Settings } from "./settings.js";
export type { Clock } from "./clock.js";
export type { ProgressTask, Reporter } from "./progress/reporter.js";
export {
  AmbiguousArgumentsError,
  CacheError,
  CacheRecursionError,
  InvalidOptionError,
  NotCachedError,
  ReceiverNeededError,
  SessionError,
  UncacheableInputError,
  UnhashableArgumentError,
  UnreplayableArgumentError,
  UnserializableReturnValueError,
} from "./errors.js";

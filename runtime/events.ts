/**
 * What the caches tell `node:diagnostics_channel`: nothing where nobody listens, and never an argument or a value.
 *
 * Every message names the function by `id` and `kind`.
 */
import { channel } from "node:diagnostics_channel";
import type { CacheKind } from "./definition.js";

/** Why a value left the cache. */
export type ReleaseCause = "eviction" | "expiry" | "clear" | "invalid" | "replaced" | "session" | "exit";

interface AboutFunction {
  /** The function's id: package, module path and qualified name. */
  readonly id: string;
  readonly kind: CacheKind;
}

/** `tscached:hit`: a call was answered without running the body. */
export interface HitEvent extends AboutFunction {
  /**
   * - `fresh`: from a live entry
   * - `stale`: from an expired one that is being computed anew
   * - `joined`: by waiting for a computation on its way
   */
  readonly from: "fresh" | "stale" | "joined";
}

/** `tscached:miss`: a call runs the body. */
export type MissEvent = AboutFunction;

/** `tscached:store`: a value was stored. */
export interface StoreEvent extends AboutFunction {
  /** How long the value took to compute, in milliseconds. */
  readonly durationMs: number;
}

/** `tscached:evict`: a stored value left the cache. */
export interface EvictEvent extends AboutFunction {
  readonly cause: ReleaseCause;
}

/** `tscached:refresh`: a background refresh has ended. */
export interface RefreshEvent extends AboutFunction {
  /** Whether it gave a value. */
  readonly succeeded: boolean;
  readonly durationMs: number;
}

/** `tscached:error`: a computation failed, or a hook did. */
export interface ErrorEvent extends AboutFunction {
  readonly error: unknown;
  /**
   * A call's computation; a background refresh; an `onRelease`; a replayed call that a sync function can't await; a method
   * of a {@link Reporter}.
   */
  readonly during: "call" | "refresh" | "release" | "replay" | "progress";
}

/** As much of a channel as is used here: a program's types need not have Node's. */
interface Outlet {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

/** The channels by what happened. */
export const channels: Readonly<Record<keyof Messages, Outlet>> = {
  hit: channel("tscached:hit"),
  miss: channel("tscached:miss"),
  store: channel("tscached:store"),
  evict: channel("tscached:evict"),
  refresh: channel("tscached:refresh"),
  error: channel("tscached:error"),
};

interface Messages {
  hit: HitEvent;
  miss: MissEvent;
  store: StoreEvent;
  evict: EvictEvent;
  refresh: RefreshEvent;
  error: ErrorEvent;
}

/** Tells those who listen, if anyone does. */
export function tell<K extends keyof Messages>(
  what: K,
  { id, kind }: AboutFunction,
  details: Omit<Messages[K], keyof AboutFunction>,
): void {
  const to = channels[what];
  if (to.hasSubscribers) to.publish({ id, kind, ...details });
}

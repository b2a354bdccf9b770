import fc from "fast-check";
import type { ManualClock } from "../runtime/manual-clock.js";
import type { Action, Ending, Planned } from "./actions.js";
import { Burst } from "./burst.js";
import { KEYS, TAGS, type Rules } from "./rules.js";

type Style = Rules["style"];

/** What is drawn more often: anything, or what makes refreshes in the background fail again and again. */
export type Profile = "anything" | "failing refreshes";

/** Times that a function may be defined with, and steps of time that often meet them exactly. */
const TIMES = [500, 1_000, 2_000, 5_000];
const STEPS = [1, 499, 500, 1_000, 1_000, 2_000, 10_000, 100_000];

/** Long enough for many failures in a row, and steps that meet the pauses between them. */
const LONG = 600_000;
const PAUSES = [1, 999, 1_000, 2_000, 4_000, 28_000, 60_000];

/** What a function may be defined with. */
export function anyRules(style: Style, profile: Profile): fc.Arbitrary<Rules> {
  const time = fc.constantFrom(...TIMES);
  const drawn = fc.record({
    kind: fc.constantFrom("data" as const, "resource" as const),
    style: fc.constant(style),
    ttl: maybe(time),
    maxEntries: maybe(fc.integer({ min: 1, max: 3 })),
    staleFor: maybe(time),
    staleIfError: maybe(time),
    refreshConcurrency: fc.integer({ min: 1, max: 3 }),
  });
  if (profile === "failing refreshes") return drawn.map((rules) => ({ ...rules, ttl: 500, staleFor: LONG }));
  return drawn.map((rules) =>
    rules.ttl === undefined ? { ...rules, staleFor: undefined, staleIfError: undefined } : rules,
  );
}

/** What may happen, in some order. */
export function anyBursts(style: Style, profile: Profile, clock: ManualClock): fc.Arbitrary<Iterable<Burst>> {
  const fails = chance(profile === "anything" ? 1 : 3, 4);
  const actions = fc.array(anyAction(style, profile, style === "sync" ? 2 : 0), { minLength: 1, maxLength: 4 });
  const ending = style === "sync" ? fc.constant(undefined) : fc.option(anyEnding(fails), { nil: undefined, freq: 6 });
  const burst = fc.tuple(actions, ending, fails).map((drawn) => new Burst(clock, ...drawn));
  return fc.commands([burst], { maxCommands: 40, size: "max" }) as unknown as fc.Arbitrary<Iterable<Burst>>;
}

function anyAction(style: Style, profile: Profile, levels: number): fc.Arbitrary<Action> {
  const isAnything = profile === "anything";
  const key = fc.nat({ max: isAnything ? KEYS.length - 1 : 1 });
  const step = fc.constantFrom(...(isAnything ? STEPS : PAUSES));
  const body = anyBody(style, profile, levels);
  const hasSignal = style === "async" ? fc.boolean() : fc.constant(false);
  return fc.oneof(
    { weight: 12, arbitrary: fc.record({ what: fc.constant("call" as const), key, hasSignal, body }) },
    { weight: isAnything ? 4 : 8, arbitrary: fc.record({ what: fc.constant("advance" as const), by: step }) },
    { weight: isAnything ? 2 : 0, arbitrary: fc.record({ what: fc.constant("refresh" as const), key, body }) },
    { weight: isAnything ? 2 : 0, arbitrary: fc.record({ what: fc.constant("clear" as const), key }) },
    { weight: isAnything ? 1 : 0, arbitrary: fc.constant({ what: "clear all" as const }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant("invalidate" as const), tag: fc.constantFrom(...TAGS) }) },
  );
}

function anyBody(style: Style, profile: Profile, levels: number): fc.Arbitrary<Planned> {
  if (style === "async") return fc.constant({ fails: false, inside: [] });
  return fc.record({
    fails: chance(1, 4),
    inside: levels === 0 ? fc.constant([]) : fc.array(anyAction(style, profile, levels - 1), { maxLength: 2 }),
  });
}

function anyEnding(fails: fc.Arbitrary<boolean>): fc.Arbitrary<Ending> {
  const place = fc.nat({ max: 20 });
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ what: fc.constant("end" as const), place, fails }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant("abort" as const), place }) },
  );
}

function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined });
}

/** True in so many cases of so many; false in the simplest one. */
function chance(cases: number, of: number): fc.Arbitrary<boolean> {
  return fc.nat({ max: of - 1 }).map((drawn) => drawn >= of - cases);
}

import fc from "fast-check";
import type { ManualClock } from "../runtime/manual-clock.js";
import type { Action, Ending, Planned } from "./actions.js";
import { Burst } from "./burst.js";
import { KEYS, TAGS, type Rules } from "./rules.js";

type Style = Rules["style"];

/** Steps of time that often meet the bounds of {@link anyRules} exactly. */
const STEPS = [1, 499, 500, 1_000, 1_000, 2_000, 10_000, 100_000];

/** What a function may be defined with. */
export function anyRules(style: Style): fc.Arbitrary<Rules> {
  const time = fc.constantFrom(500, 1_000, 2_000, 5_000);
  const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
  return fc
    .record({
      kind: fc.constantFrom("data" as const, "resource" as const),
      style: fc.constant(style),
      ttl: maybe(time),
      maxEntries: maybe(fc.integer({ min: 1, max: 3 })),
      staleFor: maybe(time),
      staleIfError: maybe(time),
      refreshConcurrency: fc.integer({ min: 1, max: 3 }),
    })
    .map((rules) => (rules.ttl === undefined ? { ...rules, staleFor: undefined, staleIfError: undefined } : rules));
}

/** What may happen, in some order. */
export function anyBursts(style: Style, clock: ManualClock): fc.Arbitrary<Iterable<Burst>> {
  const burst = fc
    .tuple(
      fc.array(anyAction(style, style === "sync" ? 2 : 0), { minLength: 1, maxLength: 4 }),
      style === "sync" ? fc.constant(undefined) : fc.option(anyEnding(), { nil: undefined, freq: 6 }),
      fc.boolean(),
    )
    .map(([actions, ending, backgroundFails]) => new Burst(clock, actions, ending, backgroundFails));
  return fc.commands([burst], { maxCommands: 40, size: "max" }) as unknown as fc.Arbitrary<Iterable<Burst>>;
}

function anyAction(style: Style, levels: number): fc.Arbitrary<Action> {
  const key = fc.nat({ max: KEYS.length - 1 });
  const body = anyBody(style, levels);
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        what: fc.constant("call" as const),
        key,
        hasSignal: style === "async" ? fc.boolean() : fc.constant(false),
        body,
      }),
    },
    { weight: 4, arbitrary: fc.record({ what: fc.constant("advance" as const), by: fc.constantFrom(...STEPS) }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant("refresh" as const), key, body }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant("clear" as const), key }) },
    { weight: 1, arbitrary: fc.constant({ what: "clear all" as const }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant("invalidate" as const), tag: fc.constantFrom(...TAGS) }) },
  );
}

function anyBody(style: Style, levels: number): fc.Arbitrary<Planned> {
  if (style === "async") return fc.constant({ fails: false, inside: [] });
  return fc.record({
    fails: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
    inside: levels === 0 ? fc.constant([]) : fc.array(anyAction(style, levels - 1), { maxLength: 2 }),
  });
}

function anyEnding(): fc.Arbitrary<Ending> {
  const place = fc.nat({ max: 20 });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constant("end" as const),
        place,
        fails: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
      }),
    },
    { weight: 1, arbitrary: fc.record({ what: fc.constant("abort" as const), place }) },
  );
}

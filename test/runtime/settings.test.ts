import { now } from "../../runtime/clock.js";
import { InvalidOptionError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { processPool } from "../../runtime/memory/kept.js";
import { configure, type Settings } from "../../runtime/settings.js";
import { state } from "../../runtime/state.js";
import { cacheData } from "../../runtime/wrap.js";

const original = undefined;

afterEach(() => {
  configure({ clock: "system" });
});

test("a clock replaces the one before, for the whole runtime", () => {
  let time = 5;
  configure({ clock: { now: () => time } });
  expect(now()).toBe(5);
  time = 6;
  expect(now()).toBe(6);
});

test("a clock keeps its this", () => {
  class Fixed {
    private readonly time = 7;

    now(): number {
      return this.time;
    }
  }
  configure({ clock: new Fixed() });
  expect(now()).toBe(7);
});

test("the first clock counts milliseconds and never goes back", () => {
  const first = now();
  expect(Number.isFinite(first)).toBe(true);
  expect(now()).toBeGreaterThanOrEqual(first);
});

test.each([
  [0, 0],
  [5, 5],
  ["64MB", 64_000_000],
])("copies made ahead may take %p bytes", (given, bytes) => {
  const { limit } = processPool();
  configure({ maxPreparedBytes: given });
  expect(processPool().limit).toBe(bytes);
  configure({ maxPreparedBytes: limit });
  expect(processPool().limit).toBe(limit);
});

test("no setting changes nothing", () => {
  configure({});
  configure({ clock: undefined });
  expect(state.clock).toBe(original);
});

test.each<[string, unknown, string]>([
  [
    "an unknown setting",
    { clok: { now: () => 1 } },
    "Option clok is { now: [Function: now] }; it takes nothing: there is no such setting. There are clock, defaults,",
  ],
  ["an unknown setting beside a known one", { clock: { now: () => 1 }, ttl: 5 }, "Option ttl is"],
  ["a number as a clock", { clock: 5 }, "Option clock is 5; it takes an object with a method now()"],
  ["a text as a clock", { clock: "x" }, "Option clock is 'x'; it takes"],
  ["null as a clock", { clock: null }, "Option clock is null; it takes"],
  ["a function as a clock", { clock: () => 1 }, "; it takes an object with a method now()"],
  ["a symbol as a clock", { clock: Symbol("s") }, "Option clock is Symbol(s); it takes"],
  ["an object without now", { clock: {} }, "Option clock is {}; it takes"],
  ["a clock that gives no number", { clock: { now: () => "5" } }, "milliseconds, not a value of type string"],
  ["a clock that gives NaN", { clock: { now: () => NaN } }, "milliseconds, not NaN"],
  ["a clock that gives no end", { clock: { now: () => Infinity } }, "milliseconds, not Infinity"],
  ["a number for all settings", 5, "Option settings is 5; it takes an object"],
  ["null for all settings", null, "Option settings is null; it takes an object"],
  ["an array for all settings", ["clock"], "Option settings is [ 'clock' ]; it takes an object"],
  ["an array as defaults", { defaults: ["ttl"] }, "Option defaults is [ 'ttl' ]; it takes an object"],
  ["no number of bytes", { maxPreparedBytes: -1 }, "Option maxPreparedBytes is -1; it takes 0, or bytes"],
  ["an object whose now is no method", { clock: { now: 5 } }, "Option clock is { now: 5 }; it takes"],
])("%s is an error, and changes nothing", (_name, settings, text) => {
  const set = (): void => {
    configure(settings as Settings);
  };
  expect(set).toThrow(InvalidOptionError);
  expect(set).toThrow(text);
  expect(state.clock).toBe(original);
});

test("a clock that stops to give numbers is an error where it is read, and no value is taken for fresh", () => {
  let time: unknown = 1;
  configure({ clock: { now: () => time as number } });
  const load = cacheData({ ttl: 1, name: "load" }, (id: number) => id);
  load(1);
  for (time of [NaN, "5", undefined, null, 5n]) {
    expect(() => load(1)).toThrow(InvalidOptionError);
    expect(() => load(2)).toThrow(InvalidOptionError);
  }
  time = 2;
  expect(load(1)).toBe(1);
  expect(cacheOf(load).stats()).toMatchObject({ hits: 1, entries: 1 });
});

test("an object without a text as a clock is an error like the others", () => {
  expect(() => {
    configure({ clock: Object.create(null) as Settings["clock"] & object });
  }).toThrow(InvalidOptionError);
});

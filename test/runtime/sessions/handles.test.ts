import { clearAllData, invalidateTags } from "../../../runtime/everything.js";
import { SessionError } from "../../../runtime/errors.js";
import { cacheOf } from "../../../runtime/handle.js";
import { register } from "../../../runtime/internal.js";
import { endSession, runInSession } from "../../../runtime/sessions.js";
import { configure } from "../../../runtime/settings.js";
import { cacheData, cacheResource } from "../../../runtime/wrap.js";
import { compileAsync, compileSync, defineCache } from "../compiled.js";

const SESSION = { scope: "session" } as const;
let made = 0;

/** Two sessions that no other test has, with the same calls made in both. */
function inBoth(call: () => unknown): {
  readonly ids: readonly [string, string];
  in: <R>(which: 0 | 1, ask: () => R) => R;
} {
  const ids = [`ann ${made}`, `bob ${made++}`] as const;
  for (const id of ids) runInSession(id, call);
  return { ids, in: (which, ask) => runInSession(ids[which], ask) };
}

function counting(facts: object = {}) {
  let runs = 0;
  const { fn, cache } = compileSync((key: number) => [key, ++runs], { ...SESSION, ...facts });
  return { fn, cache, handle: cacheOf(fn), runs: () => runs };
}

describe("the handle", () => {
  test("of a call is that session's, inside one", () => {
    const { fn, handle, runs } = counting();
    const both = inBoth(() => [fn(1), fn(2)]);
    both.in(0, () => {
      handle.clear(1);
      expect([handle.has(1), handle.has(2)]).toEqual([false, true]);
      expect(handle.refresh(2)).toEqual([2, 5]);
    });
    both.in(1, () => {
      expect([handle.has(1), handle.has(2), fn(2)]).toEqual([true, true, [2, 4]]);
    });
    expect(runs()).toBe(5);
  });

  test("outside, clear(...args) is for all sessions, and the rest needs one", () => {
    const { fn, handle } = counting();
    const both = inBoth(() => [fn(1), fn(2)]);
    handle.clear(1);
    for (const which of [0, 1] as const) {
      both.in(which, () => {
        expect([handle.has(1), handle.has(2)]).toEqual([false, true]);
      });
    }
    // An async function would reject, which nobody looks at.
    const later = cacheOf(compileAsync((key: number) => Promise.resolve(key), SESSION).fn);
    for (const { has, refresh } of [handle, later]) {
      expect(() => has(1)).toThrow(SessionError);
      expect(() => refresh(1)).toThrow(SessionError);
    }
    // Nothing is left of that.
    both.in(0, () => {
      expect(fn(2)).toEqual([2, 2]);
    });
  });

  test("without arguments is for all sessions, from everywhere", () => {
    const { fn, handle } = counting();
    const both = inBoth(() => [fn(1), fn(1), fn(2)]);
    for (const ask of [(): unknown => handle, () => both.in(0, () => handle)]) {
      expect(ask()).toBe(handle);
      expect(handle.stats()).toMatchObject({ hits: 2, misses: 4, entries: 4 });
      expect(handle.entries().map(({ hits }) => hits)).toEqual([1, 0, 1, 0]);
    }
    both.in(0, () => {
      handle.clear();
    });
    expect(handle.stats()).toMatchObject({ hits: 2, misses: 4, entries: 0 });
    both.in(1, () => {
      expect(fn(1)).toEqual([1, 5]);
    });
  });

  test("keeps what ended sessions have counted", () => {
    const { fn, handle } = counting();
    const { ids } = inBoth(() => [fn(1), fn(1)]);
    for (const id of ids) endSession(id);
    expect(handle.stats()).toMatchObject({ hits: 2, misses: 2, evictions: 0, entries: 0, bytes: 0 });
  });
});

test("clearAllData and tags reach every session", () => {
  const { fn, cache } = counting({ tags: [["key ", 0]] });
  inBoth(() => [fn(1), fn(2)]);
  invalidateTags("key 1");
  expect(cache.statistics.entries).toBe(2);
  clearAllData();
  expect(cache.statistics.entries).toBe(0);
});

test("the process' defaults bind the sessions that there are", () => {
  const { fn, cache } = counting();
  inBoth(() => [fn(1), fn(2), fn(3)]);
  configure({ defaults: { maxEntries: 2 } });
  try {
    expect(cache.statistics).toMatchObject({ entries: 4, evictions: 2 });
  } finally {
    configure({ defaults: {} });
  }
});

describe("resources", () => {
  const shared = { name: "shared" };

  function connections() {
    const released: unknown[] = [];
    const { fn } = compileSync((key: number) => (key === 0 ? shared : { key }), { ...SESSION, kind: "resource" });
    cacheOf(fn).configure({ onRelease: (value, cause) => released.push([value, cause]) });
    return { fn, released };
  }

  test("are released when their session ends", () => {
    const { fn, released } = connections();
    const { ids } = inBoth(() => fn(1));
    endSession(ids[0]);
    expect(released).toEqual([[{ key: 1 }, "session"]]);
    endSession(ids[1]);
    expect(released).toHaveLength(2);
  });

  test("that two sessions share, with the second", () => {
    const { fn, released } = connections();
    const { ids } = inBoth(() => fn(0));
    endSession(ids[0]);
    expect(released).toEqual([]);
    endSession(ids[1]);
    expect(released).toEqual([[shared, "session"]]);
  });

  test("that are made in a session which has ended belong to their callers, and keep no other from being released", () => {
    const { fn, released } = connections();
    const [ann, bob] = [`ann ${made}`, `bob ${made++}`];
    runInSession(ann, () => {
      endSession(ann);
      expect(fn(0)).toBe(shared);
      expect(fn(0)).toBe(shared);
    });
    expect(released).toEqual([]);
    runInSession(bob, () => fn(0));
    endSession(bob);
    expect(released).toEqual([[shared, "session"]]);
  });
});

describe("with a cache for each object", () => {
  function method() {
    const cache = defineCache({ ...SESSION, this: "instance", key: ["n"] });
    let runs = 0;
    function get(this: unknown, n: number): unknown {
      const entry = cache.inSession().of(this).root.entry(n);
      return entry.hit() ? entry.value() : entry.compute(() => ++runs);
    }
    return { get: register(get, cache), cache };
  }

  test("each session has one for each", () => {
    const { get, cache } = method();
    const [a, b] = [{}, {}];
    const { ids, ...both } = inBoth(() => [a, b, a].map((object) => get.call(object, 1)));
    expect(cache.statistics).toMatchObject({ entries: 4, hits: 2, misses: 4 });
    const handle = cacheOf(get);
    expect(both.in(0, () => [handle.on(a).has(1), handle.on({}).has(1)])).toEqual([true, false]);
    both.in(0, () => {
      handle.on(a).clear(1);
      expect([handle.on(a).has(1), handle.on(b).has(1)]).toEqual([false, true]);
    });
    expect(cache.statistics.entries).toBe(3);
    // On all objects of the session, of all sessions, of all sessions on one object.
    both.in(0, () => {
      handle.clear(1);
    });
    expect(cache.statistics.entries).toBe(2);
    handle.on(a).clear();
    expect(cache.statistics.entries).toBe(1);
    handle.clear(1);
    expect(cache.statistics.entries).toBe(0);
    both.in(1, () => get.call(a, 1));
    endSession(ids[1]);
    expect(cache.statistics.entries).toBe(0);
  });

  test("a described call where the session has none yet", () => {
    const { get, cache } = method();
    runInSession(`nothing ${made++}`, () => {
      cacheOf(get).clear(1);
      expect(cacheOf(get).on({}).has(1)).toBe(false);
    });
    expect(cache.statistics.entries).toBe(0);
  });

  test("an object's cache in a session that has ended stores nothing", () => {
    const { get, cache } = method();
    const ann = `ann ${made++}`;
    runInSession(ann, () => {
      endSession(ann);
      expect([get.call(1, 1), get.call(1, 1)]).toEqual([1, 2]);
    });
    expect(cache.statistics).toMatchObject({ entries: 0, misses: 2 });
  });
});

describe("wrapped by hand", () => {
  test("sync, async, data, resources", async () => {
    let runs = 0;
    const data = cacheData({ ...SESSION, name: "data" }, (key: number) => ({ key, run: ++runs }));
    const resource = cacheResource({ scope: "session" }, async (key: number) => await Promise.resolve({ key }));
    const both = inBoth(() => data(1));
    expect(both.in(0, () => data(1))).toEqual({ key: 1, run: 1 });
    expect(both.in(1, () => data(1))).toEqual({ key: 1, run: 2 });
    const [first, second, other] = [
      both.in(0, () => resource(1)),
      both.in(0, () => resource(1)),
      both.in(1, () => resource(1)),
    ];
    expect(await first).toBe(await second);
    expect(await first).not.toBe(await other);
    expect(() => data(1)).toThrow(/^data \(.*\) has scope: "session" and was called outside a session/);
    await expect(resource(1)).rejects.toThrow(SessionError);
    cacheOf(data).clear(1);
    expect(cacheOf(data).stats().entries).toBe(0);
    expect(both.in(0, () => [cacheOf(data).has(1), cacheOf(data).refresh(1), cacheOf(data).has(1)])).toEqual([
      false,
      { key: 1, run: 3 },
      true,
    ]);
  });

  test("global is the default, and there is no other scope", () => {
    const fn = cacheData({ scope: "global" }, (key: number) => key);
    expect(fn(1)).toBe(1);
    // @ts-expect-error Not such a scope.
    expect(() => cacheData({ scope: "user" }, (key: number) => key)).toThrow(
      /Option scope is 'user'; it takes "global" or "session"\.$/,
    );
  });
});

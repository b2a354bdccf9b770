import { setTimeout as sleep } from "node:timers/promises";
import { SessionError } from "../../../runtime/errors.js";
import { cacheOf } from "../../../runtime/handle.js";
import { cacheInput } from "../../../runtime/inputs/ask.js";
import { flush } from "../../../runtime/pending.js";
import { endSession, runInSession } from "../../../runtime/sessions.js";
import { cacheData } from "../../../runtime/wrap.js";
import { compileAs, compileAsync, compileSync, FORMS } from "../compiled.js";
import { useManualClock } from "../manual-clock.js";

const SESSION = { scope: "session", name: "own" } as const;
let made = 0;
const inSession = <T>(fn: () => T): T => runInSession(`refused ${made++}`, fn);

const clock = useManualClock();

describe("outside a session", () => {
  test.each(FORMS)("a %s function says so, and its body doesn't run", async (form) => {
    const { call, fn, runs } = compileAs(form, (key) => key, SESSION);
    const error = await call(1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SessionError);
    expect(error).toMatchObject({
      code: "ERR_TSCACHED_SESSION",
      message:
        'own (test.ts:1) has scope: "session" and was called outside a session. Call it inside runInSession(id, fn).',
    });
    // As other errors do: thrown, but by async functions.
    if (form === "async") await expect(fn(1)).rejects.toThrow(SessionError);
    else expect(() => fn(1)).toThrow(SessionError);
    expect(runs).toEqual([]);
  });

  test("also behind one that is over", () => {
    const { fn } = compileSync((key: number) => key, SESSION);
    inSession(() => fn(1));
    expect(() => fn(1)).toThrow(SessionError);
  });

  test("no stale value stands in for the error", () => {
    const { fn } = compileSync((key: number) => key, { ...SESSION, ttl: 10, staleIfError: 1000 });
    inSession(() => fn(1));
    clock.advance(20);
    expect(() => fn(1)).toThrow(SessionError);
  });
});

describe("called by a function whose results every session gets", () => {
  const { fn: own } = compileSync((key: number) => key, SESSION);
  const { fn: ownAsync } = compileAsync((key: number) => Promise.resolve(key), { ...SESSION, name: "ownAsync" });

  const refusal = (inner: string, outer: string): string =>
    `${inner} (test.ts:1) has scope: "session" and was called by ${outer} (test.ts:1), which gives its results to every ` +
    `session, so one session would get what is another's. Give the outer function scope: "session" as well, or pass it the value.`;

  test.each(FORMS)("a %s function", async (form) => {
    let called = 0;
    const outer = compileAs(
      form,
      () => {
        called++;
        return own(1);
      },
      { name: "outer" },
    );
    await expect(inSession(() => outer.call(1))).rejects.toMatchObject({
      name: "SessionError",
      message: refusal("own", "outer"),
    });
    expect([called, outer.cache.statistics.entries]).toEqual([1, 0]);
  });

  test("a value that the session has already is refused, too", () => {
    const outer = compileSync(() => own(1), { name: "outer" });
    inSession(() => {
      expect(own(1)).toBe(1);
      expect(() => outer.fn(1)).toThrow(refusal("own", "outer"));
      expect(own(1)).toBe(1);
    });
  });

  test("behind an await", async () => {
    const outer = compileAsync(
      async () => {
        await sleep(1);
        return await ownAsync(1);
      },
      { name: "outer" },
    );
    await expect(inSession(() => outer.fn(1))).rejects.toThrow(refusal("ownAsync", "outer"));
  });

  test("further out, with one of the session between", async () => {
    const between = compileAsync(async (key: number) => await ownAsync(key), { ...SESSION, name: "between" });
    const outer = compileAsync(async (key: number) => await between.fn(key), { name: "outer" });
    await expect(inSession(() => outer.fn(1))).rejects.toThrow(refusal("between", "outer"));
    // Not by one that is around them all, but of the session.
    const outermost = compileAsync(async () => await outer.fn(2), { ...SESSION, name: "outermost" });
    await expect(inSession(() => outermost.fn(1))).rejects.toThrow(refusal("between", "outer"));
    expect(await inSession(() => between.fn(1))).toBe(1);
  });

  test("a method with a cache for each object", () => {
    const outer = compileSync(() => own(1), { name: "outer", this: "instance" });
    expect(() => inSession(() => outer.fn(1))).toThrow(refusal("own", "outer"));
  });

  test("one that is wrapped by hand", async () => {
    const outer = cacheData({ name: "outer" }, async () => await ownAsync(1));
    await expect(inSession(() => outer())).rejects.toThrow(/was called by outer \(/);
  });

  test("in the background, for a caller of the session", async () => {
    const told: unknown[] = [];
    let isStill = true;
    const outer = compileSync((key: number) => (isStill ? key : own(key)), {
      ...{ name: "outer", ttl: 10, refresh: "background", staleFor: 1000 },
    });
    cacheOf(outer.fn).configure({ onError: (error) => told.push(error) });
    inSession(() => outer.fn(1));
    clock.advance(20);
    isStill = false;
    expect(inSession(() => outer.fn(1))).toBe(1);
    await flush();
    expect(told).toMatchObject([{ message: refusal("own", "outer") }]);
  });

  test("asking for a refresh", () => {
    const outer = compileSync(() => cacheOf(own).refresh(1), { name: "outer" });
    expect(() => inSession(() => outer.fn(1))).toThrow(refusal("own", "outer"));
  });
});

describe("fine is", () => {
  const { fn: own } = compileSync((key: number) => ({ key }), SESSION);

  test("a function of the session that calls others of it, and global ones", async () => {
    const { fn: shared } = compileSync((key: number) => key + 1);
    const outer = compileAsync(async (key: number) => {
      const first = own(shared(key));
      await sleep(1);
      return [first, own(shared(key + 1))];
    }, SESSION);
    expect(await inSession(() => outer.fn(1))).toEqual([{ key: 2 }, { key: 3 }]);
  });

  test("a global one that enters a session by itself", async () => {
    const outer = compileAsync(
      async (session: string) =>
        await runInSession(session, async () => {
          await sleep(1);
          return own(1);
        }),
    );
    expect(await inSession(() => outer.fn("of its argument"))).toEqual({ key: 1 });
    expect(await outer.fn("of another")).toEqual({ key: 1 });
    endSession("of its argument");
    endSession("of another");
  });

  test("but not a global one in that session again", async () => {
    const inner = compileSync(() => own(1), { name: "inner" });
    const outer = compileSync((session: string) => runInSession(session, () => inner.fn(1)));
    expect(() => outer.fn("twice")).toThrow(/was called by inner/);
    endSession("twice");
  });

  test("what a global one only started, and that runs on after it", async () => {
    let started: Promise<unknown> | undefined;
    const outer = compileAsync(async (key: number) => {
      started = sleep(20).then(() => own(key));
      return await Promise.resolve(key);
    });
    await inSession(async () => {
      expect(await outer.fn(1)).toBe(1);
      expect(await started).toEqual({ key: 1 });
    });
  });

  test("a session that what is over had entered", async () => {
    // The call that entered it has ended, so what it is part of counts: nothing that is cached.
    let started: Promise<unknown> | undefined;
    const outer = compileAsync(async (key: number) => {
      started = runInSession("left behind", async () => {
        await sleep(20);
        return own(key);
      });
      return await Promise.resolve(key);
    });
    const around = compileAsync(async () => {
      await outer.fn(1);
      return await started;
    });
    expect(await around.fn(1)).toEqual({ key: 1 });
    endSession("left behind");
  });

  test("an input of a global one: each session has the value for its answer", async () => {
    const name = compileSync((of: string) => `${of} ${made}`, SESSION);
    const ask = cacheInput((of: string) => name.fn(of));
    let runs = 0;
    const outer = compileAsync(async (key: string) => {
      runs++;
      await sleep(1);
      return ask(key);
    });
    const [ann, bob] = [`input ${made++}`, `input ${made++}`];
    const first = await runInSession(ann, () => outer.fn("name"));
    made++;
    const second = await runInSession(bob, () => outer.fn("name"));
    expect(second).not.toBe(first);
    expect(await runInSession(ann, () => outer.fn("name"))).toBe(first);
    expect(await runInSession(bob, () => outer.fn("name"))).toBe(second);
    expect(runs).toBe(2);
  });

  test("clearing in a global one what is a session's", () => {
    const outer = compileSync((key: number) => {
      cacheOf(own).clear(key);
      return key;
    });
    inSession(() => {
      own(1);
      expect(outer.fn(1)).toBe(1);
      expect(cacheOf(own).has(1)).toBe(false);
    });
  });
});

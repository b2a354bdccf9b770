import { cacheInput, endSession, replayable, runInSession } from "../../../runtime/index.js";
import { compileAs, compileAsync, compileSync, FORMS } from "../compiled.js";
import { settled } from "../gate.js";

/** What each session has of its own. */
const { fn: bag } = compileSync((key: 0) => ({ key, text: "" }), { kind: "resource", scope: "session" });

/** What calls made visible. */
const shown: string[] = [];
const asked: string[] = [];

const read = cacheInput(() => {
  const { text } = bag(0);
  asked.push(text);
  return text;
});
const readLater = cacheInput(async () => {
  await Promise.resolve();
  return bag(0).text;
});
const show = replayable(() => {
  shown.push(bag(0).text);
});

function put(session: string, text: string): void {
  runInSession(session, () => {
    bag(0).text = text;
  });
}

let made = 0;
let [own, other] = ["", ""];
beforeEach(() => {
  // Other tests' sessions go on.
  made++;
  [own, other] = [`own ${made}`, `other ${made}`];
  put(own, "1");
  put(other, "1");
  shown.length = asked.length = 0;
});

describe.each(FORMS)("a session that a %s function enters by itself", (form) => {
  test("is where its inputs are asked again, whoever calls", async () => {
    const { call, runs } = compileAs(form, (session) => runInSession(String(session), () => read()));
    const fromOther = (): Promise<unknown> => runInSession(other, () => call(own));
    expect([await call(own), await call(own), await fromOther()]).toEqual(["1", "1", "1"]);
    expect(runs).toHaveLength(1);
    put(own, "2");
    expect([await fromOther(), await call(own)]).toEqual(["2", "2"]);
    put(other, "2");
    put(own, "1");
    expect([await fromOther(), await call(own)]).toEqual(["1", "1"]);
    expect(runs).toHaveLength(2);
  });

  test("is so for what is around it as well, and for what is inside only where the caller is", async () => {
    const inner = compileSync(() => read(), { name: "inner" });
    const middle = compileAs(form, (session) => runInSession(String(session), () => inner.fn(0)), { name: "middle" });
    const outer = compileAsync(async (session: string) => await middle.call(session), { name: "outer" });
    const fromOther = (): Promise<unknown> => runInSession(other, () => outer.fn(own));
    expect([await outer.fn(own), await fromOther()]).toEqual(["1", "1"]);
    put(own, "2");
    expect(await fromOther()).toBe("2");
    expect(runInSession(own, () => inner.fn(0))).toBe("2");
    expect(runInSession(other, () => inner.fn(0))).toBe("1");
    expect(inner.cache.statistics).toMatchObject({ misses: 2 });
    // A hit of the inner ones is observed as their runs were.
    outer.cache.clear("clear");
    expect(await fromOther()).toBe("2");
    put(own, "3");
    expect(await fromOther()).toBe("3");
  });

  test("is another place than the caller's, and what is asked in both is two questions", async () => {
    const { call, runs } = compileAs(form, (session) => [read(), runInSession(String(session), () => read())].join());
    const from = (session: string): Promise<unknown> => runInSession(session, () => call(own));
    put(own, "mine");
    expect([await from(other), await from(other)]).toEqual(["1,mine", "1,mine"]);
    expect(runs).toHaveLength(1);
    put(other, "2");
    expect([await from(other), await from(own)]).toEqual(["2,mine", "mine,mine"]);
    put(own, "ours");
    expect([await from(other), await from(own)]).toEqual(["2,ours", "ours,ours"]);
    expect(runs).toHaveLength(5);
  });

  test("is where what it showed is shown again", async () => {
    const { call, runs } = compileAs(form, (session) => {
      runInSession(String(session), () => {
        show();
      });
      return session;
    });
    put(other, "not this");
    for (const text of ["1", "2"]) {
      put(own, text);
      await call(own);
      await runInSession(other, () => call(own));
    }
    expect(shown).toEqual(["1", "1", "2", "2"]);
    expect(runs).toHaveLength(1);
  });

  test("is made anew for that if it has ended", async () => {
    const { call, runs } = compileAs(form, (session) => runInSession(String(session), () => read()));
    await call(own);
    endSession(own);
    expect([await call(own), await call(own)]).toEqual(["", ""]);
    expect(runs).toHaveLength(2);
  });
});

test("one that is entered around a function is the caller's", async () => {
  const { call, runs } = compileAs("async", () => read());
  put(other, "2");
  expect(await runInSession(own, () => call(0))).toBe("1");
  expect(await runInSession(other, () => call(0))).toBe("2");
  expect(await runInSession(own, () => call(0))).toBe("1");
  expect(runs).toHaveLength(2);
});

test("across awaits, for who waits too, and from what was started and left behind", async () => {
  const inner = compileAsync(async (session: string) => {
    void runInSession(session, async () => {
      await settled();
      return await readLater();
    });
    return await Promise.resolve(session);
  });
  const outer = compileAsync(async (session: string) => {
    await inner.fn(session);
    const text = await runInSession(session, async () => {
      await Promise.resolve();
      return await readLater();
    });
    // What the inner one started asks now.
    await settled();
    await settled();
    return text;
  });
  const from = (session: string): Promise<string> => runInSession(session, () => outer.fn(own));
  put(other, "2");
  expect(await Promise.all([from(other), from(own), outer.fn(own)])).toEqual(["1", "1", "1"]);
  expect(outer.cache.statistics).toMatchObject({ misses: 1, hits: 2 });
  put(own, "2");
  expect(await Promise.all([from(other), from(own), outer.fn(own)])).toEqual(["2", "2", "2"]);
  expect(outer.cache.statistics).toMatchObject({ misses: 2, hits: 4 });
});

import { everywhere, inEveryMix } from "./both-builds.js";

describe("a session entered with one build", () => {
  test("is the one that functions of both are called in, also behind an await", () => {
    const seen = inEveryMix(`
      let runs = 0;
      const fn = b.cacheData({ scope: "session" }, (key) => [key, ++runs]);
      const later = c.cacheData({ scope: "session" }, async (key) => { await new Promise(setImmediate); return fn(key); });
      seen.push(a.runInSession("ann", () => fn(1)), b.runInSession("bob", () => fn(1)), c.runInSession("ann", () => fn(1)));
      seen.push(...await Promise.all(["ann", "bob"].map((id) => a.runInSession(id, async () => { await null; return await later(1); }))));
      seen.push(c.cacheOf(fn).stats().entries, a.cacheOf(later).stats().entries);
      for (const id of ["ann", "bob"]) a.endSession(id);
    `);
    expect(seen).toEqual(everywhere([[1, 1], [1, 2], [1, 1], [1, 1], [1, 2], 2, 2]));
  });

  test("counts alone within one entered with the other, and is left again", () => {
    const seen = inEveryMix(`
      let runs = 0;
      const fn = c.cacheData({ scope: "session" }, () => ++runs);
      a.runInSession("ann", () => {
        seen.push(fn());
        b.runInSession("bob", () => seen.push(fn(), a.runInSession("ann", fn), fn()));
        seen.push(fn());
      });
      seen.push(thrown(fn) instanceof c.SessionError);
      for (const id of ["ann", "bob"]) c.endSession(id);
    `);
    expect(seen).toEqual(everywhere([1, 2, 1, 2, 1, true]));
  });

  test("ends by the other, for the entries, resources and computations of both", () => {
    const seen = inEveryMix(`
      const connect = b.cacheResource({ scope: "session" }, (key) => ({ key }));
      c.cacheOf(connect).configure({ onRelease: ({ key }, cause) => seen.push(key + " " + cause) });
      let [runs, open] = [0, undefined];
      const gate = new Promise((resolve) => { open = resolve; });
      const slow = a.cacheData({ scope: "session" }, async () => { runs++; await gate; return "slow"; });
      const owner = a.runInSession("ann", () => { connect(1); return slow(); });
      c.endSession("ann");
      await b.flush();
      open();
      seen.push(await owner, a.cacheOf(slow).stats().entries, await b.runInSession("ann", slow), runs);
      a.endSession("ann");
    `);
    expect(seen).toEqual(everywhere(["1 session", "slow", 0, "slow", 2]));
  });

  test("isn't found by what is left behind in it, when the other has ended it", () => {
    const seen = inEveryMix(`
      let runs = 0;
      const fn = b.cacheData({ scope: "session" }, () => ++runs);
      a.runInSession("ann", () => {
        seen.push(fn(), fn());
        c.endSession("ann");
        seen.push(fn(), fn());
      });
    `);
    expect(seen).toEqual(everywhere([1, 1, 2, 3]));
  });

  test("is bound as either says", () => {
    const seen = inEveryMix(`
      const fn = c.cacheData({ scope: "session" }, (id) => id);
      a.configure({ sessions: { max: 2 } });
      for (const id of ["ann", "bob", "eve"]) b.runInSession(id, () => fn(id));
      seen.push(c.cacheOf(fn).entries().length);
      a.configure({ sessions: { max: 1000, idle: "10ms" } });
      await new Promise((resolve) => setTimeout(resolve, 20));
      b.runInSession("joe", () => fn("joe"));
      seen.push(c.cacheOf(fn).entries().length);
      b.configure({ sessions: { idle: "1h" } });
      c.endSession("joe");
    `);
    expect(seen).toEqual(everywhere([2, 1]));
  });

  test("gives nothing to a function of the other that all sessions share", () => {
    const seen = inEveryMix(`
      const own = a.cacheData({ scope: "session", name: "own" }, () => 1);
      const shared = b.cacheData({ name: "shared" }, () => own());
      const later = b.cacheData({ name: "later" }, async () => { await null; return own(); });
      const error = c.runInSession("ann", () => thrown(shared));
      seen.push(error instanceof c.CacheError, error instanceof a.SessionError, /was called by shared/.test(error.message));
      seen.push(await c.runInSession("ann", later).catch(({ message }) => /was called by later/.test(message)));
      // Which may enter one by itself.
      const entering = b.cacheData({}, (id) => c.runInSession(id, own));
      seen.push(entering("ann"), c.runInSession("bob", () => entering("ann")));
      for (const id of ["ann", "bob"]) a.endSession(id);
    `);
    expect(seen).toEqual(everywhere([true, true, true, true, 1, 1]));
  });

  test("is what an input of the other is asked in, and what a function shows there is made again there", () => {
    const seen = inEveryMix(`
      const names = { ann: 0, bob: 0 };
      const own = b.cacheData({ scope: "session" }, (id) => id + ++names[id]);
      const ask = a.cacheInput((id) => own(id));
      const show = c.replayable((text) => { seen.push(text); });
      const greet = c.cacheData({ scope: "session" }, (id) => { show("hello " + id); return id; });
      const { AsyncLocalStorage } = await import("node:async_hooks");
      const who = new AsyncLocalStorage();
      let runs = 0;
      const shared = b.cacheData({}, () => { runs++; return ask(who.getStore() ?? "ann"); });
      for (const id of ["ann", "ann", "bob", "bob"]) who.run(id, () => c.runInSession(id, () => { greet(id); }));
      for (let turn = 0; turn < 2; turn++) seen.push(a.runInSession("ann", shared));
      seen.push(runs);
      for (const id of ["ann", "bob"]) a.endSession(id);
      seen.push(a.runInSession("ann", shared), runs);
      a.endSession("ann");
    `);
    const shown = ["hello ann", "hello ann", "hello bob", "hello bob"];
    expect(seen).toEqual(everywhere([...shown, "ann1", "ann1", 1, "ann2", 2]));
  });
});

describe("what is shown of misses", () => {
  const REPORTER = `
    const reporter = {
      start: ({ text }) => { seen.push("start " + text); },
      done: ({ name }) => { seen.push("done " + name); },
      failed: ({ name }) => { seen.push("failed " + name); },
    };`;

  test("is told to the reporter that either was given, unless either switches it off", () => {
    const seen = inEveryMix(`
      ${REPORTER}
      a.configure({ reporter });
      const fns = [b, c].map((build, index) => build.cacheData({ showSpinner: true, name: "fn" + index }, () => { if (index === 1) throw new Error(); }));
      const call = () => { for (const fn of fns) thrown(fn); };
      call();
      b.configure({ progress: false });
      for (const fn of fns) c.cacheOf(fn).clear();
      call();
      c.configure({ progress: true });
      for (const fn of fns) a.cacheOf(fn).clear();
      call();
      b.configure({ reporter: "terminal" });
      for (const fn of fns) a.cacheOf(fn).clear();
      call();
    `);
    const once = ["start Running fn0(...)", "done fn0", "start Running fn1(...)", "failed fn1"];
    expect(seen).toEqual(everywhere([...once, ...once]));
  });

  test("is what the outermost function shows, of whatever build", () => {
    const seen = inEveryMix(`
      ${REPORTER}
      const inner = b.cacheData({ showSpinner: true, name: "inner" }, async (key) => { await new Promise(setImmediate); return key; });
      const outer = c.cacheData({ showSpinner: "Wait", name: "outer" }, async (key) => { await null; return await inner(key); });
      const silent = c.cacheData({}, async (key) => { await null; return await inner(key); });
      a.configure({ reporter });
      await outer(1);
      await silent(2);
      await inner(3);
      a.configure({ reporter: "terminal" });
    `);
    expect(seen).toEqual(everywhere(["start Wait", "done outer", "start Running inner(...)", "done inner"]));
  });

  test("follows the defaults that either was given", () => {
    const seen = inEveryMix(`
      ${REPORTER}
      const fns = [b, c].map((build, index) => build.cacheData({ name: "fn" + index }, (key) => key));
      a.configure({ reporter, defaults: { showSpinner: "Wait" } });
      for (const fn of fns) fn(1);
      a.configure({ reporter: "terminal", defaults: {} });
      for (const fn of fns) fn(2);
    `);
    expect(seen).toEqual(everywhere(["start Wait", "done fn0", "start Wait", "done fn1"]));
  });
});

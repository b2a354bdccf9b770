import { everywhere, inEveryMix } from "./both-builds.js";

describe("a replayable function of one build", () => {
  test("is recorded by cached functions of both, nested both ways, and made again", () => {
    const seen = inEveryMix(`
      const show = a.replayable((...args) => { seen.push(args.join(" ")); });
      const inner = b.cacheData({}, (key) => { show("inner", key); return key; });
      const outer = c.cacheData({}, (key) => { show("outer", key); return [inner(key), show("after", key)]; });
      outer(1);
      seen.push("hits");
      outer(1);
      inner(1);
      c.cacheOf(outer).clear();
      seen.push("hit within a miss");
      outer(1);
      outer(1);
    `);
    const once = ["outer 1", "inner 1", "after 1"];
    expect(seen).toEqual(everywhere([...once, "hits", ...once, "inner 1", "hit within a miss", ...once, ...once]));
  });

  test("is recorded behind an await, and made again for waiters", () => {
    const seen = inEveryMix(`
      const show = a.replayable(async (...args) => { await null; seen.push(args.join(" ")); });
      const pause = () => new Promise(setImmediate);
      const inner = b.cacheData({}, async (key) => { await pause(); await show("inner", key); return key; });
      const outer = c.cacheData({}, async (key) => { await show("outer", key); await pause(); await inner(key); await show("after", key); });
      await Promise.all([outer(1), outer(1)]);
      await outer(1);
      await inner(1);
    `);
    const once = ["outer 1", "inner 1", "after 1"];
    expect(seen).toEqual(everywhere([...once, ...once, ...once, "inner 1"]));
  });

  test("that one of another build calls is part of that call", () => {
    const seen = inEveryMix(`
      const line = a.replayable((text) => { seen.push(text); });
      const block = b.replayable((text) => { line("<"); line(text); line(">"); });
      const fn = c.cacheData({}, (key) => { block("text"); });
      fn(1);
      fn(1);
    `);
    expect(seen).toEqual(everywhere(["<", "text", ">", "<", "text", ">"]));
  });

  test("shows nothing where a call of the other is only described", () => {
    const seen = inEveryMix(`
      let described = 0;
      const show = a.replayable((text) => { seen.push(text); });
      const fn = b.cacheData({ key: (key) => { described++; show("key " + key); return [key]; } }, (key) => key);
      const { has, clear } = c.cacheOf(fn);
      seen.push(has(1), (clear(1), "cleared"), described > 0);
    `);
    expect(seen).toEqual(everywhere([false, "cleared", true]));
  });

  test("shows nothing while the other refreshes in the background", () => {
    const seen = inEveryMix(`
      let time = 0;
      esm.configure({ clock: { now: () => time } });
      const show = a.replayable((text) => { seen.push(text); });
      let runs = 0;
      const inner = b.cacheData({ ttl: 1 }, () => { show("inner " + ++runs); return runs; });
      const fn = c.cacheData({ ttl: 1, staleFor: 1000, refresh: "background" }, async () => { await null; return inner(); });
      await fn();
      time += 1000;
      seen.push(await fn(), "stale");
      await a.flush();
      seen.push(await fn());
    `);
    expect(seen).toEqual(everywhere(["inner 1", "inner 1", 1, "stale", "inner 2", 2]));
  });

  test("takes no argument that can't be copied, and says so with an error of both", () => {
    const seen = inEveryMix(`
      const show = a.replayable(() => seen.push("shown"));
      const fn = b.cacheData({}, () => show(() => 1));
      const error = thrown(() => fn());
      seen.push(error instanceof c.CacheError, error instanceof a.UnreplayableArgumentError, error.code);
    `);
    expect(seen).toEqual(everywhere([true, true, "ERR_TSCACHED_UNREPLAYABLE_ARGUMENT"]));
  });
});

test("functions that are compiled against one build are observed by those of the other", () => {
  const seen = inEveryMix(`
    let answer = 1;
    const facts = (name) => ({ id: name, name, source: name + ".ts:1", isAsync: false });
    const [shown, asked] = [facts("show"), facts("ask")];
    const show = (text) => a.replay(shown, [text], (text) => { seen.push(text); });
    const ask = (name) => b.ask(asked, [name], (name) => name + answer);
    const cache = c.define({ id: "fn", version: "1", kind: "data", name: "fn", source: "fn.ts:1", key: ["key"] });
    const fn = (key) => {
      const entry = cache.root.entry(key);
      return entry.hit() ? entry.value() : entry.compute(() => { show("run"); return ask("answer "); }, (root) => root.entry(key));
    };
    seen.push(fn(1), fn(1));
    answer = 2;
    seen.push(fn(1), fn(1), cache.statistics.misses);
  `);
  expect(seen).toEqual(everywhere(["run", "run", "answer 1", "answer 1", "run", "run", "answer 2", "answer 2", 2]));
});

describe("an input of one build", () => {
  test("is asked again for cached functions of both, nested both ways", () => {
    const seen = inEveryMix(`
      const settings = { size: 1 };
      const size = a.cacheInput((of) => settings[of]);
      const runs = [0, 0];
      const inner = b.cacheData({}, (key) => { runs[0]++; return key * size("size"); });
      const outer = c.cacheData({}, (key) => { runs[1]++; return [inner(key)]; });
      for (const next of [1, 2, 1]) {
        settings.size = next;
        seen.push(outer(5)[0], outer(5)[0], inner(5), runs.join(" "));
      }
    `);
    expect(seen).toEqual(everywhere([5, 5, 5, "1 1", 10, 10, 10, "2 2", 5, 5, 5, "2 2"]));
  });

  test("is asked again across awaits, and keeps those apart who are answered otherwise", () => {
    const seen = inEveryMix(`
      const { AsyncLocalStorage } = await import("node:async_hooks");
      const who = new AsyncLocalStorage();
      const name = a.cacheInput(async () => { await null; return who.getStore(); });
      let runs = 0;
      const inner = b.cacheData({}, async (key) => { await new Promise(setImmediate); return [key, await name()]; });
      const outer = c.cacheData({}, async (key) => { runs++; const given = await inner(key); await new Promise(setImmediate); return given; });
      for (let turn = 0; turn < 2; turn++) {
        seen.push((await Promise.all(["ann", "bob", "ann"].map((of) => who.run(of, () => outer(1))))).join(" "));
      }
      const before = runs;
      for (const of of ["bob", "ann"]) seen.push((await who.run(of, () => outer(1))).join(" "));
      seen.push(runs - before);
    `);
    expect(seen).toEqual(everywhere(["1,ann 1,bob 1,ann", "1,ann 1,bob 1,ann", "1 bob", "1 ann", 0]));
  });

  test("that one of another build asks isn't what is compared", () => {
    const seen = inEveryMix(`
      let [exact, asked] = [10, 0];
      const inner = a.cacheInput(() => { asked++; return exact; });
      const rounded = b.cacheInput(() => Math.round(inner() / 10));
      let runs = 0;
      const fn = c.cacheData({}, () => { runs++; return rounded(); });
      seen.push(fn());
      exact = 11;
      seen.push(fn(), runs, asked);
      exact = 20;
      seen.push(fn(), runs);
    `);
    expect(seen).toEqual(everywhere([1, 1, 1, 2, 2, 2]));
  });

  test("shows nothing of its own to a function of the other", () => {
    const seen = inEveryMix(`
      const show = a.replayable((text) => { seen.push(text); });
      const ask = b.cacheInput(() => { show("asked"); return 1; });
      const fn = c.cacheData({}, () => ask());
      fn();
      seen.push("hit");
      fn();
    `);
    // Once by the question that is asked again, and not a second time as a recorded call.
    expect(seen).toEqual(everywhere(["asked", "hit", "asked"]));
  });

  test("that fails, or has no exact answer, is known to cached functions of both", () => {
    const seen = inEveryMix(`
      process.removeAllListeners("warning");
      let fails = true;
      const ask = a.cacheInput(() => { if (fails) throw new Error("down"); return () => 1; });
      let runs = 0;
      const inner = b.cacheData({}, () => { try { return ask(); } catch (error) { runs++; return error instanceof esm.CacheError; } });
      const fn = c.cacheData({}, () => inner());
      seen.push(fn(), fn(), runs);
      fails = false;
      const error = thrown(() => c.cacheData({}, () => ask())());
      seen.push(error instanceof b.CacheError, error instanceof c.UncacheableInputError || error instanceof a.UncacheableInputError);
    `);
    expect(seen).toEqual(everywhere([false, false, 2, true, true]));
  });
});

test("ready-made inputs of both builds are asked by functions of both, one beside the other", () => {
  const seen = inEveryMix(`
    const { writeFileSync, mkdtempSync, rmSync } = await import("node:fs");
    const { tmpdir } = await import("node:os");
    const folder = mkdtempSync(join(tmpdir(), "inputs-"));
    const path = join(folder, "file");
    writeFileSync(path, "one");
    process.env.DUAL = "x";
    let runs = 0;
    const inner = b.cacheData({}, () => [a.env("DUAL"), c.env("DUAL"), typeof a.locale(), typeof b.locale()].join());
    const fn = c.cacheData({}, () => { runs++; return inner() + " " + a.fileStamp(path)?.size + b.fileStamp(path)?.size; });
    seen.push(fn(), fn(), runs);
    process.env.DUAL = "y";
    seen.push(fn(), fn(), runs);
    writeFileSync(path, "longer");
    seen.push(fn(), fn(), runs);
    rmSync(folder, { recursive: true });
    seen.push(fn(), fn(), runs);
  `);
  expect(seen).toEqual(
    everywhere(
      [
        ["x,x,string,string 33", 1],
        ["y,y,string,string 33", 2],
        ["y,y,string,string 66", 3],
        ["y,y,string,string undefinedundefined", 4],
      ].flatMap(([value, runs]) => [value, value, runs]),
    ),
  );
});

import { runScript } from "./script.js";

/** Runs code in a process that a rejection without a handler would end, with functions of each form to call. */
function inProcess(code: string): unknown {
  return runScript(`
    import { cacheOf, clearAllData } from "tscached";
    import { define, register } from "tscached/internal";

    const pause = () => new Promise(setImmediate);
    const fail = async () => { await pause(); throw new Error("down"); };
    const outcome = (call) => call.then((value) => value, (error) => error.message ?? error);
    let made = 0;
    function compile(body, form = "async", kind = "data") {
      const id = "f" + ++made;
      const cache = define({ id, version: "1", kind, name: id, source: "f.ts:1", key: ["key"] });
      const look = (key) => cache.root.entry(key);
      const forms = {
        sync: (key) => { const e = look(key); return e.hit() ? e.value() : e.compute(() => body(key)); },
        async: async (key) => { const e = look(key); return e.hit() ? e.value() : e.computeAsync(async () => body(key)); },
        promise: (key) => { const e = look(key); return e.hit() ? e.valueAsync() : e.computeAsync(() => body(key)); },
      };
      return register(forms[form], cache);
    }
    const seen = await (async () => { ${code} })();
    for (let turn = 0; turn < 5; turn++) await pause();
    console.log(JSON.stringify(seen));
  `);
}

test("a rejection without a handler ends the process: the tests below would notice one", () => {
  expect(() => inProcess("void fail(); return 1;")).toThrow("down");
});

test("a caller that ignores a rejection is told as it would be without a cache", () => {
  for (const form of ["async", "promise"]) {
    expect(() => inProcess(`void compile(fail, "${form}")(1); return 1;`)).toThrow("down");
  }
});

describe("callers that handle their rejections hear of no others", () => {
  test.each<[string, string, unknown]>([
    [
      "a run that fails for several",
      `const fn = compile(fail); return Promise.all([fn(1), fn(1), fn(1)].map(outcome));`,
      ["down", "down", "down"],
    ],
    [
      "the same, without async",
      `const fn = compile(fail, "promise"); return Promise.all([fn(1), fn(1)].map(outcome));`,
      ["down", "down"],
    ],
    [
      "a throw before there is a promise",
      `const fn = compile(() => { throw new Error("at once"); }, "promise");
       try { fn(1); } catch (error) { return error.message; }`,
      "at once",
    ],
    [
      "a result that can't be copied",
      `const fn = compile(async () => ({ run: () => 1 }));
       return Promise.all([fn(1), fn(1)].map((call) => call.catch(({ code }) => code)));`,
      ["ERR_TSCACHED_UNSERIALIZABLE_RETURN_VALUE", "ERR_TSCACHED_UNSERIALIZABLE_RETURN_VALUE"],
    ],
    [
      "a call that waits for itself, and one that catches that",
      `const fn = compile((key) => fn(key)); const other = compile((key) => other(key).catch(() => "caught"));
       return Promise.all([fn(1).catch(({ code }) => code), other(1)]);`,
      ["ERR_TSCACHED_RECURSION", "caught"],
    ],
    [
      "a run that was cleared and fails afterwards",
      `const fn = compile(fail); const call = fn(1); clearAllData(); return outcome(call);`,
      "down",
    ],
    [
      "a default that throws, in a clear",
      `const cache = define({ id: "d", version: "1", kind: "data", name: "d", source: "d.ts:1", key: ["key"] });
       async function fn(key = (() => { throw new Error("no default"); })()) {
         const entry = cache.root.entry(key);
         return entry.hit() ? entry.value() : entry.computeAsync(async () => key);
       }
       register(fn, cache); cacheOf(fn).clear(undefined); return "cleared";`,
      "cleared",
    ],
    ["an async function in a clear", `const fn = compile(fail); cacheOf(fn).clear(1); return "cleared";`, "cleared"],
    [
      "a resource that is a promise and rejects",
      `const fn = compile(fail, "sync", "resource"); return Promise.all([fn(1), fn(1)].map(outcome));`,
      ["down", "down"],
    ],
  ])("%s", (_name, code, expected) => {
    expect(inProcess(code)).toEqual(expected);
  });
});

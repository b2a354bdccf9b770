// Calls functions whose bodies leave something behind that goes on for ever, and prints what is still in memory when
// they have ended and their values were cleared: for each way to leave something, how many of each thing.
// Usage: node --expose-gc living-on.mjs
import { AsyncResource } from "node:async_hooks";
import { cacheInput, cacheOf, cacheResource, endSession, replayable, runInSession } from "tscached";
import { async, never, sync, turn } from "./functions.mjs";

const CALLS = 10;

/** What goes on. */
const living = [];
const endless = async({ maxEntries: undefined }, never);
/** @type {Record<string, (then: () => unknown) => void>} */
const starts = {
  "a timer": (then) => void living.push(globalThis.setInterval(then, 1e8)),
  "a promise that is waited for": (then) =>
    void living.push(new Promise((resolve) => void living.push(resolve)).then(then)),
  "what is bound to the context": (then) => void living.push(AsyncResource.bind(then)),
  "a computation that never ends": () => void endless(living.push("a key")),
};

/** @type {Map<string, WeakRef<object>[]>} */
const seen = new Map();
/** Looks at how long an object lives. @template {object} T @param {string} what @param {T} object */
function watch(what, object) {
  const references = seen.get(what) ?? [];
  seen.set(what, references);
  references.push(new globalThis.WeakRef(object));
  return object;
}

const forms = {
  sync: (/** @type {object} */ facts, /** @type {(key: number) => unknown} */ body) =>
    sync({ ...facts, kind: "resource" }, body),
  async: (/** @type {object} */ facts, /** @type {(key: number) => unknown} */ body) =>
    async({ ...facts, kind: "resource" }, async (key) => {
      await turn();
      return body(key);
    }),
  wrapped: (/** @type {object} */ facts, /** @type {(key: number) => unknown} */ body) => cacheResource(facts, body),
};

for (const [what, start] of Object.entries(starts)) {
  for (const [form, compile] of Object.entries(forms)) {
    for (const where of ["in the body", "in a nested one", "in what shows", "in an input"]) {
      for (const scope of ["global", "session", "entered session"]) {
        const name = `${what}, ${where} of a function that is ${form} and ${scope}`;
        const leave = (/** @type {string} */ here) => {
          // Nothing of what is around it: this function sees none.
          if (here === where) start(nothing);
        };
        const facts = scope === "session" ? { scope } : {};
        const fn = functionThat(leave, (body) => compile(facts, body), name, scope);
        for (let call = 0; call < CALLS; call++) {
          const id = `${name} ${call}`;
          await (scope === "session" ? runInSession(id, () => fn(call)) : fn(call));
          endSession(id);
        }
        cacheOf(fn).clear();
      }
    }
  }
}

for (let round = 0; round < 10; round++) {
  globalThis.gc?.();
  await turn();
}
const alive = [...seen].map(([what, all]) => [what, all.filter((one) => one.deref() !== undefined).length]);
console.log(
  JSON.stringify({ watched: alive.length, alive: Object.fromEntries(alive.filter(([, count]) => count > 0)) }),
);
process.exit();

/**
 * @param {(where: string) => void} leave
 * @param {(body: (key: number) => unknown) => (key: number) => unknown} compile
 * @param {string} name
 * @param {string} scope
 */
function functionThat(leave, compile, name, scope) {
  const show = replayable(() => {
    leave("in what shows");
  });
  const ask = cacheInput(() => {
    leave("in an input");
    return 1;
  });
  const inner = sync({ kind: "resource", maxEntries: 1 }, (key) => {
    leave("in a nested one");
    return watch(`the nested value, with ${name}`, { key });
  });
  const body = (/** @type {number} */ key) => {
    show(watch(`what was shown, with ${name}`, { key }));
    ask();
    inner(key);
    leave("in the body");
    return watch(`the value, with ${name}`, { key });
  };
  return compile((key) => (scope === "entered session" ? runInSession(`${name} ${key}`, () => body(key)) : body(key)));
}

function nothing() {
  return undefined;
}

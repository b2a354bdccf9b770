import { AsyncLocalStorage } from "node:async_hooks";
import { pathToFileURL } from "node:url";
import { compileFunction } from "node:vm";

/** As much of a build of the runtime as is timed; one from before replay, inputs and sessions lacks the last three. */
export interface Runtime {
  define(definition: object): unknown;
  replay?: unknown;
  ask?: unknown;
  runInSession?: <T>(id: string, fn: () => T) => T;
}

/** One way to answer a call. */
export interface Contender {
  readonly name: string;
  /** Makes so many calls. */
  readonly run: (calls: number) => unknown;
}

/** Code as the transformer writes it, each contender's compiled for it alone: shared code would be megamorphic. */
const HIT = "const entry = cache.root.entry(n); return entry.hit() ? entry.value() : entry.compute(() => body(n));";
const HIT_ASYNC =
  "const entry = cache.root.entry(n); return entry.hit() ? entry.value() : entry.computeAsync(async () => body(n));";
const KEYS = 100;
const HITS = `return (calls) => { let sum = 0; for (let call = 0; call < calls; call++) sum += fn(1 + (call % ${KEYS})); return sum; };`;

const SHOWN = "replay(shown, [n], () => undefined); return n;";
const ASKED = 'ask(asked, ["HOME"], (name) => process.env[name]); return n;';

/** @param folder of a build: the one that has `esm/internal.js` in it */
export async function load(folder: string): Promise<Runtime> {
  const part = async (name: string): Promise<object> =>
    (await import(pathToFileURL(`${folder}/esm/${name}.js`).href)) as object;
  return { ...(await part("internal")), ...(await part("index")) } as Runtime;
}

/** Hits of a function whose body is plain, of one that shows something, and of one that asks something. */
export function hit(name: string, runtime: Runtime, what: "plain" | "shows" | "asks"): Contender {
  const body = { plain: "return n;", shows: SHOWN, asks: ASKED }[what];
  return { name, run: make(runtime, body, `function fn(n) { ${HIT} } ${HITS}`) as Contender["run"] };
}

/** Hits in a session, of a function that has a cache for each, or of a global one. */
export function hitInSession(name: string, runtime: Runtime, scope: "session" | "global"): Contender {
  const { runInSession } = runtime;
  if (runInSession === undefined) throw new Error("a build without sessions");
  const hit = scope === "global" ? HIT : HIT.replace("cache.root", "cache.inSession().root");
  const run = make(runtime, "return n;", `function fn(n) { ${hit} } ${HITS}`, { scope }) as Contender["run"];
  return { name, run: (calls) => runInSession("bench", () => run(calls)) };
}

/** What one would write by hand for {@link hitInSession}: a map for each session, which nobody ends or bounds. */
export function mapInSession(name: string): Contender {
  const context = new AsyncLocalStorage<string>();
  const code = `const sessions = new Map();
    function body(n) { return n; }
    function fn(n) {
      const id = context.getStore();
      let own = sessions.get(id);
      if (own === undefined) sessions.set(id, (own = new Map()));
      let value = own.get(n);
      if (value === undefined) own.set(n, (value = body(n)));
      return value;
    }
    ${HITS}`;
  const factory = compileFunction(code, ["context"], { filename: `loop: ${name}` });
  const run = (factory as (given: typeof context) => Contender["run"])(context);
  return { name, run: (calls) => context.run("bench", () => run(calls)) };
}

/**
 * Misses of a plain function, sync or async.
 *
 * @param options of its tag
 */
export function miss(name: string, runtime: Runtime, isAsync: boolean, options: object = {}): Contender {
  const loop = isAsync
    ? `async function fn(n) { ${HIT_ASYNC} }
      return async (calls) => { let sum = 0; for (let call = 1; call <= calls; call++) sum += await fn(call); cache.clear(); return sum; };`
    : `function fn(n) { ${HIT} }
      return (calls) => { let sum = 0; for (let call = 1; call <= calls; call++) sum += fn(call); cache.clear(); return sum; };`;
  return { name, run: make(runtime, "return n;", loop, options) as Contender["run"] };
}

let made = 0;

function make(runtime: Runtime, body: string, loop: string, options: object = {}): unknown {
  const name = `fn${++made}`;
  const definition = { id: name, version: "v", kind: "data", name, source: "bench:1", key: ["n"], ...options };
  const cache = runtime.define(definition);
  const code = `const shown = { name: "show", isAsync: false }, asked = { name: "env", isAsync: false };
    function body(n) { ${body} }
    ${loop}`;
  const factory = compileFunction(code, ["cache", "replay", "ask"], { filename: `loop: ${name}` });
  return (factory as (...args: unknown[]) => unknown)(cache, runtime.replay, runtime.ask);
}

import { pathToFileURL } from "node:url";
import { compileFunction } from "node:vm";

/** As much of a build of the runtime as is timed; one from before replay and inputs lacks the last two. */
interface Runtime {
  define(definition: object): unknown;
  replay?: unknown;
  ask?: unknown;
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

const SHOWN = "replay(shown, [n], () => undefined); return n;";
const ASKED = 'ask(asked, ["HOME"], (name) => process.env[name]); return n;';

/** @param folder of a build: the one that has `esm/internal.js` in it */
export async function load(folder: string): Promise<Runtime> {
  return (await import(pathToFileURL(`${folder}/esm/internal.js`).href)) as Runtime;
}

/** Hits of a function whose body is plain, of one that shows something, and of one that asks something. */
export function hit(name: string, runtime: Runtime, what: "plain" | "shows" | "asks"): Contender {
  const body = { plain: "return n;", shows: SHOWN, asks: ASKED }[what];
  const loop = `function fn(n) { ${HIT} }
    return (calls) => { let sum = 0; for (let call = 0; call < calls; call++) sum += fn(1 + (call % ${KEYS})); return sum; };`;
  return { name, run: make(runtime, body, loop) as Contender["run"] };
}

/** Misses of a plain function, sync or async. */
export function miss(name: string, runtime: Runtime, isAsync: boolean): Contender {
  const loop = isAsync
    ? `async function fn(n) { ${HIT_ASYNC} }
      return async (calls) => { let sum = 0; for (let call = 1; call <= calls; call++) sum += await fn(call); cache.clear(); return sum; };`
    : `function fn(n) { ${HIT} }
      return (calls) => { let sum = 0; for (let call = 1; call <= calls; call++) sum += fn(call); cache.clear(); return sum; };`;
  return { name, run: make(runtime, "return n;", loop) as Contender["run"] };
}

let made = 0;

function make(runtime: Runtime, body: string, loop: string): unknown {
  const name = `fn${++made}`;
  const cache = runtime.define({ id: name, version: "v", kind: "data", name, source: "bench:1", key: ["n"] });
  const code = `const shown = { name: "show", isAsync: false }, asked = { name: "env", isAsync: false };
    function body(n) { ${body} }
    ${loop}`;
  const factory = compileFunction(code, ["cache", "replay", "ask"], { filename: `loop: ${name}` });
  return (factory as (...args: unknown[]) => unknown)(cache, runtime.replay, runtime.ask);
}

import { runScript } from "./script.js";

/** Loads both builds of the package in one process, compiles a function against each, and evaluates an expression. */
export function withBoth(expression: string, before = ""): unknown {
  return runScript(`
    import { createRequire } from "node:module";
    import { join } from "node:path";
    import * as esm from "tscached";
    import * as esmInternal from "tscached/internal";

    const require = createRequire(join(process.cwd(), "any.cjs"));
    const [cjs, cjsInternal] = [require("tscached"), require("tscached/internal")];

    function compile(runtime, name, kind = "data") {
      const cache = runtime.define({ id: name, version: "1", kind, name, source: name + ".ts:1", key: ["key"] });
      function fn(key) {
        const entry = cache.root.entry(key);
        return entry.hit() ? entry.value() : entry.compute(() => ({ key }));
      }
      return runtime.register(fn, cache);
    }
    function thrown(action) {
      try {
        action();
      } catch (error) {
        return error;
      }
    }
    const [fromCjs, fromEsm] = [compile(cjsInternal, "fromCjs"), compile(esmInternal, "fromEsm")];
    ${before}
    console.log(JSON.stringify(await (${expression})));
  `);
}

/**
 * Runs a statement for each way to choose the builds of three things, `a`, `b` and `c`, and gives what it leaves in `seen`,
 * by the choice: "esm cjs esm".
 */
export function inEveryMix(statement: string): Record<string, unknown> {
  const before = `
    const builds = { esm: { ...esm, ...esmInternal }, cjs: { ...cjs, ...cjsInternal } };
    const all = {};
    for (const [x, a] of Object.entries(builds)) for (const [y, b] of Object.entries(builds)) for (const [z, c] of Object.entries(builds)) {
      const seen = [];
      ${statement}
      all[[x, y, z].join(" ")] = seen;
    }`;
  return withBoth("all", before) as Record<string, unknown>;
}

const MIXES = ["esm esm esm", "esm esm cjs", "esm cjs esm", "esm cjs cjs"]
  .concat(["cjs esm esm", "cjs esm cjs", "cjs cjs esm", "cjs cjs cjs"])
  .sort();

/** The same for every choice. */
export function everywhere(expected: unknown): Record<string, unknown> {
  return Object.fromEntries(MIXES.map((mix) => [mix, expected]));
}

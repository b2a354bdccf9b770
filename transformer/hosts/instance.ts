import type ts from "typescript";
import { callError } from "./plugin-line.js";

type TS = typeof ts;

/**
 * The compiler that made a transformation's context, for hosts that don't hand it over. It is looked for among the
 * modules that the process has loaded, and known by the factory of nodes, of which each instance has one of its own:
 * another one beside it, if of the same version, has other caches and other generated names.
 *
 * @throws {Error} if it can't be reached: of ts-patch 3 that is so with TypeScript 5.0 to 5.4.
 */
export function instanceOf({ factory }: ts.TransformationContext): TS {
  const seen = new Set<NodeJS.Module>();
  const open = Object.values(require.cache);
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (seen.has(module)) continue;
    seen.add(module);
    if (factoryOf(module.exports) === factory) return module.exports as TS;
    // ttypescript loads its instance past the cache, and only as a child.
    open.push(...module.children);
  }
  throw callError("this host doesn't say which TypeScript it runs.");
}

function factoryOf(exports: unknown): unknown {
  try {
    return (exports as { readonly factory?: unknown } | undefined)?.factory;
  } catch {
    // Modules of others, whose getters may do anything.
    return undefined;
  }
}

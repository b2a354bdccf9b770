import type ts from "typescript";

type TS = typeof ts;

/**
 * The compiler that made a transformation's context, for hosts that don't hand it over. It is looked for among the
 * modules that the process has loaded, and known by the factory of nodes, of which each instance has one of its own:
 * another one beside it, also if of the same version, has other caches and other generated names. By name it can't be
 * known: a patched compiler needn't be called `typescript`.
 *
 * @returns undefined if no module exports it, as in ts-patch 3 with TypeScript 5.0 to 5.4
 */
export function findLoadedCompiler({ factory }: ts.TransformationContext): TS | undefined {
  const seen = new Set<NodeJS.Module>();
  const open = Object.values(require.cache);
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (seen.has(module)) continue;
    seen.add(module);
    const exports: unknown = module.exports;
    if (isCompiler(exports) && exports.factory === factory) return exports;
    // ttypescript loads its instance past the cache, and only as a child.
    open.push(...module.children);
  }
  return undefined;
}

/** Asks for names alone: modules of others have getters, which may do anything. */
function isCompiler(exports: unknown): exports is TS {
  return typeof exports === "object" && exports !== null && "createProgram" in exports && "factory" in exports;
}

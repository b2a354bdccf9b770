import type ts from "typescript";

type TS = typeof ts;

/** The place where a compiler keeps the constructors of its nodes. Internal, but in every version. */
interface Allocator {
  readonly objectAllocator?: { getSourceFileConstructor?(): unknown };
}

/**
 * The compiler that made a file's tree, for hosts that don't pass it: the one of all loaded modules whose nodes these are.
 * A process may have loaded several, and a patched one needn't be called `typescript`.
 *
 * @throws {Error} if there is none
 */
export function compilerOf(file: ts.SourceFile): TS {
  for (const module of Object.values(require.cache)) {
    const exports: unknown = module?.exports;
    if (isCompiler(exports) && exports.objectAllocator?.getSourceFileConstructor?.() === file.constructor)
      return exports;
  }
  throw new Error(
    `tscached: the compiler of ${file.fileName} was not found among the loaded modules. Pass it along: ` +
      "getCustomTransformers: (program, getProgram) => tscached(program, getProgram, { ts })",
  );
}

function isCompiler(exports: unknown): exports is TS & Allocator {
  return typeof exports === "object" && exports !== null && "objectAllocator" in exports && "createProgram" in exports;
}

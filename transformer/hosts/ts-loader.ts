import type ts from "typescript";
import { catalogue } from "../diagnostics/catalogue.js";
import type { PluginSettings } from "../settings.js";
import { BuildError } from "./build-error.js";
import { isFirstEmit, lacksLoader } from "./dependencies.js";
import { errorAtFirstTag } from "./first-tag.js";
import { findLoadedCompiler } from "./loaded-compiler.js";
import { createServiceTransformer } from "./service.js";

type TS = typeof ts;

/**
 * What ts-loader's `getCustomTransformers` returns.
 *
 * @param given the compiler, if it isn't to be found
 */
export function createLoaderTransformers(
  getProgram: () => ts.Program | undefined,
  settings: PluginSettings,
  given: TS | undefined,
): ts.CustomTransformers {
  let found = given;
  // One loader has one compiler, which needn't be looked for with each file.
  const compilerOf = (context: ts.TransformationContext): TS => (found ??= searchCompiler(context));
  const transform = createServiceTransformer(getProgram, compilerOf, settings);
  return {
    before: [
      (context) => {
        const compile = transform(context);
        return (file) => {
          if (isFirstEmit(file)) return compile(file);
          // Not for webpack, but for a declaration; what would be thrown here ends webpack's watch.
          if (!lacksLoader()) return file;
          const host = compilerOf(context);
          const error = errorAtFirstTag(host, file, catalogue.loaderMissing);
          if (error !== undefined) throw new BuildError(host, context.getCompilerOptions(), [error]);
          return file;
        };
      },
    ],
  };
}

function searchCompiler(context: ts.TransformationContext): TS {
  const found = findLoadedCompiler(context);
  if (found !== undefined) return found;
  throw new Error(
    "tscached: ts-loader's compiler was not found among the loaded modules. Pass it along: " +
      "getCustomTransformers: (program, getProgram) => tscached(program, getProgram, { ts })",
  );
}

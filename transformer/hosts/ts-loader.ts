import type ts from "typescript";
import { catalogue } from "../diagnostics/catalogue.js";
import type { PluginSettings } from "../settings.js";
import { BuildError } from "./build-error.js";
import { isFirstEmit, lacksLoader } from "./dependencies.js";
import { errorAtFirstTag } from "./first-tag.js";
import { compilerOf } from "./loaded-compiler.js";
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
  const hostOf = (file: ts.SourceFile): TS => given ?? compilerOf(file);
  const transform = createServiceTransformer(getProgram, hostOf, settings);
  return {
    before: [
      (context) => {
        const compile = transform(context);
        return (file) => {
          if (isFirstEmit(file)) return compile(file);
          // Not for webpack, but for a declaration; what would be thrown here ends webpack's watch.
          if (!lacksLoader()) return file;
          const host = hostOf(file);
          const error = errorAtFirstTag(host, file, catalogue.loaderMissing);
          if (error !== undefined) throw new BuildError(host, context.getCompilerOptions(), [error]);
          return file;
        };
      },
    ],
  };
}

import type ts from "typescript";
import { extendProgram } from "./hosts/program.js";
import { createSourceTransformer, type SourceTransformerExtras } from "./hosts/source.js";
import { jestTransformer } from "./hosts/ts-jest.js";
import { createLoaderTransformers } from "./hosts/ts-loader.js";
import { readSettings, type PluginSettings } from "./settings.js";

type TS = typeof ts;

/** What a language server's plugin gets. */
interface ServerModules {
  readonly typescript: TS;
}

interface ServerPlugin {
  create(info: { readonly languageService: ts.LanguageService }): ts.LanguageService;
}

type Call =
  | readonly [modules: ServerModules]
  | readonly [program: ts.Program, host: ts.CompilerHost | undefined, config: unknown, extras: { readonly ts: TS }]
  | readonly [program: ts.Program, config: unknown, extras: SourceTransformerExtras]
  | readonly [program: ts.Program | undefined, getProgram: () => ts.Program | undefined, settings?: LoaderSettings];

/** What may be set where ts-loader calls us by a function of the project's own. */
type LoaderSettings = Partial<PluginSettings> & { readonly ts?: TS };

/**
 * The plugin of tsconfig's `plugins`. Hosts call it each in its own way, and are told apart by what they pass:
 * ts-patch as a program transformer, ts-patch and others as a source transformer, the language server, and ts-loader,
 * whose `getCustomTransformers` it is. ts-jest takes `name`, `version` and `factory` of it.
 *
 * @throws {Error} naming the plugin line to write, when called in none of these ways; naming the setting, when one of
 * the plugin line has a wrong value.
 */
export default function tscached(
  ...call: Call
): ts.Program | ts.TransformerFactory<ts.SourceFile> | ts.CustomTransformers | ServerPlugin {
  const [first] = call;
  if (isServer(first)) return { create: ({ languageService }) => languageService };
  if (isOfLoader(call)) {
    const [, getProgram, { ts: host, ...settings } = {}] = call;
    return createLoaderTransformers(getProgram, readSettings(settings), host);
  }
  if (call.length === 4 && isProgram(first)) return extendProgram(call[3].ts, first, call[1], readSettings(call[2]));
  if (call.length === 3 && isProgram(first) && hasCompiler(call[2])) {
    return createSourceTransformer(first, readSettings(call[1]), call[2]);
  }
  throw new Error(
    "tscached: the plugin was called in an unknown way. Write this line under compilerOptions.plugins of tsconfig.json, " +
      'and build with tspc: { "name": "tscached/transformer", "transform": "tscached/transformer", "transformProgram": true }',
  );
}

Object.defineProperties(tscached, Object.getOwnPropertyDescriptors(jestTransformer));

function isOfLoader(call: Call): call is Extract<Call, readonly [unknown, () => unknown, ...unknown[]]> {
  return typeof call[1] === "function";
}

function isServer(value: unknown): value is ServerModules {
  return typeof value === "object" && value !== null && "typescript" in value;
}

function isProgram(value: unknown): value is ts.Program {
  return typeof value === "object" && value !== null && "getTypeChecker" in value;
}

function hasCompiler(value: unknown): value is SourceTransformerExtras {
  return typeof value === "object" && value !== null && "ts" in value;
}

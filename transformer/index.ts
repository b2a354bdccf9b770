import type ts from "typescript";
import { extendProgram } from "./hosts/program.js";
import { createServerPlugin, type ServerPlugin } from "./hosts/server.js";
import { createSourceTransformer, type SourceTransformerExtras } from "./hosts/source.js";
import { readSettings } from "./settings.js";

type TS = typeof ts;

/** What a language server's plugin gets. */
interface ServerModules {
  readonly typescript: TS;
}

type Call =
  | readonly [modules: ServerModules]
  | readonly [program: ts.Program, host: ts.CompilerHost | undefined, config: unknown, extras: { readonly ts: TS }]
  | readonly [program: ts.Program, config: unknown, extras: SourceTransformerExtras];

/**
 * The plugin of tsconfig's `plugins`. Hosts call it each in its own way, and are told apart by what they pass:
 * ts-patch as a program transformer, ts-patch and others as a source transformer, and the language server.
 *
 * @throws {Error} naming the plugin line to write, when called in none of these ways; naming the setting, when one of
 * the plugin line has a wrong value.
 */
export default function tscached(...call: Call): ts.Program | ts.TransformerFactory<ts.SourceFile> | ServerPlugin {
  const [first] = call;
  if (isServer(first)) return createServerPlugin(first.typescript);
  if (call.length === 4 && isProgram(first)) return extendProgram(call[3].ts, first, call[1], readSettings(call[2]));
  if (call.length === 3 && isProgram(first) && hasCompiler(call[2])) {
    return createSourceTransformer(first, readSettings(call[1]), call[2]);
  }
  throw new Error(
    "tscached: the plugin was called in an unknown way. Write this line under compilerOptions.plugins of tsconfig.json, " +
      'and build with tspc: { "name": "tscached/transformer", "transform": "tscached/transformer", "transformProgram": true }',
  );
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

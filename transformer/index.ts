import type ts from "typescript";
import { findLoadedCompiler } from "./hosts/loaded-compiler.js";
import { callError } from "./hosts/plugin-line.js";
import { extendProgram } from "./hosts/program.js";
import { createServerPlugin, type ServerPlugin } from "./hosts/server.js";
import { createDeafTransformer, createSourceTransformer, type SourceTransformerExtras } from "./hosts/source.js";
import { jestTransformer } from "./hosts/ts-jest.js";
import { createLoaderTransformers } from "./hosts/ts-loader.js";
import { readSettings, type PluginSettings } from "./settings.js";

type TS = typeof ts;

/** What a language server's plugin gets. */
interface ServerModules {
  readonly typescript: TS;
}

type Call =
  | readonly [modules: ServerModules]
  | readonly [program: ts.Program, host: ts.CompilerHost | undefined, config: unknown, extras: { readonly ts: TS }]
  | readonly [program: ts.Program, config: unknown, extras: SourceTransformerExtras]
  | readonly [program: ts.Program, config?: unknown]
  | readonly [context: ts.TransformationContext, program: ts.Program, config?: unknown]
  | readonly [program: ts.Program | undefined, getProgram: () => ts.Program | undefined, settings?: LoaderSettings];

/** What may be set where ts-loader calls us by a function of the project's own. */
type LoaderSettings = Partial<PluginSettings> & { readonly ts?: TS };

type Result =
  | ServerPlugin
  | ts.Program
  | ts.TransformerFactory<ts.SourceFile>
  | ts.Transformer<ts.SourceFile>
  | ts.CustomTransformers;

/**
 * The plugin of tsconfig's `plugins`. Hosts call it each in its own way, and are told apart by what they pass: ts-patch
 * as a program transformer, ts-patch and others as a source transformer (`"type": "program"`, which is the default, and
 * `"raw"`), the language server, and ts-loader, whose `getCustomTransformers` it is. ts-jest takes `name`, `version` and
 * `factory` of it.
 *
 * @throws {Error} naming the plugin line to write, when called in none of these ways; naming the setting, when one of
 * the plugin line has a wrong value.
 */
export default function tscached(...call: Call): Result {
  const [first, second, third] = call;
  if (isServer(first)) return createServerPlugin(first.typescript);
  if (isOfLoader(call)) {
    const [, getProgram, { ts: host, ...settings } = {}] = call;
    return createLoaderTransformers(getProgram, readSettings(settings), host);
  }
  if (isProgram(first)) {
    if (call.length === 4) return extendProgram(call[3].ts, first, call[1], readSettings(call[2]));
    if (hasCompiler(third)) return createSourceTransformer(first, readSettings(second), third);
    if (call.length <= 2) {
      const settings = readSettings(second);
      return (context: ts.TransformationContext) =>
        createDeafTransformer(compilerOf(context), first, settings, true)(context);
    }
  }
  if (isContext(first) && isProgram(second)) {
    return createDeafTransformer(compilerOf(first), second, readSettings(third), true)(first);
  }
  throw callError(complaint(call));
}

/** The compiler that runs us, where the call doesn't pass it. */
function compilerOf(context: ts.TransformationContext): TS {
  const found = findLoadedCompiler(context);
  if (found === undefined) throw callError("this host doesn't say which TypeScript it runs.");
  return found;
}

/** The plugin types whose calls say too little, each by what it passes first. */
const REFUSED = [
  ["ls", "getCompletionsAtPosition"],
  ["checker", "getTypeAtLocation"],
] as const;

function complaint(call: readonly unknown[]): string {
  const [first] = call;
  const type = REFUSED.find(([, method]) => isObjectWith(first, method))?.[0] ?? typeOfPlain(call);
  if (type === undefined) return "the plugin was called in an unknown way.";
  return `the plugin line says "type": "${type}", by which a plugin doesn't see the program that it is to compile.`;
}

/** The config alone, or the compiler's options and the config. */
function typeOfPlain(call: readonly unknown[]): "config" | "compilerOptions" | undefined {
  const isPlain = call.every((value) => typeof value === "object" && value !== null);
  if (!isPlain) return undefined;
  return call.length === 1 ? "config" : call.length === 2 ? "compilerOptions" : undefined;
}

Object.defineProperties(tscached, Object.getOwnPropertyDescriptors(jestTransformer));

function isOfLoader(call: Call): call is Extract<Call, readonly [unknown, () => unknown, ...unknown[]]> {
  return typeof call[1] === "function";
}

function isServer(value: unknown): value is ServerModules {
  return isObjectWith(value, "typescript");
}

function isProgram(value: unknown): value is ts.Program {
  return isObjectWith(value, "getTypeChecker");
}

function isContext(value: unknown): value is ts.TransformationContext {
  return isObjectWith(value, "hoistFunctionDeclaration");
}

function hasCompiler(value: unknown): value is SourceTransformerExtras {
  return isObjectWith(value, "ts");
}

function isObjectWith(value: unknown, property: string): boolean {
  return typeof value === "object" && value !== null && property in value;
}

import { join } from "node:path";
import ts from "typescript";
import * as api from "../../runtime/index.js";
import * as internal from "../../runtime/internal.js";
import { extendProgram } from "../../transformer/hosts/program.js";
import { readSettings } from "../../transformer/settings.js";
import { FORMS, inForm, nameOf, type Form } from "./form.js";

type AnyFunction = (...args: never[]) => unknown;

/** What a module exports: functions as they are when they are sync. */
export type Exports = Readonly<Record<string, AnyFunction>>;

/** A compiled module that was loaded. */
interface Loaded<E extends Exports> {
  /** Its functions, as the program has them. */
  readonly fns: E;
  /** The same, called so that every form answers like an async one. */
  readonly call: {
    readonly [Name in keyof E]: (...args: Parameters<E[Name]>) => Promise<Awaited<ReturnType<E[Name]>>>;
  };
}

/** A module that was compiled in several forms. */
export interface Program<E extends Exports> {
  /**
   * Runs the module once more, with caches of its own.
   *
   * @param globals what it finds under the names that it declares
   */
  load(form: Form, globals?: Readonly<Record<string, unknown>>): Loaded<E>;
}

/** Inside the package, so that the files are found to belong to one. */
const FOLDER = join(__dirname, "virtual");

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  skipLibCheck: true,
  lib: ["lib.es2023.d.ts"],
  types: [],
};

/**
 * Compiles a module with the transformer, in each of the forms.
 *
 * @param source the module, written as async data; see {@link inForm}
 * @param types packages whose global types it uses
 * @throws if the compiler reports anything, the transformer's warnings among it
 */
export function compile<E extends Exports>(
  source: string,
  forms: readonly (readonly [string, Form])[] = FORMS,
  types: readonly string[] = [],
): Program<E> {
  const sources = new Map(forms.map(([name, form]) => [fileOf(name), inForm(source, form)]));
  const emitted = emit(sources, { ...OPTIONS, types: [...types] });
  return {
    load(form, globals = {}) {
      const code = emitted.get(fileOf(nameOf(form)).replace(/ts$/, "js"));
      if (code === undefined) throw new Error(`not compiled as ${nameOf(form)}`);
      const fns = evaluate(code, globals);
      return { fns: fns as E, call: promising(fns) as Loaded<E>["call"] };
    },
  };
}

function emit(sources: ReadonlyMap<string, string>, options: ts.CompilerOptions): Map<string, string> {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) => {
    const text = sources.get(path);
    if (text === undefined) return getSourceFile.call(host, path, ...rest);
    return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  extendProgram(ts, program, host, readSettings({}), (warning) => {
    throw new Error(ts.formatDiagnostic(warning, host));
  });
  const diagnostics = ts.getPreEmitDiagnostics(program);
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
  const emitted = new Map<string, string>();
  program.emit(undefined, (path, text) => emitted.set(path, text));
  return emitted;
}

function evaluate(code: string, globals: Readonly<Record<string, unknown>>): Exports {
  const exports: Record<string, AnyFunction> = {};
  const modules: Readonly<Record<string, unknown>> = { tscached: api, "tscached/internal": internal };
  // Versions are asked for too, and there are none.
  const require = (name: string): unknown => modules[name] ?? {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function("exports", "require", ...Object.keys(globals), code)(exports, require, ...Object.values(globals));
  return exports;
}

function promising(fns: Exports): Exports {
  const called = Object.entries(fns).map(([name, fn]) => [name, async (...args: never[]) => await fn(...args)]);
  return Object.fromEntries(called) as Exports;
}

function fileOf(name: string): string {
  return join(FOLDER, `${name.replace(" ", "-")}.ts`);
}

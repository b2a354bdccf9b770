import { join } from "node:path";
import ts from "typescript";
import type { CompletionView, FileView } from "../../editor/view.js";
import type { Compiler } from "../../transformer/compiler/adapter.js";
import { createTypeScriptCompiler } from "../../transformer/compiler/typescript.js";
import { createSession } from "../../transformer/hosts/session.js";
import { readSettings } from "../../transformer/settings.js";

type TS = typeof ts;

const FOLDER = join(__dirname, "virtual");

/** What one compiler's views share: the libraries, parsed once. */
const registries = new Map<TS, ts.DocumentRegistry>();

function registryOf(host: TS): ts.DocumentRegistry {
  const registry = registries.get(host) ?? host.createDocumentRegistry();
  registries.set(host, registry);
  return registry;
}

function optionsOf(host: TS): ts.CompilerOptions {
  const { Bundler, Node10 } = host.ModuleResolutionKind as Partial<typeof ts.ModuleResolutionKind>;
  return {
    target: host.ScriptTarget.ES2022,
    module: host.ModuleKind.ESNext,
    // TypeScript 4.9 knows the one by another name, and not the other.
    moduleResolution: Bundler ?? Node10 ?? 2,
    strict: true,
    types: [],
    lib: [host.version.startsWith("4.") ? "lib.es2022.d.ts" : "lib.es2023.d.ts"],
  };
}

type ProgramView = Omit<CompletionView, "compiler">;

function programView(text: string, others: Readonly<Record<string, string>>, host: TS): ProgramView {
  const files = new Map(Object.entries({ "a.ts": text, ...others }).map(([name, its]) => [join(FOLDER, name), its]));
  const options = optionsOf(host);
  const service = host.createLanguageService(
    {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...files.keys()],
      getScriptVersion: (path) => files.get(path) ?? "1",
      getScriptSnapshot: (path) => {
        const its = files.get(path) ?? host.sys.readFile(path);
        return its === undefined ? undefined : host.ScriptSnapshot.fromString(its);
      },
      getCurrentDirectory: () => FOLDER,
      getDefaultLibFileName: host.getDefaultLibFilePath,
      fileExists: (path) => files.has(path) || host.sys.fileExists(path),
      readFile: (path) => files.get(path) ?? host.sys.readFile(path),
    },
    registryOf(host),
  );
  const program = service.getProgram();
  const file = program?.getSourceFile(join(FOLDER, "a.ts"));
  if (program === undefined || file === undefined) throw new Error("there is no a.ts");
  return { host, program, service, file };
}

/**
 * The view of `a.ts` in a language service over files that are only in memory.
 *
 * @param others the other files, by name
 * @param host the compiler to see it with
 */
export function viewOf(text: string, others: Readonly<Record<string, string>> = {}, host: TS = ts): FileView {
  const view = programView(text, others, host);
  const facts = createSession(host, view.program, readSettings({})).facts(view.file);
  if (facts === undefined) throw new Error("a.ts has no tags");
  return { ...view, ...facts };
}

/** {@link viewOf}, for a file that needn't have tags, or be finished. */
export function completionViewOf(
  text: string,
  others: Readonly<Record<string, string>> = {},
  host: TS = ts,
): CompletionView {
  const view = programView(text, others, host);
  let compiler: Compiler | undefined;
  return { ...view, compiler: () => (compiler ??= createTypeScriptCompiler(host, view.program)) };
}

/** A text without the only `|` in it, and where that was. */
export function marked(text: string): { readonly text: string; readonly position: number } {
  const [before = "", after, ...others] = text.split("|");
  if (after === undefined || others.length > 0) throw new Error(`one "|" expected: ${text}`);
  return { text: before + after, position: before.length };
}

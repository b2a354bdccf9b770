import type ts from "typescript";
import type { EmitOptions } from "../../compiler/emit-options.js";
import { quoted } from "./kinds.js";

/** What JSX is compiled to: calls into a module, or of names in scope. */
export interface JsxUse {
  readonly text: string;
  readonly module: string | undefined;
  /** The variables that the factories are, or are properties of. */
  readonly names: readonly string[];
}

/** What an element in a file is compiled to, by the options and by the file's own pragmas. */
export function jsxUse(options: EmitOptions, file: ts.SourceFile, isFragment: boolean): JsxUse {
  const pragma = (name: string): string | undefined => new RegExp(`@${name}\\s+(\\S+)`).exec(head(file))?.[1];
  const source = pragma("jsxImportSource");
  const factory = pragma("jsx") ?? options.jsxFactory;
  const fragment = pragma("jsxFrag") ?? options.jsxFragmentFactory;
  if (options.jsxModule !== undefined) {
    const module = source === undefined ? options.jsxModule : options.jsxModule.replace(/.*(?=\/jsx-)/, source);
    return { text: `jsx${quoted(module)}`, module, names: [] };
  }
  const factories = isFragment ? [factory, fragment] : [factory];
  const names = [...new Set(factories.map((called) => called.replace(/\..*/s, "")))];
  return { text: `jsx${factories.map(quoted).join("")}`, module: undefined, names };
}

/** What stands before the first statement, where pragmas are read. */
function head(file: ts.SourceFile): string {
  const [first] = file.statements;
  return first === undefined ? "" : file.text.slice(0, first.getStart(file));
}

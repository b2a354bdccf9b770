import type ts from "typescript";

type TS = typeof ts;

/** Whether the compiler reports a parameter of a file that has no type, and nothing in the file may hide that. */
export function reportsImplicitAny(host: TS, options: ts.CompilerOptions, { fileName, text }: ts.SourceFile): boolean {
  // `strict` is on by default since TypeScript 6.
  const isAsked = options.noImplicitAny ?? options.strict ?? Number.parseInt(host.version) >= 6;
  // Since TypeScript 5.6.
  const { noCheck } = options as { readonly noCheck?: boolean };
  const isChecked = noCheck !== true && (!/\.[cm]?jsx?$/.test(fileName) || options.checkJs === true);
  return isAsked && isChecked && !/@ts-(?:nocheck|ignore|expect-error)\b/.test(text);
}

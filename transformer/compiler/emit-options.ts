import type ts from "typescript";

type TS = typeof ts;

/** The compiler options that change what code does, each for the code that it is about. */
export interface EmitOptions {
  /** How the fields of a class come into being. */
  readonly fields: string;
  readonly decorators: string;
  /** Whether decorators see the types of what they decorate. */
  readonly typesOfDecorated: boolean;
  /** How JSX is compiled. */
  readonly jsx: string;
  /** The module that JSX comes from; undefined where it goes by a name in scope. */
  readonly jsxModule: string | undefined;
  /** The names in scope that JSX goes by. */
  readonly jsxFactory: string;
  readonly jsxFragmentFactory: string;
}

export function readEmitOptions(host: TS, options: ts.CompilerOptions): EmitOptions {
  const { jsx, jsxImportSource = "react", reactNamespace = "React" } = options;
  const { jsxFactory = `${reactNamespace}.createElement`, jsxFragmentFactory = "React.Fragment" } = options;
  const { ReactJSX, ReactJSXDev } = host.JsxEmit;
  const fromModule = jsx === ReactJSX || jsx === ReactJSXDev;
  return {
    fields: definesFields(host, options) ? "define" : "assign",
    decorators: [options.experimentalDecorators === true, options.emitDecoratorMetadata === true].join(),
    typesOfDecorated: options.emitDecoratorMetadata === true,
    jsx: [jsx === undefined ? "" : host.JsxEmit[jsx], fromModule ? jsxImportSource : jsxFactory].join(),
    jsxModule: fromModule ? `${jsxImportSource}/jsx-${jsx === ReactJSX ? "" : "dev-"}runtime` : undefined,
    jsxFactory,
    jsxFragmentFactory,
  };
}

/** Whether a field is defined as such, rather than assigned. */
export function definesFields(host: TS, options: ts.CompilerOptions): boolean {
  return options.useDefineForClassFields ?? keepsFields(host, options);
}

/** Whether classes are written with fields. By default it goes by the target, whose own default differs between versions. */
export function keepsFields(host: TS, options: ts.CompilerOptions): boolean {
  const { getEmitScriptTarget } = host as { getEmitScriptTarget?: (options: ts.CompilerOptions) => ts.ScriptTarget };
  const emitted = options.target ?? getEmitScriptTarget?.(options);
  return emitted !== undefined && emitted >= host.ScriptTarget.ES2022;
}

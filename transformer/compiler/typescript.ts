import type ts from "typescript";
import type { Compiler, FunctionNode, Referent, Signature, TypeRef } from "./adapter.js";
import { createPlaces, type FileSystem } from "./places.js";
import { createShapes } from "./shapes.js";

type TS = typeof ts;

/** The adapter for a TypeScript compiler in this process, through the host's own instance. */
export function createTypeScriptCompiler(host: TS, program: ts.Program): Compiler {
  const checker = program.getTypeChecker();
  const shapes = createShapes(host, program, checker);
  const fileSystem: FileSystem = {
    readFile: (path) => host.sys.readFile(path),
    root: program.getCurrentDirectory(),
  };

  return {
    syntax: host,
    resolve: (identifier) => resolve(host, checker, identifier),
    typeOf: (node) => asRef(checker.getTypeAtLocation(node)),
    signatures: (fn) => signatures(host, checker, fn),
    shapes: (types) => types.map((type) => shapes(type as unknown as ts.Type)),
    placeOf: createPlaces(fileSystem),
    moduleFormat: (file) => moduleFormat(host, program, file),
  };
}

function asRef(type: ts.Type): TypeRef {
  return type as unknown as TypeRef;
}

function resolve(host: TS, checker: ts.TypeChecker, identifier: ts.Identifier): Referent | undefined {
  const { parent } = identifier;
  const symbol =
    host.isShorthandPropertyAssignment(parent) && parent.name === identifier
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : checker.getSymbolAtLocation(identifier);
  if (symbol === undefined) return undefined;
  const imported = (symbol.flags & host.SymbolFlags.Alias) !== 0;
  const target = imported ? checker.getAliasedSymbol(symbol) : symbol;
  return { identity: target, declarations: target.declarations ?? [], imported };
}

function signatures(host: TS, checker: ts.TypeChecker, fn: FunctionNode): Signature[] {
  const own = checker.getSignatureFromDeclaration(fn);
  const symbol = fn.name === undefined ? undefined : checker.getSymbolAtLocation(fn.name);
  const overloads = (symbol?.declarations ?? [])
    .filter((declaration): declaration is ts.FunctionDeclaration => host.isFunctionDeclaration(declaration))
    .filter((declaration) => declaration.body === undefined)
    .map((declaration) => checker.getSignatureFromDeclaration(declaration));
  const callable = overloads.length > 0 ? overloads : [own];
  return callable
    .filter((signature) => signature !== undefined)
    .map((signature) => ({
      parameters: signature.parameters.map((parameter) => asRef(checker.getTypeOfSymbolAtLocation(parameter, fn))),
      rest: takesRest(host, signature),
      result: asRef(checker.getReturnTypeOfSignature(signature)),
    }));
}

function takesRest(host: TS, signature: ts.Signature): boolean {
  const last = signature.declaration?.parameters.at(-1);
  return last !== undefined && host.isParameter(last) && last.dotDotDotToken !== undefined;
}

function moduleFormat(host: TS, program: ts.Program, file: ts.SourceFile): "esm" | "commonjs" | "script" {
  if (!host.isExternalModule(file)) return "script";
  // Since TypeScript 5.6; it knows every combination of file name, package.json and options.
  const { getEmitModuleFormatOfFile } = program as {
    getEmitModuleFormatOfFile?: (file: ts.SourceFile) => ts.ModuleKind;
  };
  if (getEmitModuleFormatOfFile !== undefined) {
    return getEmitModuleFormatOfFile(file) === host.ModuleKind.CommonJS ? "commonjs" : "esm";
  }
  const { module = host.ModuleKind.CommonJS } = program.getCompilerOptions();
  if (module === host.ModuleKind.CommonJS) return "commonjs";
  const nodeLike = module >= host.ModuleKind.Node16 && module <= host.ModuleKind.NodeNext;
  return nodeLike && file.impliedNodeFormat === host.ModuleKind.CommonJS ? "commonjs" : "esm";
}

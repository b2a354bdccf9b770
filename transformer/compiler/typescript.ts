import type ts from "typescript";
import type { Compiler, FunctionNode, Referent, Signature, TypeRef } from "./adapter.js";
import { createDisk } from "./disk.js";
import { readEmitOptions } from "./emit-options.js";
import { reportsImplicitAny } from "./implicit-any.js";
import { importFormat } from "./module-format.js";
import { createModules } from "./modules.js";
import { createProperties } from "./properties.js";
import { receiverType } from "./receiver.js";
import { outputsOf, referencedProjects } from "./references.js";
import { createCodecs } from "./codecs.js";
import { createShapes } from "./shapes.js";

type TS = typeof ts;

/** The adapter for a TypeScript compiler in this process, through the host's own instance. */
export function createTypeScriptCompiler(host: TS, program: ts.Program): Compiler {
  const checker = program.getTypeChecker();
  const disk = createDisk(host, program.getCurrentDirectory());
  const isOurs = (file: ts.SourceFile): boolean =>
    file.isDeclarationFile && disk.placeOf(file).packageName === "tscached";
  const shapes = createShapes(host, program, checker, isOurs, createCodecs(host, program, checker, isOurs));
  const property = createProperties(host, checker);
  let last: { readonly fn: FunctionNode; readonly signatures: readonly Signature[] } | undefined;
  let outputs: ReturnType<typeof outputsOf> | undefined;

  return {
    syntax: host,
    resolve: (identifier) => resolve(host, checker, identifier),
    resolveName: (name, at) => {
      const { Value, Alias } = host.SymbolFlags;
      const symbol = checker.getSymbolsInScope(at, Value | Alias).find((found) => found.name === name);
      return symbol && toReferent(host, checker, checker.getExportSymbolOfSymbol(symbol));
    },
    member: (name) => {
      const symbol = checker.getSymbolAtLocation(name);
      return symbol && toReferent(host, checker, symbol);
    },
    enumValue: (member) => checker.getConstantValue(member),
    exportsOf: (module) => exportsOf(host, checker, module),
    typeOf: (node) => asRef(checker.getTypeAtLocation(node)),
    signatures: (fn) => {
      // Asked for twice in a row, for the key and for the result.
      if (last?.fn !== fn) last = { fn, signatures: signatures(host, checker, fn) };
      return last.signatures;
    },
    receiverType: (fn) => {
      const type = receiverType(host, checker, fn);
      return type && asRef(type);
    },
    property: (type, step) => property(type as unknown as ts.Type, step),
    shapes: (types) => types.map((type) => shapes(type as unknown as ts.Type)),
    isOwnFile: (file) => isOwnFile(program, file),
    originOf: (file) => {
      if (program.isSourceFileDefaultLibrary(file)) return "library";
      return file.fileName.includes("/node_modules/") ? "package" : "project";
    },
    outputOf: (types) => (outputs ??= outputsOf(referencedProjects(host, program))).get(types),
    disk,
    modules: createModules(host, program, (symbol) => toReferent(host, checker, symbol)),
    emitOptions: readEmitOptions(host, program.getCompilerOptions()),
    reportsImplicitAny: (file) => reportsImplicitAny(host, program.getCompilerOptions(), file),
    moduleFormat: (file) => importFormat(host, program, file),
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
  return symbol && toReferent(host, checker, symbol);
}

function toReferent(host: TS, checker: ts.TypeChecker, symbol: ts.Symbol): Referent {
  const imported = (symbol.flags & host.SymbolFlags.Alias) !== 0;
  const target = imported ? checker.getAliasedSymbol(symbol) : symbol;
  const alias = imported ? symbol.declarations?.[0] : undefined;
  return { identity: target, declarations: target.declarations ?? [], imported, alias };
}

function exportsOf(host: TS, checker: ts.TypeChecker, module: Referent): Map<string, Referent> {
  const exported = checker.getExportsOfModule(module.identity as ts.Symbol);
  return new Map(exported.map((symbol) => [symbol.name, toReferent(host, checker, symbol)]));
}

function isOwnFile(program: ts.Program, file: ts.SourceFile): boolean {
  if (program.isSourceFileDefaultLibrary(file) || program.isSourceFileFromExternalLibrary(file)) return false;
  return !file.fileName.includes("/node_modules/");
}

function signatures(host: TS, checker: ts.TypeChecker, fn: FunctionNode): Signature[] {
  const own = checker.getSignatureFromDeclaration(fn);
  const symbol = fn.name === undefined ? undefined : checker.getSymbolAtLocation(fn.name);
  const overloads = (symbol?.declarations ?? [])
    .filter((declaration) => host.isFunctionDeclaration(declaration) || host.isMethodDeclaration(declaration))
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

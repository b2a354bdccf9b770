import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import { accessedName } from "../functions/access.js";
import { isModule } from "../functions/declarations.js";
import { unwrap } from "../functions/unwrap.js";
import { isReference } from "../functions/walk.js";

/** Answers what names and accesses stand for, and asks the compiler once for each. */
export interface Resolver {
  resolve(name: ts.Identifier): Referent | undefined;
  /** What a property access reads, as far as types tell. */
  member(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): Referent | undefined;
  /** What a module or namespace exports, by name. */
  exportsOf(module: Referent): ReadonlyMap<string, Referent>;
  /** The module or namespace of the project that an expression stands for. */
  module(expression: ts.Node): Referent | undefined;
  /** What an access reads of such a module. */
  memberOfModule(access: ts.Node): Referent | undefined;
  /** Forgets the names in code that is gone through; all the names of a program take more room than asking again. */
  forget(): void;
}

export function createResolver(compiler: Compiler): Resolver {
  const { syntax } = compiler;
  const { SyntaxKind } = syntax;
  const names = new Map<ts.Node, Referent | undefined>();
  const members = new Map<ts.Node, Referent | undefined>();
  const exported = new Map<object, ReadonlyMap<string, Referent>>();
  return { resolve, member, exportsOf, module, memberOfModule, forget };

  function forget(): void {
    names.clear();
    members.clear();
  }

  function resolve(name: ts.Identifier): Referent | undefined {
    return once(names, name, () => compiler.resolve(name));
  }

  function member(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): Referent | undefined {
    return once(members, access, () => {
      if (syntax.isPropertyAccessExpression(access)) return compiler.member(access.name);
      const literal = unwrap(syntax, access.argumentExpression);
      return syntax.isStringLiteralLike(literal) ? compiler.member(literal) : undefined;
    });
  }

  function exportsOf(of: Referent): ReadonlyMap<string, Referent> {
    const found = exported.get(of.identity) ?? compiler.exportsOf(of);
    exported.set(of.identity, found);
    return found;
  }

  function module(expression: ts.Node): Referent | undefined {
    const node = unwrap(syntax, expression as ts.Expression);
    const found = moduleAt(node);
    return found !== undefined && isProjectModule(found) ? found : undefined;
  }

  function moduleAt(node: ts.Expression): Referent | undefined {
    if (syntax.isIdentifier(node)) return isReference(syntax, node) ? resolve(node) : undefined;
    if (node.kind !== SyntaxKind.AwaitExpression) return read(node);
    const awaited = unwrap(syntax, (node as ts.AwaitExpression).expression);
    const specifier = importedBy(awaited);
    return specifier && compiler.modules.named(specifier);
  }

  /** The literal in `import("…")`. */
  function importedBy(node: ts.Expression): ts.StringLiteralLike | undefined {
    if (!syntax.isCallExpression(node) || node.expression.kind !== SyntaxKind.ImportKeyword) return undefined;
    const [specifier] = node.arguments;
    return specifier !== undefined && syntax.isStringLiteralLike(specifier) ? specifier : undefined;
  }

  function memberOfModule(access: ts.Node): Referent | undefined {
    const found = read(access);
    return found === undefined || isModule(syntax, found.declarations) ? undefined : found;
  }

  /** What an access reads of a module: another module perhaps. */
  function read(node: ts.Node): Referent | undefined {
    const name = accessedName(syntax, node);
    const around = name === undefined ? undefined : module((node as ts.PropertyAccessExpression).expression);
    const found = around && exportsOf(around).get(name ?? "");
    if (found === undefined || found.declarations.length === 0) return undefined;
    // What merges with a class has its static members as well.
    const isMember = (node: ts.Node): boolean => !syntax.isSourceFile(node) && syntax.isClassLike(node.parent);
    return found.declarations.some(isMember) ? undefined : found;
  }

  function isProjectModule({ declarations }: Referent): boolean {
    return declarations.some((node) => {
      // `declare module "name"` only says what is elsewhere.
      if (!isModule(syntax, [node]) || (syntax.isModuleDeclaration(node) && syntax.isStringLiteral(node.name))) {
        return false;
      }
      const file = node.getSourceFile();
      return !file.isDeclarationFile && !file.fileName.endsWith(".json") && compiler.originOf(file) === "project";
    });
  }
}

function once<K, V>(known: Map<K, V>, key: K, find: () => V): V {
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as V;
  const found = find();
  known.set(key, found);
  return found;
}

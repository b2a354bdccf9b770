import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import { accessedName } from "./access.js";
import { outermost } from "./unwrap.js";
import { isConstant, isModule, isVariable, type VariableNode } from "./declarations.js";

/** What is read of a module or namespace, by a name that stands there. */
export interface Member {
  readonly referent: Referent;
  /** The names on the way: `inner`, `counter`. */
  readonly names: readonly string[];
  /** The expression that gives it; undefined where a pattern takes the module apart. */
  readonly node: ts.Node | undefined;
}

/**
 * What is used of a module or namespace that a name stands for: the members that are read of it, or all of them where
 * it is handed on.
 */
export function membersOf(compiler: Compiler, name: ts.Identifier, module: Referent): Member[] | "all" {
  return follow(compiler, { node: name, module, names: [] });
}

/** The variables of a module or namespace that may change, those of its namespaces included. */
export function changingVariables(compiler: Compiler, module: Referent, seen = new Set<object>()): VariableNode[] {
  const { syntax } = compiler;
  if (seen.has(module.identity)) return [];
  seen.add(module.identity);
  return [...compiler.exportsOf(module).values()].flatMap((member) => {
    const [declaration] = member.declarations;
    if (declaration === undefined || !compiler.isOwnFile(declaration.getSourceFile())) return [];
    if (isModule(syntax, member.declarations)) return changingVariables(compiler, member, seen);
    return isVariable(syntax, declaration) && !isConstant(syntax, declaration) ? [declaration] : [];
  });
}

interface Place {
  readonly node: ts.Node;
  readonly module: Referent;
  readonly names: readonly string[];
}

function follow(compiler: Compiler, { node: start, module, names }: Place): Member[] | "all" {
  const { syntax } = compiler;
  const node = outermost(syntax, start);
  const { parent } = node;
  if (
    syntax.isVariableDeclaration(parent) &&
    parent.initializer === node &&
    syntax.isObjectBindingPattern(parent.name)
  ) {
    return ofPattern(compiler, parent.name, { node, module, names });
  }
  const name = memberName(compiler, node);
  const referent = name === undefined ? undefined : compiler.exportsOf(module).get(name);
  if (name === undefined || referent === undefined) return "all";
  const inner = { node: parent, module: referent, names: [...names, name] };
  if (isModule(syntax, referent.declarations) && referent.declarations.length > 0) return follow(compiler, inner);
  return [{ referent, names: inner.names, node: parent }];
}

function ofPattern(compiler: Compiler, pattern: ts.ObjectBindingPattern, { module, names }: Place): Member[] | "all" {
  const { syntax } = compiler;
  const exported = compiler.exportsOf(module);
  const members: Member[] = [];
  for (const { dotDotDotToken, propertyName, name } of pattern.elements) {
    const property = propertyName ?? name;
    const isNamed = syntax.isIdentifier(property) || syntax.isStringLiteral(property);
    const referent = isNamed ? exported.get(property.text) : undefined;
    if (dotDotDotToken !== undefined || !isNamed || referent === undefined) return "all";
    members.push({ referent, names: [...names, property.text], node: undefined });
  }
  return members;
}

function memberName(compiler: Compiler, node: ts.Node): string | undefined {
  const { syntax } = compiler;
  const { parent } = node;
  return (parent as ts.PropertyAccessExpression).expression === node ? accessedName(syntax, parent) : undefined;
}

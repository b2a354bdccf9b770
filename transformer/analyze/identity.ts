import type ts from "typescript";
import type { Syntax } from "../compiler/adapter.js";
import type { Target } from "./functions/target.js";

/** The function's name for people: its own, or `default`. */
export function displayName({ name }: Target): string {
  return name?.text ?? "default";
}

/** The name with those of the functions, classes and namespaces around it: `outer.inner`. */
export function qualifiedName(syntax: Syntax, target: Target): string {
  const names = [displayName(target)];
  for (let node: ts.Node = outermost(syntax, target); !syntax.isSourceFile(node.parent); node = node.parent) {
    const around = scopeName(syntax, node.parent);
    if (around !== undefined) names.unshift(around);
  }
  return names.join(".");
}

/** Tells functions of one name in one file apart, in the order of the source. */
export function createNumbering(): (name: string) => string {
  const uses = new Map<string, number>();
  return (name) => {
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    return use === 1 ? name : `${name}~${use}`;
  };
}

/** The whole declaration, whose own name is counted already. */
function outermost(syntax: Syntax, { fn, form }: Target): ts.Node {
  if (form !== "constant") return fn;
  let node: ts.Node = fn;
  while (!syntax.isVariableDeclaration(node)) node = node.parent;
  return node;
}

function scopeName(syntax: Syntax, node: ts.Node): string | undefined {
  if (syntax.isVariableDeclaration(node)) return syntax.isIdentifier(node.name) ? node.name.text : undefined;
  if (!syntax.isFunctionLike(node) && !syntax.isClassLike(node) && !syntax.isModuleDeclaration(node)) return undefined;
  const name = (node as { name?: ts.Node }).name;
  if (name !== undefined) return name.getText();
  // A function that a constant holds goes by the constant's name.
  return syntax.isVariableDeclaration(node.parent) ? undefined : "<anonymous>";
}

import type ts from "typescript";
import type { Compiler, FunctionNode, Signature, Syntax, TypeRef } from "../../compiler/adapter.js";
import { bindingNames } from "../functions/bindings.js";
import { wholeDeclaration } from "../functions/declarations.js";
import { referencesTo } from "../functions/names.js";
import { isWrapper } from "../functions/unwrap.js";
import { readsOfConstants } from "./aliases.js";
import { areArrays, isFlat } from "./flat.js";
import { leafOf } from "./paths.js";
import type { Sliced } from "./slices.js";
import { usesOf, type Use, type UseContext } from "./uses.js";

/** A name that a parameter binds: the parameter itself, or one of those in its pattern. */
export interface BoundName extends Sliced {
  readonly name: ts.Identifier;
}

/** Every name that a function's parameters bind, with its types and uses. */
export function boundNames(compiler: Compiler, fn: FunctionNode): BoundName[] {
  const bound = typedNames(compiler, fn).map((entry) => ({ ...entry, uses: [] as Use[] }));
  collectUses(compiler, fn, bound);
  return bound;
}

/** Every name that a function's parameters bind, with its types. A `this` parameter is only a type. */
export function typedNames(compiler: Compiler, fn: FunctionNode): Omit<BoundName, "uses">[] {
  const { syntax } = compiler;
  const signatures = compiler.signatures(fn);
  const parameters = fn.parameters.filter(({ name }) => !syntax.isIdentifier(name) || name.text !== "this");
  return parameters.flatMap((parameter, index) =>
    [...bindingNames(syntax, parameter.name)].map((name) => ({
      name,
      types: typesOf(compiler, parameter, name, signatures, index),
      fresh: parameter.name === name && parameter.dotDotDotToken !== undefined,
    })),
  );
}

function collectUses(compiler: Compiler, fn: FunctionNode, bound: readonly (BoundName & { uses: Use[] })[]): void {
  const { syntax } = compiler;
  const byIdentity = new Map(bound.map((entry) => [compiler.resolve(entry.name)?.identity, entry]));
  for (const name of new Set(bound.map((entry) => entry.name.text))) {
    for (const node of referencesTo(syntax, name, fn)) {
      const referent = compiler.resolve(node);
      const entry = referent && byIdentity.get(referent.identity);
      if (entry === undefined) continue;
      entry.uses.push(...usesOf(useContext(compiler, entry), node));
      // A `var` or a function of the same name is the same variable.
      if ((referent?.declarations.length ?? 0) > 1) entry.uses.push({ path: [], how: "write", node });
    }
  }
}

/** What has to be known to tell how a parameter or variable is used. */
export function useContext(compiler: Compiler, { types, fresh }: Pick<Sliced, "types" | "fresh">): UseContext {
  return {
    syntax: compiler.syntax,
    isList: (path) =>
      (path.length === 0 && fresh === true) || isFlat(compiler, leafOf(compiler, types, path).types) === "list",
    isArray: (path) =>
      (path.length === 0 && fresh === true) || areArrays(compiler, leafOf(compiler, types, path).types),
    readsOf: readsOfConstants(compiler),
  };
}

/** The types that callers may pass: one for each overload, or the parameter's own. */
function typesOf(
  compiler: Compiler,
  parameter: ts.ParameterDeclaration,
  name: ts.Identifier,
  signatures: readonly Signature[],
  index: number,
): TypeRef[] {
  const own = compiler.typeOf(name);
  // What a pattern or a rest parameter binds corresponds to no single parameter of an overload.
  const comparable = parameter.name === name && parameter.dotDotDotToken === undefined;
  if (!comparable || signatures.length < 2 || signatures.some(({ rest }) => rest)) return [own];
  return signatures.map(({ parameters }) => parameters[index]).filter((type) => type !== undefined);
}

/** Whether the compiler reports a parameter for having no type, so that there is nothing left for us to say of it. */
export function isReportedUntyped(compiler: Compiler, name: ts.Identifier): boolean {
  const { syntax } = compiler;
  const parameter = wholeDeclaration(syntax, name.parent);
  if (!syntax.isParameter(parameter) || !compiler.reportsImplicitAny(name.getSourceFile())) return false;
  return parameter.type === undefined && parameter.initializer === undefined && !isContextual(syntax, parameter.parent);
}

/** Whether a function may take the types of its parameters from where it stands. */
function isContextual(syntax: Syntax, fn: ts.Node): boolean {
  let node = fn;
  for (; isWrapper(syntax, node.parent); node = node.parent) {
    if (node.parent.kind !== syntax.SyntaxKind.ParenthesizedExpression) return true;
  }
  const { parent } = node;
  if (syntax.isPropertyAssignment(parent) || syntax.isObjectLiteralExpression(parent)) return true;
  return (syntax.isVariableDeclaration(parent) || syntax.isPropertyDeclaration(parent)) && parent.type !== undefined;
}

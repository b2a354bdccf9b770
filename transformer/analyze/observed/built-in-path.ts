import type ts from "typescript";
import type { Compiler, Syntax } from "../../compiler/adapter.js";
import { accessedName } from "../functions/access.js";
import { isConstant } from "../functions/declarations.js";
import { isAmbient } from "../functions/initialised.js";
import { unwrap } from "../functions/unwrap.js";
import { isErased } from "../functions/walk.js";

/** Where names are looked up, and which constants of the project are followed to what they are made from. */
export interface Lookup {
  readonly compiler: Compiler;
  isFollowed(declaration: ts.Node): boolean;
}

/** Constants that name constants; more of them in a row are a circle. */
const LONGEST_WAY = 8;

/** What holds the globals. */
const GLOBAL_OBJECTS: readonly string[] = ["globalThis", "global", "window", "self"];

/** The same thing by another path. */
const SAME: ReadonlyMap<string, string> = new Map([
  ["process.process", "process"],
  ["perf_hooks.performance", "performance"],
  ["crypto.webcrypto", "crypto"],
]);

/**
 * What an expression, or an element of a pattern, stands for of what the language and Node.js provide: the path to it from a
 * global or a module, such as `Date.now`, `process.env` and `crypto.randomUUID`. Goes by what names refer to, so that what
 * the project calls by such a name isn't taken for it. Undefined for everything else.
 */
export function builtInPath(lookup: Lookup, node: ts.Node): string | undefined {
  return find(lookup, node, LONGEST_WAY);
}

/** The property that an element of a pattern takes; undefined if that is computed, or if it takes the rest of them. */
export function takenBy(syntax: Syntax, { dotDotDotToken, propertyName, name }: ts.BindingElement): string | undefined {
  const property = propertyName ?? name;
  if (dotDotDotToken !== undefined) return undefined;
  const value = syntax.isComputedPropertyName(property) ? unwrap(syntax, property.expression) : property;
  const isNamed = syntax.isStringLiteralLike(value) || (value === property && syntax.isIdentifier(value));
  return isNamed ? value.text : undefined;
}

/** The path to what an element of a pattern takes its property of. */
export function holderPath(lookup: Lookup, element: ts.BindingElement): string | undefined {
  return findHolder(lookup, element, LONGEST_WAY);
}

/** The only declaration of what a name refers to, if that is the project's own. */
export function ownDeclaration(compiler: Compiler, name: ts.Identifier): ts.Node | undefined {
  const [declaration, ...others] = compiler.resolve(name)?.declarations ?? [];
  return declaration !== undefined && others.length === 0 && isOwn(compiler, declaration) ? declaration : undefined;
}

function find(lookup: Lookup, node: ts.Node, rest: number): string | undefined {
  const { syntax } = lookup.compiler;
  if (syntax.isBindingElement(node)) {
    return join(findHolder(lookup, node, rest), takenBy(syntax, node));
  }
  const value = unwrap(syntax, node as ts.Expression);
  if (syntax.isIdentifier(value)) return named(lookup, value, rest);
  if (!syntax.isPropertyAccessExpression(value) && !syntax.isElementAccessExpression(value)) return undefined;
  const step = accessedName(syntax, value);
  return step === undefined ? undefined : join(find(lookup, value.expression, rest), step);
}

function findHolder(lookup: Lookup, { parent: pattern }: ts.BindingElement, rest: number): string | undefined {
  const { syntax } = lookup.compiler;
  if (!syntax.isObjectBindingPattern(pattern)) return undefined;
  const { parent } = pattern;
  if (syntax.isBindingElement(parent)) return find(lookup, parent, rest);
  if (!syntax.isVariableDeclaration(parent) || parent.initializer === undefined) return undefined;
  return find(lookup, parent.initializer, rest);
}

function join(holder: string | undefined, step: string | undefined): string | undefined {
  if (holder === undefined || step === undefined) return undefined;
  const path = GLOBAL_OBJECTS.includes(holder) ? step : `${holder}.${step}`;
  return SAME.get(path) ?? path;
}

function named(lookup: Lookup, name: ts.Identifier, rest: number): string | undefined {
  const { compiler } = lookup;
  const { declarations = [], imported = false } = compiler.resolve(name) ?? {};
  if (declarations.some((declaration) => isOwn(compiler, declaration))) {
    const [declaration] = declarations;
    return declarations.length === 1 && declaration !== undefined ? followed(lookup, declaration, rest) : undefined;
  }
  if (!imported) return name.text;
  const [declaration] = declarations;
  return declaration && declaredPath(compiler.syntax, declaration);
}

/** What a constant only gives another name to. */
function followed(lookup: Lookup, declaration: ts.Node, rest: number): string | undefined {
  const { syntax } = lookup.compiler;
  if (rest === 0 || !isConstant(syntax, declaration) || !lookup.isFollowed(declaration)) return undefined;
  if (syntax.isBindingElement(declaration)) return find(lookup, declaration, rest - 1);
  if (!syntax.isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
  return find(lookup, declaration.initializer, rest - 1);
}

/** What a project only says of globals is no code of its own. */
function isOwn(compiler: Compiler, declaration: ts.Node): boolean {
  if (!compiler.isOwnFile(declaration.getSourceFile()) || isErased(compiler.syntax, declaration)) return false;
  return !isAmbient(compiler.syntax, declaration);
}

/** Where something is, by its declaration; a module by its name without `node:`. */
function declaredPath(syntax: Syntax, declaration: ts.Node): string | undefined {
  const own = nameOf(syntax, declaration);
  if (own === undefined) return undefined;
  if (isOfProcess(syntax, declaration)) return `process.${own}`;
  let path = own;
  for (let node = declaration; ; node = node.parent) {
    // What a package exports by such a name is something else.
    if (syntax.isSourceFile(node)) return syntax.isExternalModule(node) ? undefined : (SAME.get(path) ?? path);
    if (!syntax.isModuleDeclaration(node)) continue;
    if ((node.flags & syntax.NodeFlags.GlobalAugmentation) !== 0) return path;
    if (node !== declaration) path = `${nameOf(syntax, node) ?? ""}.${path}`;
    if (syntax.isStringLiteral(node.name)) return SAME.get(path) ?? path;
  }
}

/** `import { env } from "node:process"`: a property of what that module exports. */
function isOfProcess(syntax: Syntax, { parent: holder }: ts.Node): boolean {
  if (nameOf(syntax, holder) !== "Process") return false;
  return syntax.isModuleDeclaration(holder.parent.parent) && nameOf(syntax, holder.parent.parent) === "NodeJS";
}

function nameOf(syntax: Syntax, declaration: ts.Node): string | undefined {
  const { name } = declaration as { readonly name?: ts.Node };
  if (name === undefined) return undefined;
  if (syntax.isStringLiteral(name)) return name.text.replace(/^node:/, "");
  return syntax.isIdentifier(name) ? name.text : undefined;
}

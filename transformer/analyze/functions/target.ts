import type ts from "typescript";
import type { Compiler, FunctionNode, Syntax } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Message } from "../../diagnostics/diagnostic.js";
import type { FunctionForm } from "../plan.js";
import type { FoundComment } from "../tags/find.js";
import { fromMember, methodOverloadsOf } from "./member-target.js";
import { isFunctionValue, unwrap } from "./unwrap.js";

/** The function that a tag is for. */
export interface Target {
  readonly fn: FunctionNode;
  readonly form: FunctionForm;
  /** The name that the function is known by; a default export may have none. */
  readonly name: ts.PropertyName | undefined;
}

/** Why a tag has no function: a message, and the node to show if it isn't the tag itself. */
export interface Rejection {
  readonly message: Message;
  readonly node?: ts.Node;
}

/** Finds the function that a tagged comment is for. */
export function findTarget(
  compiler: Compiler,
  { owner, below, within }: FoundComment,
  tag: string,
): Target | Rejection {
  const { syntax } = compiler;
  if (owner === undefined) {
    return below !== undefined && mayBear(syntax, below)
      ? { message: catalogue.misplacedTag({ tag, to: "to a line of its own" }) }
      : misplacedOrNothing(syntax, within, tag);
  }
  if (syntax.isFunctionDeclaration(owner)) return fromDeclaration(compiler, owner, tag);
  if (syntax.isVariableStatement(owner)) return fromVariables(syntax, owner, tag);
  if (syntax.isExportAssignment(owner)) return fromDefaultExport(syntax, owner, tag);
  return fromMember(compiler, owner, tag) ?? fromOther(syntax, owner, tag);
}

function fromDeclaration(compiler: Compiler, owner: ts.FunctionDeclaration, tag: string): Target | Rejection {
  const implementation = owner.body === undefined ? implementationOf(compiler, owner) : owner;
  if (implementation === undefined) return { message: catalogue.noBody({ tag }), node: owner };
  if (implementation === "other") return { message: catalogue.misplacedTag({ tag, to: "above the first signature" }) };
  if (implementation.asteriskToken !== undefined)
    return { message: catalogue.generator({ tag }), node: implementation.asteriskToken };
  if (isLoneStatement(compiler.syntax, implementation)) {
    const what = "a function that is no statement of a block";
    return { message: catalogue.notSupportedYet({ what, instead: "Put it into braces, or at the top of the file." }) };
  }
  const { name } = implementation;
  return { fn: implementation, name, form: name === undefined ? "default-declaration" : "declaration" };
}

/** The body that belongs to an overload; "other" for an overload that isn't the first, where no tag belongs. */
function implementationOf(
  compiler: Compiler,
  overload: ts.FunctionDeclaration,
): ts.FunctionDeclaration | "other" | undefined {
  const siblings = overloadsOf(compiler.syntax, overload);
  const implementation = siblings.find((node) => node.body !== undefined);
  return implementation === undefined || siblings[0] === overload ? implementation : "other";
}

function overloadsOf(syntax: Syntax, overload: ts.FunctionDeclaration): ts.FunctionDeclaration[] {
  // A nameless default export has no symbol to ask, but its overloads stand next to each other.
  const siblings: ts.FunctionDeclaration[] = [];
  syntax.forEachChild(overload.parent, (node) => {
    if (syntax.isFunctionDeclaration(node) && node.name?.text === overload.name?.text) siblings.push(node);
  });
  return siblings;
}

function fromVariables(syntax: Syntax, owner: ts.VariableStatement, tag: string): Target | Rejection {
  const [declaration, ...others] = owner.declarationList.declarations;
  if (declaration === undefined) return { message: catalogue.notAFunction({ tag, what: "an unfinished declaration" }) };
  if (others.length > 0) return { message: catalogue.severalDeclarators({}), node: owner.declarationList };
  const fn = declaration.initializer === undefined ? undefined : unwrap(syntax, declaration.initializer);
  if (fn === undefined || !isFunctionValue(syntax, fn) || !syntax.isIdentifier(declaration.name)) {
    const called = syntax.isIdentifier(declaration.name) ? ` ${declaration.name.text}` : "";
    return {
      message: catalogue.notAFunction({ tag, what: `the variable${called}, which holds no function expression` }),
    };
  }
  if ((owner.declarationList.flags & syntax.NodeFlags.Const) === 0) {
    const keyword = (owner.declarationList.flags & syntax.NodeFlags.Let) === 0 ? "var" : "let";
    return { message: catalogue.notConstant({ name: declaration.name.text, keyword }), node: declaration.name };
  }
  if (syntax.isFunctionExpression(fn) && fn.asteriskToken !== undefined) {
    return { message: catalogue.generator({ tag }), node: fn.asteriskToken };
  }
  return { fn, name: declaration.name, form: "constant" };
}

function fromDefaultExport(syntax: Syntax, owner: ts.ExportAssignment, tag: string): Target | Rejection {
  const fn = unwrap(syntax, owner.expression);
  if (owner.isExportEquals === true) {
    const instead = "Declare the function first, tag it there, and export it by its name.";
    return { message: catalogue.notSupportedYet({ what: 'a function behind "export ="', instead }), node: owner };
  }
  if (!isFunctionValue(syntax, fn))
    return { message: catalogue.notAFunction({ tag, what: "an expression" }), node: fn };
  if (syntax.isFunctionExpression(fn) && fn.asteriskToken !== undefined) {
    return { message: catalogue.generator({ tag }), node: fn.asteriskToken };
  }
  return { fn, name: undefined, form: "default-expression" };
}

function fromOther(syntax: Syntax, owner: ts.Node, tag: string): Rejection {
  const { SyntaxKind } = syntax;
  switch (owner.kind) {
    case SyntaxKind.GetAccessor:
      return { message: catalogue.accessor({ tag, what: "getter" }), node: nameOf(owner) };
    case SyntaxKind.SetAccessor:
      return { message: catalogue.accessor({ tag, what: "setter" }), node: nameOf(owner) };
    case SyntaxKind.Constructor:
      return { message: catalogue.accessor({ tag, what: "constructor" }) };
    case SyntaxKind.PropertyDeclaration:
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.PropertySignature:
    case SyntaxKind.ShorthandPropertyAssignment:
    case SyntaxKind.Parameter:
      return notA(syntax, owner, tag);
    case SyntaxKind.MethodSignature:
    case SyntaxKind.CallSignature:
    case SyntaxKind.ConstructSignature:
      return { message: catalogue.noBody({ tag }), node: owner };
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.ExpressionStatement:
      return nameless(syntax, owner, tag);
    default:
      return isDeclarationOrStatement(syntax, owner)
        ? notA(syntax, owner, tag)
        : misplacedOrNothing(syntax, owner, tag);
  }
}

/** A function where it is used, which nothing refers to by name; or one that a constant's tag stands too late for. */
function nameless(syntax: Syntax, owner: ts.Node, tag: string): Rejection {
  if (owner.kind === syntax.SyntaxKind.ExpressionStatement) {
    const { expression } = owner as ts.ExpressionStatement;
    const called = syntax.isCallExpression(expression) ? unwrap(syntax, expression.expression) : expression;
    return isFunctionValue(syntax, called)
      ? { message: catalogue.noStableName({ tag }), node: called }
      : notA(syntax, owner, tag);
  }
  const holder = misplacedOrNothing(syntax, owner, tag);
  if (holder.message.code === catalogue.misplacedTag.code) return holder;
  const value = unwrap(syntax, owner as ts.Expression);
  return isFunctionValue(syntax, value)
    ? { message: catalogue.noStableName({ tag }), node: value }
    : notA(syntax, owner, tag);
}

/** A tag inside a declaration that could bear it stands too late; elsewhere it is for nothing at all. */
function misplacedOrNothing(syntax: Syntax, node: ts.Node, tag: string): Rejection {
  for (let holder: ts.Node = node; !syntax.isSourceFile(holder) && !syntax.isBlock(holder); holder = holder.parent) {
    if (mayBear(syntax, holder))
      return { message: catalogue.misplacedTag({ tag, to: "before the first word of the declaration" }) };
    if (syntax.isCallExpression(holder) || syntax.isClassLike(holder)) break;
  }
  return { message: catalogue.notAFunction({ tag, what: "nothing that can be called" }) };
}

/** The declaration that a misplaced tag is to stand above: the first signature, or what the tag stands in. */
export function declarationToTag({ syntax }: Compiler, { owner, below, within }: FoundComment): ts.Node | undefined {
  let node = owner ?? below ?? within;
  while (!mayBear(syntax, node)) {
    if (syntax.isSourceFile(node) || syntax.isBlock(node)) return undefined;
    node = node.parent;
  }
  if (syntax.isFunctionDeclaration(node) && node.body === undefined) return overloadsOf(syntax, node)[0];
  if (syntax.isMethodDeclaration(node) && node.body === undefined) return methodOverloadsOf(syntax, node)[0];
  return node;
}

function mayBear(syntax: Syntax, node: ts.Node): boolean {
  if (syntax.isFunctionDeclaration(node) || syntax.isMethodDeclaration(node)) return true;
  if (syntax.isPropertyDeclaration(node) || syntax.isPropertyAssignment(node)) {
    return node.initializer !== undefined && isFunctionValue(syntax, unwrap(syntax, node.initializer));
  }
  if (syntax.isExportAssignment(node)) return isFunctionValue(syntax, unwrap(syntax, node.expression));
  if (!syntax.isVariableStatement(node)) return false;
  return node.declarationList.declarations.some(
    ({ initializer }) => initializer !== undefined && isFunctionValue(syntax, unwrap(syntax, initializer)),
  );
}

function notA(syntax: Syntax, owner: ts.Node, tag: string): Rejection {
  const { SyntaxKind } = syntax;
  const named = new Map([
    [SyntaxKind.ClassDeclaration, "a class"],
    [SyntaxKind.InterfaceDeclaration, "an interface"],
    [SyntaxKind.TypeAliasDeclaration, "a type"],
    [SyntaxKind.EnumDeclaration, "an enum"],
    [SyntaxKind.ModuleDeclaration, "a namespace"],
    [SyntaxKind.ImportDeclaration, "an import"],
    [SyntaxKind.ExportDeclaration, "an export list"],
    [SyntaxKind.PropertyDeclaration, "a property that holds no function"],
    [SyntaxKind.PropertyAssignment, "a property that holds no function"],
    [SyntaxKind.PropertySignature, "a property of a type"],
    [SyntaxKind.ShorthandPropertyAssignment, "a property that holds no function"],
    [SyntaxKind.Parameter, "a parameter"],
    [SyntaxKind.EndOfFileToken, "the end of the file"],
  ]);
  const what = named.get(owner.kind) ?? "a statement";
  const { name } = owner as { name?: ts.Node };
  return { message: catalogue.notAFunction({ tag, what }), ...(name && { node: name }) };
}

function isDeclarationOrStatement(syntax: Syntax, node: ts.Node): boolean {
  const { FirstStatement, LastStatement, EndOfFileToken, PropertyDeclaration } = syntax.SyntaxKind;
  const { ClassDeclaration, ExportDeclaration } = syntax.SyntaxKind;
  if (node.kind === EndOfFileToken || node.kind === PropertyDeclaration) return true;
  return (
    (node.kind >= FirstStatement && node.kind <= LastStatement) ||
    (node.kind >= ClassDeclaration && node.kind <= ExportDeclaration)
  );
}

/** `if (x) function f() {}`: nothing can be put beside such a function. */
function isLoneStatement(syntax: Syntax, fn: ts.FunctionDeclaration): boolean {
  const { SourceFile, Block, ModuleBlock, CaseClause, DefaultClause } = syntax.SyntaxKind;
  return ![SourceFile, Block, ModuleBlock, CaseClause, DefaultClause].includes(fn.parent.kind);
}

/** The part of a declaration to underline: its name, rather than all of its body. */
function nameOf(node: ts.Node): ts.Node {
  return (node as { name?: ts.Node }).name ?? node;
}

import type ts from "typescript";
import type { Compiler, Referent, Syntax } from "../../compiler/adapter.js";
import { isObservedByHand, observedTagOf } from "../observed/observed.js";
import { once } from "../once.js";
import { isMemberCode } from "./declarations.js";
import { unwrap } from "./unwrap.js";
import { isReference, isWithin, walkValues } from "./walk.js";

/** A name in some code that stands for something declared in the project, outside that code. */
export interface Reference {
  readonly name: ts.Identifier;
  readonly referent: Referent;
  readonly declaration: ts.Node;
}

/**
 * Every name in some code that refers out of it, in the order of the source. What is observed of a run has its own way to
 * tell what it depends on: functions of that kind are left out.
 */
export const referencesIn: (compiler: Compiler, code: ts.Node) => readonly Reference[] = once(find);

function find(compiler: Compiler, code: ts.Node): Reference[] {
  const { syntax } = compiler;
  const references: Reference[] = [];
  walkValues(syntax, code, (node) => {
    // Run again on every hit, they see what there is then.
    if (observedTagOf(compiler, node) !== undefined) return false;
    if (syntax.isCallExpression(node) && isObservedByHand(compiler, node)) return false;
    if (syntax.isPropertyAccessExpression(node)) addMember(node);
    else if (syntax.isIdentifier(node) && isReference(syntax, node)) add(node, compiler.resolve(node));
    return true;
  });
  return references;

  function add(name: ts.Identifier, referent: Referent | undefined): void {
    const declaration = referent?.declarations[0];
    if (referent === undefined || declaration === undefined) return;
    if (isWithin(syntax, declaration, code) || !compiler.isOwnFile(declaration.getSourceFile())) return;
    references.push({ name, referent, declaration });
  }

  /** `this.helper()`, in code that is a member itself: a class that is gone through as a whole has its members anyway. */
  function addMember({ expression, name }: ts.PropertyAccessExpression): void {
    const { ThisKeyword, SuperKeyword } = syntax.SyntaxKind;
    const { kind } = unwrap(syntax, expression);
    if (kind !== ThisKeyword && (kind !== SuperKeyword || syntax.isClassLike(code))) return;
    if (kind === ThisKeyword && ownerOfThis(syntax, expression, code) !== undefined) return;
    const member = compiler.member(name);
    if (member?.declarations.some((declaration) => isMemberCode(syntax, declaration)) === true) {
      // A private name has all that an identifier has, for what is done with it here.
      add(name as ts.Identifier, member);
    }
  }
}

/** The class in some code, or its function that is no arrow, that `this` at a node belongs to; undefined for one around. */
function ownerOfThis(syntax: Syntax, node: ts.Node, code: ts.Node): ts.Node | undefined {
  for (let owner = node; owner !== code; owner = owner.parent) {
    if (syntax.isClassLike(owner) || (syntax.isFunctionLike(owner) && !syntax.isArrowFunction(owner))) return owner;
  }
  return syntax.isClassLike(code) || syntax.isFunctionDeclaration(code) ? code : undefined;
}

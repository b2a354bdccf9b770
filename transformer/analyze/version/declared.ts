import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { isConstant, wholeDeclaration } from "../functions/declarations.js";
import { isMember } from "../functions/member-target.js";
import { isFunctionValue, unwrap } from "../functions/unwrap.js";
import { observedText } from "../observed/observed.js";
import type { CodeWriter } from "./code-text.js";
import { quoted } from "./kinds.js";

/**
 * Writes declarations without the names that they declare, which only matter where something is found by its name.
 */
export function createDeclarationWriter(compiler: Compiler): {
  /** The code that makes up a declaration: what is declared in it is local to it. */
  roots(declaration: ts.Node): readonly ts.Node[];
  write(writer: CodeWriter, declaration: ts.Node): void;
} {
  const { syntax } = compiler;
  const { SyntaxKind } = syntax;
  return { roots, write };

  function roots(declaration: ts.Node): readonly ts.Node[] {
    // Of a pattern only one name is meant; the others are no part of it.
    if (syntax.isBindingElement(declaration)) return valuesOnPath(declaration);
    return [isUnknownForm(declaration) ? statementOf(declaration) : declaration];
  }

  function write(writer: CodeWriter, declaration: ts.Node): void {
    if (syntax.isFunctionDeclaration(declaration)) writeFunction(writer, declaration);
    else if (isMemberFunction(declaration)) writeFunction(writer, declaration);
    else if (syntax.isObjectLiteralExpression(declaration)) writer.write(declaration);
    else if (syntax.isVariableDeclaration(declaration)) writeVariable(writer, declaration);
    else if (syntax.isBindingElement(declaration)) writePath(writer, declaration);
    else if (syntax.isClassLike(declaration)) writeClass(writer, declaration);
    else if (declaration.kind === SyntaxKind.EnumDeclaration) writeEnum(writer, declaration as ts.EnumDeclaration);
    else if (syntax.isExportAssignment(declaration)) writeValue(writer, declaration.expression);
    else writer.write(statementOf(declaration));
  }

  function isMemberFunction(node: ts.Node): node is FunctionNode {
    const isFunction = syntax.isMethodDeclaration(node) || isFunctionValue(syntax, node);
    return isFunction && isMember(syntax, node);
  }

  /** A function of whatever form: they differ in what the kind of the node says. */
  function writeFunction(writer: CodeWriter, fn: FunctionNode): void {
    const isArrow = syntax.isArrowFunction(fn);
    writer.add((isArrow ? "(Arrow" : "(Function") + observedText(compiler, fn));
    for (const modifier of fn.modifiers ?? []) if (modifier.kind === SyntaxKind.AsyncKeyword) writer.write(modifier);
    if (fn.asteriskToken !== undefined) writer.write(fn.asteriskToken);
    for (const parameter of fn.parameters) writer.write(parameter);
    if (fn.body !== undefined) writer.write(fn.body);
    writer.add(")");
  }

  function writeValue(writer: CodeWriter, expression: ts.Expression): void {
    const value = unwrap(syntax, expression);
    if (syntax.isArrowFunction(value)) writeFunction(writer, value);
    // A function expression's own name is a local of it.
    else if (syntax.isFunctionExpression(value) && value.name === undefined) writeFunction(writer, value);
    else writer.write(value);
  }

  function writeVariable(writer: CodeWriter, declaration: ts.VariableDeclaration): void {
    writeKind(writer, declaration);
    if (declaration.initializer !== undefined) writeValue(writer, declaration.initializer);
  }

  /** What may change is in the key by its name, or in none: then at least its name tells it from others. */
  function writeKind(writer: CodeWriter, declaration: ts.VariableDeclaration | ts.BindingElement): void {
    const isLet = !isConstant(syntax, declaration);
    writer.add(isLet ? `let${quoted(declaration.name.getText())}` : "const");
  }

  /** One name of a pattern: the way to it, and what the pattern takes apart. */
  function writePath(writer: CodeWriter, element: ts.BindingElement): void {
    const pattern = element.parent;
    if (syntax.isIdentifier(element.name)) writeKind(writer, element);
    if (syntax.isBindingElement(pattern.parent)) writePath(writer, pattern.parent);
    else {
      const { initializer } = wholeDeclaration(syntax, element) as ts.VariableDeclaration;
      if (initializer !== undefined) writer.write(initializer);
    }
    const { elements } = pattern;
    const index = elements.findIndex((other) => other === element);
    if (syntax.isArrayBindingPattern(pattern)) writer.add(`[${index}`);
    else if (element.dotDotDotToken === undefined) writeProperty(writer, element);
    else for (const other of elements) if (other !== element) writeProperty(writer, other as ts.BindingElement);
    if (element.dotDotDotToken !== undefined) writer.add("...");
    if (element.initializer !== undefined) {
      writer.add("=");
      writer.write(element.initializer);
    }
  }

  /** The expressions that the value of one name of a pattern is made from. */
  function valuesOnPath(element: ts.BindingElement): ts.Node[] {
    const around = element.parent.parent;
    const outer = syntax.isBindingElement(around) ? valuesOnPath(around) : [around.initializer];
    const names = element.parent.elements.map((other) => (other as ts.BindingElement).propertyName);
    return [...outer, element.initializer, ...names].filter((node) => node !== undefined);
  }

  function writeProperty(writer: CodeWriter, { propertyName, name }: ts.BindingElement): void {
    const property = propertyName ?? name;
    const isNamed =
      syntax.isIdentifier(property) || syntax.isStringLiteral(property) || syntax.isNumericLiteral(property);
    writer.add(".");
    if (isNamed) writer.add(quoted(property.text));
    else writer.write(property);
  }

  function writeClass(writer: CodeWriter, declaration: ts.ClassLikeDeclaration): void {
    writer.add("(Class");
    for (const modifier of declaration.modifiers ?? []) {
      if (modifier.kind === SyntaxKind.Decorator) writer.write(modifier);
    }
    for (const clause of declaration.heritageClauses ?? []) writer.write(clause);
    for (const member of declaration.members) writer.write(member);
    writer.add(")");
  }

  function writeEnum(writer: CodeWriter, { members }: ts.EnumDeclaration): void {
    for (const member of members) {
      const value = compiler.enumValue(member);
      const { name } = member;
      const isPlain = syntax.isIdentifier(name) || syntax.isStringLiteral(name);
      writer.add(`enum${quoted(isPlain ? name.text : name.getText())}${typeof value}`);
      if (value !== undefined) writer.add(quoted(String(value)));
      else if (member.initializer !== undefined) writer.write(member.initializer);
    }
  }

  /** Whether a declaration is of a form that only JavaScript has: `exports.x = …`. */
  function isUnknownForm(declaration: ts.Node): boolean {
    return (
      !syntax.isFunctionDeclaration(declaration) &&
      !syntax.isVariableDeclaration(declaration) &&
      !syntax.isClassLike(declaration) &&
      !syntax.isExportAssignment(declaration) &&
      declaration.kind !== SyntaxKind.EnumDeclaration
    );
  }

  function statementOf(declaration: ts.Node): ts.Node {
    let node = declaration;
    while (!syntax.isSourceFile(node) && !syntax.isSourceFile(node.parent) && !syntax.isBlock(node.parent)) {
      node = node.parent;
    }
    return node;
  }
}

import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";

/**
 * Visits the nodes that exist at run time below `node`, itself included: types, type-only declarations and overload
 * signatures are left out. A visitor that returns false keeps the walk out of that node.
 */
export function walkValues(syntax: Syntax, node: ts.Node, visit: (node: ts.Node) => boolean): void {
  if (isErased(syntax, node) || !visit(node)) return;
  syntax.forEachChild(node, (child) => {
    walkValues(syntax, child, visit);
  });
}

/** Whether a node stands inside another, or is that node. */
export function isWithin(syntax: Syntax, node: ts.Node, outer: ts.Node): boolean {
  let ancestor = node;
  while (ancestor !== outer && !syntax.isSourceFile(ancestor)) ancestor = ancestor.parent;
  return ancestor === outer;
}

/** Whether a node leaves no trace in the compiled code. */
export function isErased(syntax: Syntax, node: ts.Node): boolean {
  const { SyntaxKind } = syntax;
  switch (node.kind) {
    case SyntaxKind.ExpressionWithTypeArguments:
      // The X of `extends X` is an expression; that of `implements X` is a type. isTypeNode says yes to both.
      return (node.parent as ts.HeritageClause).token === SyntaxKind.ImplementsKeyword;
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.TypeParameter:
    case SyntaxKind.QuestionToken:
    case SyntaxKind.ExclamationToken:
    case SyntaxKind.ReadonlyKeyword:
    case SyntaxKind.DeclareKeyword:
    case SyntaxKind.AbstractKeyword:
    case SyntaxKind.PublicKeyword:
    case SyntaxKind.PrivateKeyword:
    case SyntaxKind.ProtectedKeyword:
    case SyntaxKind.OverrideKeyword:
      return true;
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.MethodDeclaration:
      return (node as ts.FunctionDeclaration).body === undefined;
    case SyntaxKind.Parameter: {
      const { name } = node as ts.ParameterDeclaration;
      return syntax.isIdentifier(name) && name.text === "this";
    }
    default:
      return syntax.isTypeNode(node);
  }
}

/** Whether an identifier stands for a variable's value, and isn't the name of a property, a label or a declaration. */
export function isReference(syntax: Syntax, node: ts.Identifier): boolean {
  const { parent } = node;
  const { SyntaxKind } = syntax;
  switch (parent.kind) {
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.MetaProperty:
    case SyntaxKind.QualifiedName:
      return (parent as ts.PropertyAccessExpression).name !== node;
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.PropertyDeclaration:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
    case SyntaxKind.EnumMember:
    case SyntaxKind.JsxAttribute:
      return (parent as ts.PropertyAssignment).name !== node;
    case SyntaxKind.BindingElement:
      return (parent as ts.BindingElement).propertyName !== node && (parent as ts.BindingElement).name !== node;
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.Parameter:
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
    case SyntaxKind.EnumDeclaration:
    case SyntaxKind.ModuleDeclaration:
      return (parent as ts.VariableDeclaration).name !== node;
    case SyntaxKind.LabeledStatement:
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
    case SyntaxKind.JsxNamespacedName:
    case SyntaxKind.ImportSpecifier:
    case SyntaxKind.ExportSpecifier:
    case SyntaxKind.ImportClause:
    case SyntaxKind.NamespaceImport:
      return false;
    default:
      return true;
  }
}

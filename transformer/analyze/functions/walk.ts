import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";

/**
 * Visits the nodes that exist at run time below `node`, itself included: types, type-only declarations and overload
 * signatures are left out. A visitor that returns false keeps the walk out of that node.
 */
export function walkValues(syntax: Syntax, node: ts.Node, visit: (node: ts.Node) => boolean): void {
  const { traces } = tableOf(syntax);
  const enter = (inner: ts.Node): void => {
    const trace = traces[inner.kind];
    if (trace === ERASED || (trace !== KEPT && isErased(syntax, inner)) || !visit(inner)) return;
    syntax.forEachChild(inner, enter);
  };
  enter(node);
}

/** Whether a node stands inside another, or is that node. */
export function isWithin(syntax: Syntax, node: ts.Node, outer: ts.Node): boolean {
  let ancestor = node;
  while (ancestor !== outer && !syntax.isSourceFile(ancestor)) ancestor = ancestor.parent;
  return ancestor === outer;
}

/** Whether a node leaves no trace in the compiled code. */
export function isErased(syntax: Syntax, node: ts.Node): boolean {
  const { traces } = tableOf(syntax);
  const trace = (traces[node.kind] ??= syntax.isTypeNode(node) ? ERASED : KEPT);
  return trace === ERASED || (trace === ASK && isErasedHere(syntax, node));
}

/** Whether a node leaves no trace, if that isn't told by its kind. */
function isErasedHere(syntax: Syntax, node: ts.Node): boolean {
  const { SyntaxKind } = syntax;
  switch (node.kind) {
    case SyntaxKind.ExpressionWithTypeArguments:
      // The X of `extends X` is an expression; that of `implements X` is a type. isTypeNode says yes to both.
      return (node.parent as ts.HeritageClause).token === SyntaxKind.ImplementsKeyword;
    case SyntaxKind.Parameter: {
      const { name } = node as ts.ParameterDeclaration;
      return syntax.isIdentifier(name) && name.text === "this";
    }
    default:
      return (node as ts.FunctionDeclaration).body === undefined;
  }
}

/** Whether an identifier stands for a variable's value, and isn't the name of a property, a label or a declaration. */
export function isReference(syntax: Syntax, node: ts.Identifier): boolean {
  const { parent } = node;
  switch (tableOf(syntax).holders[parent.kind]) {
    case NAMED:
      return (parent as ts.PropertyAccessExpression).name !== node;
    case BINDING:
      return (parent as ts.BindingElement).propertyName !== node && (parent as ts.BindingElement).name !== node;
    case NAMES_ONLY:
      return false;
    default:
      return true;
  }
}

/** Whether nodes of a kind leave a trace in the compiled code. */
const [ERASED, KEPT, ASK] = [1, 2, 3];
/** What an identifier below a node of a kind may be, other than a reference. */
const [NAMED, BINDING, NAMES_ONLY] = [1, 2, 3];

/** Nodes are told apart by the numbers of their kinds. To compare with the enum's members one by one is slow. */
interface KindTable {
  /** Filled while nodes are met. */
  readonly traces: (number | undefined)[];
  readonly holders: readonly (number | undefined)[];
}

/** The numbers differ between hosts. */
const tables = new WeakMap<Syntax, KindTable>();

function tableOf(syntax: Syntax): KindTable {
  let table = tables.get(syntax);
  if (table === undefined) tables.set(syntax, (table = createTable(syntax)));
  return table;
}

function createTable({ SyntaxKind }: Syntax): KindTable {
  const traces: number[] = [];
  const holders: number[] = [];
  for (const kind of [
    SyntaxKind.InterfaceDeclaration,
    SyntaxKind.TypeAliasDeclaration,
    SyntaxKind.TypeParameter,
    SyntaxKind.QuestionToken,
    SyntaxKind.ExclamationToken,
    SyntaxKind.ReadonlyKeyword,
    SyntaxKind.DeclareKeyword,
    SyntaxKind.AbstractKeyword,
    SyntaxKind.PublicKeyword,
    SyntaxKind.PrivateKeyword,
    SyntaxKind.ProtectedKeyword,
    SyntaxKind.OverrideKeyword,
  ]) {
    traces[kind] = ERASED;
  }
  for (const kind of [
    SyntaxKind.ExpressionWithTypeArguments,
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.MethodDeclaration,
    SyntaxKind.Parameter,
  ]) {
    traces[kind] = ASK;
  }
  for (const kind of [
    SyntaxKind.PropertyAccessExpression,
    SyntaxKind.MetaProperty,
    SyntaxKind.QualifiedName,
    SyntaxKind.PropertyAssignment,
    SyntaxKind.PropertyDeclaration,
    SyntaxKind.MethodDeclaration,
    SyntaxKind.GetAccessor,
    SyntaxKind.SetAccessor,
    SyntaxKind.EnumMember,
    SyntaxKind.JsxAttribute,
    SyntaxKind.VariableDeclaration,
    SyntaxKind.Parameter,
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.FunctionExpression,
    SyntaxKind.ClassDeclaration,
    SyntaxKind.ClassExpression,
    SyntaxKind.EnumDeclaration,
    SyntaxKind.ModuleDeclaration,
  ]) {
    holders[kind] = NAMED;
  }
  holders[SyntaxKind.BindingElement] = BINDING;
  for (const kind of [
    SyntaxKind.LabeledStatement,
    SyntaxKind.BreakStatement,
    SyntaxKind.ContinueStatement,
    SyntaxKind.JsxNamespacedName,
    SyntaxKind.ImportSpecifier,
    SyntaxKind.ExportSpecifier,
    SyntaxKind.ImportClause,
    SyntaxKind.NamespaceImport,
  ]) {
    holders[kind] = NAMES_ONLY;
  }
  return { traces, holders };
}

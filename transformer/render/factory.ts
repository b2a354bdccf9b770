import type ts from "typescript";
import type { CachedFunction, FilePlan } from "../analyze/plan.js";
import { isStatic } from "../analyze/functions/member-target.js";
import { unwrap } from "../analyze/functions/unwrap.js";
import type { FunctionNode } from "../compiler/adapter.js";
import { wrapFunction } from "./function.js";
import { createLookup } from "./lookup.js";
import { createMemberRenderer, isTaken } from "./members.js";
import { moduleStatements, registerStatement, registration, type VersionsImport } from "./module.js";
import { addedNames } from "./names.js";
import { wrapObserved } from "./observed.js";
import { keepTopComments } from "./top-comments.js";

type TS = typeof ts;

/** What holds a list of statements. */
interface Scope {
  readonly statements: readonly ts.Statement[];
}

/**
 * Renders a plan as syntax nodes, for hosts that run inside the compiler. A file without functions to compile is returned
 * as it is, the very same object.
 *
 * @param versions where the code versions are imported from; by default they are written into the code
 */
export function renderFile(
  host: TS,
  context: ts.TransformationContext,
  file: ts.SourceFile,
  plan: FilePlan,
  versions?: VersionsImport,
): ts.SourceFile {
  const total = plan.functions.length + plan.observed.length;
  if (total === 0) return file;
  const { factory } = context;
  const names = addedNames(plan);
  const indexes = indexesOf(plan.functions);
  const observed = indexesOf(plan.observed);
  const compiled = [...plan.functions, ...plan.observed];
  const rendered = new Set<string>();
  const members = createMemberRenderer(host, context, names);
  /** The cached private methods of instances that can be seen from where the visit is, by name. */
  let privates: ReadonlyMap<string, number> = new Map();

  const statements = visitStatements(file.statements, hoistedIn(file));
  if (rendered.size !== total) {
    throw new Error(`${plan.file}: ${total} functions were planned, ${rendered.size} found again`);
  }
  const start = statements.findIndex((statement) => !isDirective(statement));
  const added = moduleStatements(host, factory, plan, names, versions);
  keepComments(added);
  statements.splice(start === -1 ? statements.length : start, 0, ...added);
  return factory.updateSourceFile(file, host.setTextRange(factory.createNodeArray(statements), file.statements));

  function keepComments([top]: readonly ts.Statement[]): void {
    const first = file.statements.find((statement) => !isDirective(statement));
    const visited = statements.find((statement) => host.getOriginalNode(statement) === first);
    // In a single file, what is added becomes a parameter of the module, and would take the comments along.
    const isSingle = context.getCompilerOptions().outFile !== undefined;
    if (top === undefined || first === undefined || visited === undefined || isSingle) return;
    keepTopComments(host, file, first, visited, top);
  }

  function visit(node: ts.Node): ts.Node {
    // Most of a file is none of our business.
    const isOurs = compiled.some(({ node: { start, end } }) => node.pos <= start && end <= node.end);
    if (!isOurs && privates.size === 0) return node;
    if (host.isClassLike(node)) return visitClass(node);
    if (host.isPropertyAccessExpression(node)) return visitAccess(node);
    if (host.isPropertyAssignment(node)) return visitProperty(node);
    if (host.isBlock(node) && hasStatementsToAdd(node)) return factory.updateBlock(node, visitList(node));
    if (host.isModuleBlock(node) && hasStatementsToAdd(node)) return factory.updateModuleBlock(node, visitList(node));
    if (host.isCaseBlock(node) && node.clauses.some(hasStatementsToAdd)) return visitCases(node);
    if (host.isExportAssignment(node)) return visitDefaultExport(node);
    return visitFunction(node);
  }

  function visitFunction(node: ts.Node): ts.Node {
    const index = indexOf(node);
    const place = index === undefined ? placeIn(observed, node) : undefined;
    // Inner functions first: the node keeps its place in the source, by which it was found.
    const visited = host.visitEachChild(node, visit, context);
    if (place !== undefined) return observe(visited as FunctionNode, place);
    if (index === undefined) return visited;
    rendered.add(`cached ${index}`);
    const wrapped = wrap(visited as FunctionNode, index);
    // A node that another transformer made has no parent.
    const { parent } = host.getOriginalNode(node);
    const isOfObject = host.isObjectLiteralExpression(parent) && host.isMethodDeclaration(wrapped);
    return isOfObject ? members.objectMethod(node as ts.MethodDeclaration, wrapped, index) : wrapped;
  }

  function observe(fn: FunctionNode, index: number): FunctionNode {
    const facts = plan.observed[index];
    if (facts === undefined) throw new Error(`${plan.file} has no observed function ${index}`);
    rendered.add(`observed ${index}`);
    return wrapObserved(host, context, fn, facts, index, names);
  }

  function wrap(fn: FunctionNode, index: number): FunctionNode {
    const lookups = createLookup(host, factory, planned(index), names, ({ start }) => nodeAt(host, file, start));
    return wrapFunction(host, context, fn, planned(index), index, names, lookups);
  }

  function visitClass(node: ts.ClassLikeDeclaration): ts.Node {
    const outer = privates;
    privates = privatesIn(node, outer);
    const visited = host.visitEachChild(node, visit, context);
    privates = outer;
    const found = node.members.map((before, place) => {
      const after = visited.members[place];
      if (after === undefined) throw new Error(`${plan.file}: a class lost a member`);
      return { before, after, index: heldBy(before) };
    });
    if (found.every(({ index }) => index === undefined)) return visited;
    const list = host.setTextRange(factory.createNodeArray(members.classMembers(node, found)), node.members);
    const { modifiers, name, typeParameters, heritageClauses } = visited;
    return host.isClassDeclaration(visited)
      ? factory.updateClassDeclaration(visited, modifiers, name, typeParameters, heritageClauses, list)
      : factory.updateClassExpression(visited, modifiers, name, typeParameters, heritageClauses, list);
  }

  function privatesIn({ members: declared }: ts.ClassLikeDeclaration, outer: typeof privates): typeof privates {
    const inner = new Map(outer);
    for (const member of declared) {
      if (member.name === undefined || !host.isPrivateIdentifier(member.name)) continue;
      inner.delete(member.name.text);
      const index = host.isMethodDeclaration(member) && !isStatic(host, member) ? indexOf(member) : undefined;
      if (index !== undefined) inner.set(member.name.text, index);
    }
    return inner;
  }

  function visitAccess(node: ts.PropertyAccessExpression): ts.Node {
    const visited = host.visitEachChild(node, visit, context);
    const index = host.isPrivateIdentifier(node.name) ? privates.get(node.name.text) : undefined;
    return index !== undefined && isTaken(host, node) ? members.privateMethod(visited, index) : visited;
  }

  function visitProperty(node: ts.PropertyAssignment): ts.Node {
    const visited = host.visitEachChild(node, visit, context);
    const index = heldBy(node);
    return index === undefined ? visited : members.objectProperty(visited, visited.initializer, index);
  }

  /** The cached function that a member is or holds. */
  function heldBy(member: ts.Node): number | undefined {
    const { initializer } = member as ts.PropertyDeclaration;
    return indexOf(initializer === undefined ? member : unwrap(host, initializer));
  }

  /** `export default (…) => …`: the function is given its name by a property, and registered on the way. */
  function visitDefaultExport(node: ts.ExportAssignment): ts.Node {
    const index = plan.functions.findIndex(
      ({ form, node: { start, end } }) =>
        form === "default-expression" && node.expression.getStart(file) <= start && end <= node.expression.end,
    );
    const expression = host.visitNode(node.expression, visit) as ts.Expression;
    if (index === -1) return factory.updateExportAssignment(node, node.modifiers, expression);
    const holder = factory.createObjectLiteralExpression([factory.createPropertyAssignment("default", expression)]);
    const named = factory.createPropertyAccessExpression(holder, "default");
    return factory.updateExportAssignment(node, node.modifiers, registration(factory, named, false, index, names));
  }

  function visitList(node: ts.Block | ts.ModuleBlock): ts.NodeArray<ts.Statement> {
    const visited = visitStatements(node.statements, hoistedIn(node));
    return host.setTextRange(factory.createNodeArray(visited), node.statements);
  }

  /** The clauses of a `switch` are one scope, and control may enter at any of them. */
  function visitCases(node: ts.CaseBlock): ts.Node {
    const clauses = node.clauses.map((clause) => {
      const statements = visitStatements(clause.statements, node.clauses.flatMap(hoistedIn));
      if (host.isDefaultClause(clause)) return factory.updateDefaultClause(clause, statements);
      return factory.updateCaseClause(clause, host.visitNode(clause.expression, visit) as ts.Expression, statements);
    });
    return factory.updateCaseBlock(node, clauses);
  }

  /** What ties the functions declared in a scope to their caches; they are there from the scope's start. */
  function hoistedIn({ statements: declared }: Scope): ts.Statement[] {
    return declared
      .filter((statement) => host.isFunctionDeclaration(statement))
      .map(registerFor)
      .filter((statement) => statement !== undefined);
  }

  /** Visits the statements of a scope; a constant is tied to its cache once its statement has run. */
  function visitStatements(list: Scope["statements"], hoisted: readonly ts.Statement[]): ts.Statement[] {
    const out = list.flatMap((statement) => {
      const visited = host.visitNode(statement, visit) as ts.Statement;
      const register = host.isVariableStatement(statement) ? registerFor(statement) : undefined;
      return register === undefined ? [visited] : [visited, register];
    });
    const start = out.findIndex((statement) => !isDirective(statement));
    out.splice(start === -1 ? out.length : start, 0, ...hoisted);
    return out;
  }

  function registerFor(statement: ts.Statement): ts.Statement | undefined {
    const index = declaredBy(statement);
    if (index === undefined) return undefined;
    const declaration = host.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement;
    return registerStatement(host, factory, declaration as ts.FunctionDeclaration, index, names);
  }

  function hasStatementsToAdd(node: Scope): boolean {
    return node.statements.some((statement) => declaredBy(statement) !== undefined);
  }

  /** The cached function that a statement declares. */
  function declaredBy(statement: ts.Statement): number | undefined {
    if (host.isFunctionDeclaration(statement)) return indexOf(statement);
    const declaration = host.isVariableStatement(statement) ? statement.declarationList.declarations[0] : undefined;
    let value: ts.Node | undefined = declaration?.initializer;
    while (value !== undefined && !host.isFunctionLike(value))
      value = (value as { expression?: ts.Expression }).expression;
    return value === undefined ? undefined : indexOf(value);
  }

  function indexOf(node: ts.Node): number | undefined {
    return placeIn(indexes, node);
  }

  function placeIn(among: ReadonlyMap<string, number>, node: ts.Node): number | undefined {
    return host.isFunctionLike(node) ? among.get(spanKey(node.getStart(file), node.end)) : undefined;
  }

  function planned(index: number): CachedFunction {
    const found = plan.functions[index];
    if (found === undefined) throw new Error(`${plan.file} has no function ${index}`);
    return found;
  }

  function isDirective(statement: ts.Statement): boolean {
    return host.isExpressionStatement(statement) && host.isStringLiteral(statement.expression);
  }
}

/** Functions by where they stand. */
function indexesOf(functions: FilePlan["functions"] | FilePlan["observed"]): Map<string, number> {
  return new Map(functions.map(({ node }, index) => [spanKey(node.start, node.end), index]));
}

function spanKey(start: number, end: number): string {
  return `${start}-${end}`;
}

/** The innermost node that begins at a position. */
function nodeAt(host: TS, file: ts.SourceFile, start: number): ts.Node {
  let node: ts.Node = file;
  for (;;) {
    const inner: ts.Node | undefined = host.forEachChild(node, (child) =>
      child.pos <= start && start < child.end ? child : undefined,
    );
    if (inner === undefined) return node;
    node = inner;
  }
}

import type ts from "typescript";
import type { CachedFunction, FilePlan } from "../analyze/plan.js";
import { RUNTIME_MODULE, RUNTIME_NAMES } from "../runtime-names.js";
import type { AddedNames } from "./names.js";

type TS = typeof ts;

/** What a file gets beside its functions' new bodies: the import of the runtime, and a cache for each function. */
export function moduleStatements(host: TS, factory: ts.NodeFactory, plan: FilePlan, names: AddedNames): ts.Statement[] {
  return [
    runtimeImport(host, factory, plan, names),
    ...plan.functions.flatMap((planned, index) => cacheStatements(host, factory, planned, index, names)),
  ];
}

/**
 * `$runtime.register(f, $make1());`
 *
 * Refers to the function by its declared name, which the compiler goes on to rewrite as it does every use of it (`N.f`,
 * `exports.f`).
 */
export function registerStatement(
  host: TS,
  factory: ts.NodeFactory,
  declaration: ts.FunctionDeclaration | ts.VariableDeclaration,
  index: number,
  names: AddedNames,
): ts.Statement {
  const { name } = declaration as { name?: ts.Identifier };
  const fn =
    name === undefined
      ? nameOfDefault(host, factory, declaration)
      : host.setOriginalNode(factory.createIdentifier(name.text), name);
  return factory.createExpressionStatement(registration(factory, fn, name === undefined, index, names));
}

/** The name that the compiler itself gives a nameless `export default function` where it has to refer to it. */
export function nameOfDefault(host: TS, factory: ts.NodeFactory, declaration: ts.Node): ts.Identifier {
  return factory.getGeneratedNameForNode(host.getOriginalNode(declaration));
}

/** `$runtime.register(<fn>, $make1())`, which returns the function. */
export function registration(
  factory: ts.NodeFactory,
  fn: ts.Expression,
  nameless: boolean,
  index: number,
  names: AddedNames,
): ts.Expression {
  const method = nameless ? RUNTIME_NAMES.registerDefault : RUNTIME_NAMES.register;
  const cache = factory.createCallExpression(factory.createIdentifier(names.make(index)), undefined, []);
  return factory.createCallExpression(runtimeMember(factory, names, method), undefined, [fn, cache]);
}

function runtimeImport(host: TS, factory: ts.NodeFactory, { format }: FilePlan, names: AddedNames): ts.Statement {
  const runtime = factory.createIdentifier(names.runtime);
  const from = factory.createStringLiteral(RUNTIME_MODULE);
  if (format === "esm") {
    const all = factory.createImportClause(undefined, undefined, factory.createNamespaceImport(runtime));
    return factory.createImportDeclaration(undefined, all, from);
  }
  // Written out: as an import, the compiler would wrap it in its interop helper.
  const required = factory.createCallExpression(factory.createIdentifier("require"), undefined, [from]);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList(
      [factory.createVariableDeclaration(runtime, undefined, undefined, required)],
      host.NodeFlags.Const,
    ),
  );
}

/**
 * `var $cache1; function $make1() { return $cache1 ??= $runtime.define({ … }); }`
 *
 * Both are hoisted: a function may be called before this module's body runs, by a module that is imported in a circle.
 */
function cacheStatements(
  host: TS,
  factory: ts.NodeFactory,
  planned: CachedFunction,
  index: number,
  names: AddedNames,
): ts.Statement[] {
  const cache = factory.createIdentifier(names.cache(index));
  const made = factory.createCallExpression(runtimeMember(factory, names, RUNTIME_NAMES.define), undefined, [
    definition(factory, planned),
  ]);
  const assigned = factory.createBinaryExpression(
    cache,
    factory.createToken(host.SyntaxKind.QuestionQuestionEqualsToken),
    made,
  );
  const body = factory.createBlock([factory.createReturnStatement(assigned)], true);
  const name = names.make(index);
  return [
    factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList([factory.createVariableDeclaration(cache)], host.NodeFlags.None),
    ),
    factory.createFunctionDeclaration(undefined, undefined, name, undefined, [], undefined, body),
  ];
}

function definition(factory: ts.NodeFactory, planned: CachedFunction): ts.Expression {
  const { id, version, kind, name, source, key, options } = planned;
  const facts = { id, version, kind, name, source, key: key.map(({ label }) => label), ...options };
  return factory.createObjectLiteralExpression(
    Object.entries(facts).map(([property, value]) =>
      factory.createPropertyAssignment(property, literal(factory, value)),
    ),
    true,
  );
}

function literal(factory: ts.NodeFactory, value: string | number | readonly string[]): ts.Expression {
  if (typeof value === "number") return factory.createNumericLiteral(value);
  if (typeof value === "string") return factory.createStringLiteral(value);
  return factory.createArrayLiteralExpression(value.map((text) => factory.createStringLiteral(text)));
}

function runtimeMember(factory: ts.NodeFactory, names: AddedNames, member: string): ts.Expression {
  return factory.createPropertyAccessExpression(factory.createIdentifier(names.runtime), member);
}

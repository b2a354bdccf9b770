import type ts from "typescript";
import type { CachedFunction, FilePlan, ObservedFunction } from "../analyze/plan.js";
import { RUNTIME_MODULE, RUNTIME_NAMES } from "../runtime-names.js";
import { renderCopier } from "./copier.js";
import type { AddedNames } from "./names.js";

type TS = typeof ts;

/** Where compiled code finds its versions. */
export interface VersionsImport {
  /** The module that it imports. */
  readonly module: string;
  /** The name of a function's version in there. */
  nameOf(planned: CachedFunction): string;
}

/** What a file gets beside its functions' new bodies: the import of the runtime, and a cache or facts for each function. */
export function moduleStatements(
  host: TS,
  factory: ts.NodeFactory,
  plan: FilePlan,
  names: AddedNames,
  versions: VersionsImport | undefined,
): ts.Statement[] {
  return [
    runtimeImport(host, factory, plan, names),
    ...(versions === undefined || plan.functions.length === 0
      ? []
      : [versionsImport(host, factory, plan, names, versions.module)]),
    ...plan.functions.flatMap((planned, index) => {
      const facts = definition(host, factory, planned, names, versionOf(factory, planned, names, versions));
      const made = factory.createCallExpression(runtimeMember(factory, names, RUNTIME_NAMES.define), undefined, [
        facts,
      ]);
      return hoisted(host, factory, made, names.cache(index), names.make(index));
    }),
    ...plan.observed.flatMap((observed, index) =>
      hoisted(host, factory, observedFacts(factory, observed), names.observed(index), names.observe(index)),
    ),
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
  return requirement(host, factory, runtime, from);
}

/** `import $versions from "./tscached.versions.mjs";` */
function versionsImport(
  host: TS,
  factory: ts.NodeFactory,
  { format }: FilePlan,
  names: AddedNames,
  module: string,
): ts.Statement {
  const versions = factory.createIdentifier(names.versions);
  const from = factory.createStringLiteral(module);
  if (format === "commonjs") return requirement(host, factory, versions, from);
  return factory.createImportDeclaration(undefined, factory.createImportClause(undefined, versions, undefined), from);
}

/** `const name = require("from");`, written out: as an import, the compiler would wrap it in its interop helper. */
function requirement(
  host: TS,
  factory: ts.NodeFactory,
  name: ts.Identifier,
  from: ts.StringLiteral,
): ts.VariableStatement {
  const required = factory.createCallExpression(factory.createIdentifier("require"), undefined, [from]);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList(
      [factory.createVariableDeclaration(name, undefined, undefined, required)],
      host.NodeFlags.Const,
    ),
  );
}

/** `$versions["id …"]`, or the version itself. */
function versionOf(
  factory: ts.NodeFactory,
  planned: CachedFunction,
  names: AddedNames,
  versions: VersionsImport | undefined,
): ts.Expression {
  if (versions === undefined) return factory.createStringLiteral(planned.version.version);
  return factory.createElementAccessExpression(
    factory.createIdentifier(names.versions),
    factory.createStringLiteral(versions.nameOf(planned)),
  );
}

/**
 * `var $cache1; function $make1() { return $cache1 ??= $runtime.define({ … }); }`
 *
 * Both are hoisted: a function may be called before this module's body runs, by a module that is imported in a circle.
 */
function hoisted(
  host: TS,
  factory: ts.NodeFactory,
  made: ts.Expression,
  variable: string,
  maker: string,
): ts.Statement[] {
  const held = factory.createIdentifier(variable);
  const assigned = factory.createBinaryExpression(
    held,
    factory.createToken(host.SyntaxKind.QuestionQuestionEqualsToken),
    made,
  );
  const body = factory.createBlock([factory.createReturnStatement(assigned)], true);
  return [
    factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList([factory.createVariableDeclaration(held)], host.NodeFlags.None),
    ),
    factory.createFunctionDeclaration(undefined, undefined, maker, undefined, [], undefined, body),
  ];
}

/** `$cache1 ?? $make1()`: what {@link hoisted} declares, made where it is needed first. */
export function hoistedValue(host: TS, factory: ts.NodeFactory, variable: string, maker: string): ts.BinaryExpression {
  return factory.createBinaryExpression(
    factory.createIdentifier(variable),
    factory.createToken(host.SyntaxKind.QuestionQuestionToken),
    factory.createCallExpression(factory.createIdentifier(maker), undefined, []),
  );
}

/** `{ id, name, source }` of an observed function. */
function observedFacts(factory: ts.NodeFactory, { id, name, file, line, isAsync }: ObservedFunction): ts.Expression {
  const facts = { id, name, source: `${file}:${line}`, ...(isAsync && { isAsync }) };
  const properties = Object.entries(facts).map(([property, value]) =>
    factory.createPropertyAssignment(property, literal(factory, value)),
  );
  return factory.createObjectLiteralExpression(properties, true);
}

function definition(
  host: TS,
  factory: ts.NodeFactory,
  planned: CachedFunction,
  names: AddedNames,
  version: ts.Expression,
): ts.Expression {
  const { id, kind, name, file, line, key, immutable, copy } = planned;
  const { freeze = true, ...options } = planned.options;
  const facts = { id, kind, name, source: `${file}:${line}`, key: key.map(({ label }) => label), ...options };
  const properties = Object.entries(facts).map(([property, value]) =>
    factory.createPropertyAssignment(property, literal(factory, value)),
  );
  properties.splice(1, 0, factory.createPropertyAssignment("version", version));
  if (immutable && freeze) properties.push(factory.createPropertyAssignment("freeze", factory.createTrue()));
  else if (copy !== undefined) {
    const copier = renderCopier(host, factory, copy, (member) => runtimeMember(factory, names, member));
    properties.push(factory.createPropertyAssignment("copy", copier));
  }
  return factory.createObjectLiteralExpression(properties, true);
}

type Literal = string | number | boolean | readonly Literal[];

function literal(factory: ts.NodeFactory, value: Literal): ts.Expression {
  switch (typeof value) {
    case "number":
      return factory.createNumericLiteral(value);
    case "string":
      return factory.createStringLiteral(value);
    case "boolean":
      return value ? factory.createTrue() : factory.createFalse();
    default:
      return factory.createArrayLiteralExpression(value.map((item) => literal(factory, item)));
  }
}

function runtimeMember(factory: ts.NodeFactory, names: AddedNames, member: string): ts.Expression {
  return factory.createPropertyAccessExpression(factory.createIdentifier(names.runtime), member);
}

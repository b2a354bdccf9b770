import type ts from "typescript";
import { isStatic } from "../analyze/functions/member-target.js";
import { outermost } from "../analyze/functions/unwrap.js";
import { keepsFields } from "../compiler/emit-options.js";
import { RUNTIME_NAMES } from "../runtime-names.js";
import { isDecorated, isNamedToDecorate, lostName } from "./class-names.js";
import { copyName, namedLike, readMember } from "./member-names.js";
import { nameOfDefault, registration } from "./module.js";
import type { AddedNames } from "./names.js";

type TS = typeof ts;

/** Ties members of classes and object literals to their caches. */
export interface MemberRenderer {
  /**
   * ```js
   * class C {
   *   static { $runtime.register(this.prototype.load, $make1()); }
   *   load(id) { … }
   *   static find = (id) => …;
   *   static { $runtime.register(this.find, $make2()); }
   *   arrow = $runtime.register({ arrow: (id) => … }.arrow, $make3());
   *   @$runtime.registered($make4()) @logged decorated(id) { … }
   * }
   * ```
   *
   * A private method of instances isn't there before an instance is; see {@link MemberRenderer.privateMethod}.
   *
   * @param node the class
   * @param members its members, each as it was and as it is now
   */
  classMembers(node: ts.ClassLikeDeclaration, members: readonly RenderedMember[]): ts.ClassElement[];
  /**
   * The name that a class must be given to be written at all. Of a nameless default export with a static block, compilers
   * from 5.1 on write a declaration without a name, where they write the block out.
   */
  nameToGive(node: ts.ClassLikeDeclaration, members: readonly ts.ClassElement[]): ts.Identifier | undefined;
  /** `{ m() { … } }` becomes `{ m: $runtime.register({ m() { … } }.m, $make1()) }`: only arrows and `super` would notice. */
  objectMethod(before: ts.MethodDeclaration, method: ts.MethodDeclaration, index: number): ts.PropertyAssignment;
  /** `{ f: () => … }` becomes `{ f: $runtime.register({ f: () => … }.f, $make1()) }`. */
  objectProperty(before: ts.PropertyAssignment, initializer: ts.Expression, index: number): ts.PropertyAssignment;
  /** `this.#load`, where it isn't called, becomes `$runtime.register(this.#load, $make1())`. */
  privateMethod(access: ts.Expression, index: number): ts.Expression;
}

/** A member of a class, before and after what is in it was rendered. */
interface RenderedMember {
  readonly before: ts.ClassElement;
  readonly after: ts.ClassElement;
  /** The cached function that it is or holds, by its index in the plan. */
  readonly index: number | undefined;
}

/** @param format how the file's imports are written */
export function createMemberRenderer(
  host: TS,
  context: ts.TransformationContext,
  names: AddedNames,
  format: "esm" | "commonjs",
): MemberRenderer {
  const { factory } = context;
  return { classMembers, nameToGive, objectMethod, objectProperty, privateMethod };

  function classMembers(node: ts.ClassLikeDeclaration, members: readonly RenderedMember[]): ts.ClassElement[] {
    const own = (): ts.Expression => ownClass(node);
    const methods = members.filter(({ before }) => host.isMethodDeclaration(before) && !isDecorated(host, before));
    const first = methods.map((member) => registerMethod(member, own)).filter((statement) => statement !== undefined);
    const block = first.length === 0 ? [] : [staticBlock(first)];
    const rendered = [...block, ...members.flatMap((member) => withRegistration(member, own))];
    if (!hasStaticBlock(rendered)) return rendered;
    const source = host.getOriginalNode(node) as ts.ClassLikeDeclaration;
    const name = lostName(host, source, context.getCompilerOptions(), format);
    return name === undefined ? rendered : [staticBlock([statement(named(name))]), ...rendered];
  }

  function nameToGive(node: ts.ClassLikeDeclaration, all: readonly ts.ClassElement[]): ts.Identifier | undefined {
    if (!host.isClassDeclaration(node) || keepsFields(host, context.getCompilerOptions())) return undefined;
    return hasStaticBlock(all) && !isNamedToDecorate(host, node) ? nameOfDefault(host, factory, node) : undefined;
  }

  function hasStaticBlock(all: readonly ts.ClassElement[]): boolean {
    return all.some((member) => host.isClassStaticBlockDeclaration(member));
  }

  /** `$runtime.named(this, "Store")` */
  function named(name: string): ts.Expression {
    const callee = factory.createPropertyAccessExpression(factory.createIdentifier(names.runtime), RUNTIME_NAMES.named);
    return factory.createCallExpression(callee, undefined, [factory.createThis(), factory.createStringLiteral(name)]);
  }

  /**
   * How the class is referred to where it is made: by `this`, which the compiler gets wrong where it writes such code out
   * for a class with the older decorators. There its name will do, since it is decorated only then.
   */
  function ownClass(node: ts.ClassLikeDeclaration): ts.Expression {
    const options = context.getCompilerOptions();
    const isOlder = options.experimentalDecorators === true && isDecorated(host, node);
    if (!isOlder || keepsFields(host, options)) return factory.createThis();
    return node.name === undefined ? nameOfDefault(host, factory, node) : factory.createIdentifier(node.name.text);
  }

  function registerMethod({ before, index }: RenderedMember, own: () => ts.Expression): ts.Statement | undefined {
    const { name } = before as ts.MethodDeclaration;
    const isOwn = isStatic(host, before);
    if (index === undefined || (host.isPrivateIdentifier(name) && !isOwn)) return undefined;
    const holder = isOwn ? own() : factory.createPropertyAccessExpression(own(), "prototype");
    return statement(register(readMember(host, factory, holder, name), index));
  }

  function withRegistration({ before, after, index }: RenderedMember, own: () => ts.Expression): ts.ClassElement[] {
    if (index === undefined) return [after];
    if (host.isMethodDeclaration(after)) return [isDecorated(host, before) ? decorated(after, index) : after];
    if (!host.isPropertyDeclaration(after) || !host.isPropertyDeclaration(before)) return [after];
    if (isStatic(host, before)) {
      return [after, staticBlock([statement(register(readMember(host, factory, own(), before.name), index))])];
    }
    const { modifiers, name, questionToken, exclamationToken, type, initializer } = after;
    if (initializer === undefined) return [after];
    const fn = namedLike(host, factory, before, initializer, context.getCompilerOptions());
    const token = questionToken ?? exclamationToken;
    return [factory.updatePropertyDeclaration(after, modifiers, name, token, type, register(fn, index))];
  }

  /** Outside of all other decorators, which may have put another function in the method's place. */
  function decorated(method: ts.MethodDeclaration, index: number): ts.MethodDeclaration {
    const callee = factory.createPropertyAccessExpression(
      factory.createIdentifier(names.runtime),
      RUNTIME_NAMES.registered,
    );
    const make = factory.createCallExpression(factory.createIdentifier(names.make(index)), undefined, []);
    const decorator = factory.createDecorator(factory.createCallExpression(callee, undefined, [make]));
    const { asteriskToken, name, questionToken, typeParameters, parameters, type, body } = method;
    const modifiers = [decorator, ...(method.modifiers ?? [])];
    return factory.updateMethodDeclaration(
      method,
      modifiers,
      asteriskToken,
      name,
      questionToken,
      typeParameters,
      parameters,
      type,
      body,
    );
  }

  function objectMethod(
    before: ts.MethodDeclaration,
    method: ts.MethodDeclaration,
    index: number,
  ): ts.PropertyAssignment {
    const { name } = before;
    const literal = factory.createObjectLiteralExpression(
      [host.setEmitFlags(method, host.EmitFlags.NoLeadingComments)],
      true,
    );
    const assignment = factory.createPropertyAssignment(
      outerName(name),
      register(readMember(host, factory, literal, name), index),
    );
    return host.setCommentRange(host.setSourceMapRange(assignment, before), before);
  }

  function objectProperty(
    before: ts.PropertyAssignment,
    initializer: ts.Expression,
    index: number,
  ): ts.PropertyAssignment {
    const fn = namedLike(host, factory, before, initializer, context.getCompilerOptions());
    return factory.updatePropertyAssignment(before, before.name, register(fn, index));
  }

  /** As a method, `__proto__` names a property; before a colon it would be the object's prototype. */
  function outerName(name: ts.PropertyName): ts.PropertyName {
    const isPrototype = (host.isIdentifier(name) || host.isStringLiteral(name)) && name.text === "__proto__";
    if (!isPrototype) return copyName(host, factory, name);
    return factory.createComputedPropertyName(factory.createStringLiteral(name.text));
  }

  function privateMethod(access: ts.Expression, index: number): ts.Expression {
    return register(access, index);
  }

  function register(fn: ts.Expression, index: number): ts.Expression {
    return registration(factory, fn, false, index, names);
  }

  function statement(expression: ts.Expression): ts.Statement {
    return factory.createExpressionStatement(expression);
  }

  function staticBlock(statements: readonly ts.Statement[]): ts.ClassElement {
    return factory.createClassStaticBlockDeclaration(factory.createBlock(statements, true));
  }
}

/** Whether a member access takes the member's value, and does more than call it or read something of it. */
export function isTaken(host: TS, access: ts.Expression): boolean {
  // A node that another transformer made has no parent.
  const node = outermost(host, host.getOriginalNode(access));
  const { parent } = node;
  if (host.isCallExpression(parent)) return parent.expression !== node;
  if (host.isTaggedTemplateExpression(parent)) return parent.tag !== node;
  return (
    !host.isPropertyAccessExpression(parent) && !(host.isElementAccessExpression(parent) && parent.expression === node)
  );
}

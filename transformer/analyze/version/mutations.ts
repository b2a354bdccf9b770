import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import { assignmentTo } from "../functions/assignment.js";
import { isWrapper, unwrap } from "../functions/unwrap.js";
import { isReference, isWithin, walkValues } from "../functions/walk.js";
import { originOf } from "./origin.js";
import type { Resolver } from "./resolver.js";

/** The statements at the top of a module that change something when the module is loaded, by what they change. */
export type Mutations = ReadonlyMap<object, readonly ts.Node[]>;

/** What calling a function changes: variables around it, and what it is passed. */
interface Effects {
  readonly variables: ReadonlySet<object>;
  readonly parameters: ReadonlySet<number>;
}

/** The functions of `Object` and `Reflect` that change their first argument. */
const CHANGING = new Set([
  "assign",
  "defineProperties",
  "defineProperty",
  "deleteProperty",
  "freeze",
  "preventExtensions",
  "seal",
  "set",
  "setPrototypeOf",
]);

/**
 * Finds what the statements of a module change while it is loaded: `list.push(x)`, `object.a = x`,
 * `Class.prototype.m = …`, `Object.assign(object, …)`, and `register(x)` where that function itself does one of these.
 * What merely reads counts as no change.
 */
export function createMutations(compiler: Compiler, resolver: Resolver): (file: ts.SourceFile) => Mutations {
  const { syntax } = compiler;
  const { SyntaxKind } = syntax;
  const known = new Map<ts.SourceFile, Mutations>();
  const effects = new Map<ts.Node, Effects>();

  return (file) => {
    const found = known.get(file) ?? findIn(file);
    known.set(file, found);
    return found;
  };

  function findIn(file: ts.SourceFile): Mutations {
    const found = new Map<object, ts.Node[]>();
    if (file.isDeclarationFile) return found;
    for (const statement of effectsAtLoad(file)) {
      for (const identity of changedBy(statement)) {
        const statements = found.get(identity);
        if (statements === undefined) found.set(identity, [statement]);
        else statements.push(statement);
      }
    }
    return found;
  }

  /** The code at the top of a module or namespace that runs for its effects. */
  function* effectsAtLoad(around: ts.Node): Generator<ts.Node> {
    const children: ts.Node[] = [];
    syntax.forEachChild(around, (child) => void children.push(child));
    for (const child of children) {
      if (syntax.isModuleDeclaration(child) || child.kind === SyntaxKind.ModuleBlock) yield* effectsAtLoad(child);
      else if (syntax.isClassLike(child)) {
        yield* child.members.filter(({ kind }) => kind === SyntaxKind.ClassStaticBlockDeclaration);
        if (child.modifiers?.some(({ kind }) => kind === SyntaxKind.Decorator) === true) yield child;
      } else if (isEffect(child)) yield child;
    }
  }

  function isEffect({ kind }: ts.Node): boolean {
    const { FirstStatement, LastStatement, VariableStatement, EmptyStatement } = SyntaxKind;
    if (kind === VariableStatement || kind === EmptyStatement) return false;
    return (kind >= FirstStatement && kind <= LastStatement) || kind === SyntaxKind.Block;
  }

  function changedBy(code: ts.Node): Set<object> {
    const changed = new Set<object>();
    if (syntax.isClassLike(code)) {
      for (const modifier of code.modifiers ?? []) {
        if (modifier.kind === SyntaxKind.Decorator) addCallee(modifier.expression);
      }
      return changed;
    }
    walkValues(syntax, code, (node) => {
      if (syntax.isIdentifier(node) && isReference(syntax, node)) {
        const identity = changedAt(node, true);
        if (identity !== undefined) changed.add(identity);
      } else if (syntax.isCallExpression(node)) addCallee(node.expression);
      return true;
    });
    return changed;

    function addCallee(expression: ts.Expression): void {
      const callee = unwrap(syntax, expression);
      const called = syntax.isCallExpression(callee) ? callee.expression : callee;
      for (const identity of effectsOf(called)?.variables ?? []) changed.add(identity);
    }
  }

  /** What is changed where a name stands, if anything is. */
  function changedAt(name: ts.Identifier, followCalls: boolean): object | undefined {
    let node: ts.Node = name;
    let steps = 0;
    const accesses: ts.Node[] = [];
    for (;;) {
      const { parent } = node;
      if (isAccess(parent) && parent.expression === node) {
        steps++;
        accesses.push(parent);
      } else if (!isWrapper(syntax, parent)) break;
      node = parent;
    }
    const { parent } = node;
    let changes = assignmentTo(syntax, node) !== undefined;
    if (syntax.isCallExpression(parent)) {
      // `console.log()` doesn't change the console.
      if (parent.expression === node) changes ||= steps > 0 && isImportable(resolver.resolve(name));
      else changes ||= changesArgument(parent, node, followCalls);
    }
    if (!changes) return undefined;
    // `namespace.list.push(x)` changes the list.
    const member = accesses.map((access) => resolver.memberOfModule(access)).findLast((found) => found !== undefined);
    return (member ?? resolver.resolve(name))?.identity;
  }

  function changesArgument(call: ts.CallExpression, argument: ts.Node, followCalls: boolean): boolean {
    const index = call.arguments.findIndex((node) => node === argument);
    const callee = unwrap(syntax, call.expression);
    const [object, method] = syntax.isPropertyAccessExpression(callee)
      ? [unwrap(syntax, callee.expression), callee.name.text]
      : [callee, ""];
    if (!syntax.isIdentifier(object)) return false;
    if ((object.text === "Object" || object.text === "Reflect") && !isOfProject(resolver.resolve(object))) {
      return index === 0 && CHANGING.has(method);
    }
    // What a package's function does with it can't be seen.
    if (isFromPackage(resolver.resolve(object))) return true;
    return followCalls && effectsOf(callee)?.parameters.has(index) === true;
  }

  /** What calling a function of the project changes by itself; not what the functions that it calls change. */
  function effectsOf(callee: ts.Expression): Effects | undefined {
    const name = syntax.isPropertyAccessExpression(callee) ? callee.name : callee;
    if (!syntax.isIdentifier(name)) return undefined;
    const referent = name === callee ? resolver.resolve(name) : resolver.memberOfModule(callee);
    const fn = referent?.declarations.map(functionIn).find((found) => found !== undefined);
    if (fn === undefined || !isOfProject(referent)) return undefined;
    const found = effects.get(fn) ?? findEffects(fn);
    effects.set(fn, found);
    return found;
  }

  function findEffects(fn: ts.SignatureDeclaration): Effects {
    const variables = new Set<object>();
    const changed = new Set<object>();
    walkValues(syntax, fn, (node) => {
      if (!syntax.isIdentifier(node) || !isReference(syntax, node)) return true;
      const identity = changedAt(node, false);
      if (identity === undefined) return true;
      changed.add(identity);
      const isLocal = resolver.resolve(node)?.declarations.some((declaration) => isWithin(syntax, declaration, fn));
      if (isLocal !== true) variables.add(identity);
      return true;
    });
    const parameters = fn.parameters.flatMap(({ name }, index) => {
      const identity = syntax.isIdentifier(name) ? resolver.resolve(name)?.identity : undefined;
      return identity !== undefined && changed.has(identity) ? [index] : [];
    });
    return { variables, parameters: new Set(parameters) };
  }

  /** The function that a declaration makes, unless it goes on after it was called. */
  function functionIn(declaration: ts.Node): ts.SignatureDeclaration | undefined {
    const initializer = syntax.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const fn = initializer === undefined ? declaration : unwrap(syntax, initializer);
    if (!syntax.isFunctionDeclaration(fn) && !syntax.isArrowFunction(fn) && !syntax.isFunctionExpression(fn)) {
      return undefined;
    }
    const isAsync = fn.modifiers?.some(({ kind }) => kind === SyntaxKind.AsyncKeyword) === true;
    return isAsync || fn.body === undefined ? undefined : fn;
  }

  function isAccess(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
    return syntax.isPropertyAccessExpression(node) || syntax.isElementAccessExpression(node);
  }

  function isImportable(referent: Referent | undefined): boolean {
    return referent !== undefined && originOf(compiler, referent).kind !== "global";
  }

  function isOfProject(referent: Referent | undefined): boolean {
    const [declaration] = referent?.declarations ?? [];
    if (declaration === undefined || declaration.getSourceFile().isDeclarationFile) return false;
    return compiler.originOf(declaration.getSourceFile()) === "project";
  }

  function isFromPackage(referent: Referent | undefined): boolean {
    const [declaration] = referent?.declarations ?? [];
    if (referent?.imported !== true || declaration === undefined) return false;
    const file = declaration.getSourceFile();
    // `cacheOf(load)` changes nothing of what load computes.
    return compiler.originOf(file) === "package" && compiler.disk.placeOf(file).packageName !== "tscached";
  }
}

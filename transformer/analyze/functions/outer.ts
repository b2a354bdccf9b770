import type ts from "typescript";
import type { Compiler, FunctionNode, Referent } from "../../compiler/adapter.js";
import {
  holdsCode,
  isCode,
  isConstant,
  isModule,
  isVariable,
  scopeOf,
  wholeDeclaration,
  type VariableNode,
} from "./declarations.js";
import { changingVariables, membersOf } from "./members.js";
import { assignmentTo } from "./reassignment.js";
import { referencesIn, type Reference } from "./references.js";
import { unwrap } from "./unwrap.js";
import { isWithin } from "./walk.js";

/** A variable outside a function that its result may depend on, and that may have another value at another call. */
export interface OuterVariable {
  readonly referent: Referent;
  readonly declaration: VariableNode;
  /** Whether each run of the code around the function has such a variable of its own. */
  readonly scope: "captured" | "module";
  readonly reads: OuterUse[];
  /** Where the function, or a helper in its file, assigns it. */
  readonly writes: OuterUse[];
}

/** One use of such a variable, in the function or in a helper. */
export interface OuterUse {
  /** The identifier: the variable, or the module or namespace that it is read of. */
  readonly name: ts.Identifier;
  /** What that identifier refers to. */
  readonly base: Referent;
  /** What is read of the module or namespace: `counter`. */
  readonly members: readonly string[];
  /** The expression that gives the variable's value; undefined where a pattern takes its module apart. */
  readonly node: ts.Node | undefined;
  /** The name in the cached function through which this use is reached. */
  readonly origin: ts.Identifier;
}

/** A module or namespace with variables that may change, used in a way that doesn't tell which of them are read. */
export interface Escape {
  readonly name: ts.Identifier;
  readonly origin: ts.Identifier;
  /** One of the variables. */
  readonly declaration: VariableNode;
}

export interface OuterFindings {
  readonly variables: readonly OuterVariable[];
  readonly escapes: readonly Escape[];
  /** The functions and classes around it whose code it runs, in the order in which they are met. */
  readonly helpers: readonly ts.Node[];
}

/**
 * The variables outside a function that its result may depend on: those captured from an enclosing function, and
 * module variables that may change. Follows helpers: functions, classes and constants of the project that it uses.
 */
export function findOuterVariables(compiler: Compiler, fn: FunctionNode): OuterFindings {
  const { syntax } = compiler;
  const variables = new Map<object, OuterVariable>();
  const escapes = new Map<object, Escape>();
  const followed = new Set<ts.Node>();
  // Not the parameters: what a default reads is in the key, by the parameter's value.
  if (fn.body !== undefined) follow(fn.body, undefined);
  const helpers = [...followed].filter((code) => code !== fn.body && scopeOf(syntax, code) === "captured");
  return { variables: [...variables.values()], escapes: [...escapes.values()], helpers };

  /** @param via the name in the function through which this code is reached; none for the function itself */
  function follow(code: ts.Node, via: ts.Identifier | undefined): void {
    if (followed.has(code)) return;
    followed.add(code);
    for (const reference of referencesIn(compiler, code)) visit(reference, code, via ?? reference.name);
  }

  function visit({ name, referent }: Reference, code: ts.Node, origin: ts.Identifier): void {
    const at = { name, base: referent, origin };
    if (!referent.declarations.some((node) => isModule(syntax, [node]))) {
      use(referent, { ...at, members: [], node: name }, code);
      return;
    }
    const members = membersOf(compiler, name, referent);
    if (members !== "all") {
      for (const member of members) use(member.referent, { ...at, members: member.names, node: member.node }, code);
    } else if (isModule(syntax, referent.declarations)) {
      escape(name, referent, origin);
    }
    // A function or a class may be a namespace as well.
    if (!isModule(syntax, referent.declarations)) use(referent, { ...at, members: [], node: name }, code);
  }

  function escape(name: ts.Identifier, module: Referent, origin: ts.Identifier): void {
    const [declaration] = changingVariables(compiler, module);
    if (declaration === undefined || name.text.startsWith("_") || escapes.has(module.identity)) return;
    escapes.set(module.identity, { name, origin, declaration });
  }

  function use(referent: Referent, found: OuterUse, code: ts.Node): void {
    const [declaration] = referent.declarations;
    if (declaration === undefined || !compiler.isOwnFile(declaration.getSourceFile())) return;
    if (isWithin(syntax, declaration, code) || isWithin(syntax, declaration, fn)) return;
    const scope = scopeOf(syntax, declaration);
    if (isVariable(syntax, declaration) && !isAlwaysThatCode(declaration, scope)) {
      // The same sign as on a parameter: left out of the key on purpose.
      if ((found.members.at(-1) ?? found.name.text).startsWith("_")) return;
      if (scope === "captured" || !isReadAtLoad(found.name, code)) add(referent, declaration, scope, found);
    } else if (!holdsFunction(declaration) && !declaration.getSourceFile().isDeclarationFile) {
      for (const part of referent.declarations.map((node) => wholeDeclaration(syntax, node))) {
        if (isCode(syntax, part)) follow(part, found.origin);
      }
    }
  }

  function add(referent: Referent, declaration: VariableNode, scope: OuterVariable["scope"], found: OuterUse): void {
    const variable = variables.get(referent.identity) ?? { referent, declaration, scope, reads: [], writes: [] };
    const assignment = found.node && assignmentTo(syntax, found.node);
    const isOwn = found.name.getSourceFile() === fn.getSourceFile();
    if (assignment !== undefined && isOwn) variable.writes.push(found);
    else if (assignment !== "set") variable.reads.push(found);
    else return;
    variables.set(referent.identity, variable);
  }

  /** Whether a variable is a constant whose code says all there is to say of it. */
  function isAlwaysThatCode(declaration: VariableNode, scope: OuterVariable["scope"]): boolean {
    return scope === "module" ? isConstant(syntax, declaration) : holdsCode(syntax, declaration);
  }

  /** Whether a name is read once, when a constant is initialised, and not by a function in it. */
  function isReadAtLoad(name: ts.Node, code: ts.Node): boolean {
    if (!syntax.isVariableDeclaration(code)) return false;
    for (let node = name; node !== code; node = node.parent) if (syntax.isFunctionLike(node)) return false;
    return true;
  }

  /** Whether a declaration is that of the constant which holds the function. */
  function holdsFunction(declaration: ts.Node): boolean {
    if (!syntax.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
    return unwrap(syntax, declaration.initializer) === fn;
  }
}

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
import { findReceiver, type ReceiverUse } from "./constructs.js";
import { changingVariables, membersOf } from "./members.js";
import { QuietHelpers } from "./quiet.js";
import { assignmentTo } from "./assignment.js";
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

/** Some code on the way, and how far it is gone through. */
interface Step {
  readonly code: ts.Node;
  /** The name in the function through which the code is reached; none for the function itself. */
  readonly via: ts.Identifier | undefined;
  next: number;
}

/** A `this` or `super` of an enclosing function, which a local helper has captured. */
export interface CapturedReceiver extends ReceiverUse {
  /** The name in the cached function through which the helper is reached. */
  readonly origin: ts.Identifier;
}

export interface OuterFindings {
  readonly variables: readonly OuterVariable[];
  readonly escapes: readonly Escape[];
  readonly receivers: readonly CapturedReceiver[];
}

/**
 * The variables outside a function that its result may depend on: those captured from an enclosing function, and
 * module variables that may change. Follows helpers: functions, classes and constants of the project that it uses.
 */
export function findOuterVariables(compiler: Compiler, fn: FunctionNode): OuterFindings {
  const { syntax } = compiler;
  const variables = new Map<object, OuterVariable>();
  const escapes = new Map<object, Escape>();
  const receivers: CapturedReceiver[] = [];
  const followed = new Set<ts.Node>();
  const quiet = new QuietHelpers(compiler);
  // Not the parameters: what a default reads is in the key, by the parameter's value.
  if (fn.body !== undefined) follow(fn.body);
  quiet.learn();
  return { variables: [...variables.values()], escapes: [...escapes.values()], receivers };

  /** Goes into each helper where it is named. With a stack of its own: helpers call helpers, thousands in a row. */
  function follow(body: ts.Node): void {
    const way: Step[] = [{ code: body, via: undefined, next: 0 }];
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const { code, via } = step;
      const reference = referencesIn(compiler, code)[step.next++];
      if (reference === undefined) way.pop();
      else {
        for (const helper of visit(reference, code, via ?? reference.name).reverse()) way.push(helper);
      }
    }
  }

  /** Takes in what a name refers to, and returns the helpers that it leads to. */
  function visit({ name, referent }: Reference, code: ts.Node, origin: ts.Identifier): Step[] {
    const at = { name, base: referent, origin };
    const whole = (): Step[] => use(referent, { ...at, members: [], node: name }, code);
    if (!referent.declarations.some((node) => isModule(syntax, [node]))) return whole();
    const members = membersOf(compiler, name, referent);
    const helpers: Step[] = [];
    if (members !== "all") {
      for (const member of members) {
        helpers.push(...use(member.referent, { ...at, members: member.names, node: member.node }, code));
      }
    } else if (isModule(syntax, referent.declarations)) {
      escape(name, referent, origin, code);
    }
    // A function or a class may be a namespace as well.
    return isModule(syntax, referent.declarations) ? helpers : [...helpers, ...whole()];
  }

  function escape(name: ts.Identifier, module: Referent, origin: ts.Identifier, code: ts.Node): void {
    const [declaration] = changingVariables(compiler, module);
    if (declaration !== undefined) quiet.disturb(code);
    if (declaration === undefined || name.text.startsWith("_") || escapes.has(module.identity)) return;
    escapes.set(module.identity, { name, origin, declaration });
  }

  function use(referent: Referent, found: OuterUse, code: ts.Node): Step[] {
    const [declaration] = referent.declarations;
    if (declaration === undefined || !compiler.isOwnFile(declaration.getSourceFile())) return [];
    if (isWithin(syntax, declaration, code)) return [];
    if (isWithin(syntax, declaration, fn)) {
      quiet.disturb(code);
      return [];
    }
    const scope = scopeOf(syntax, declaration);
    if (isVariable(syntax, declaration) && !isAlwaysThatCode(declaration, scope)) {
      quiet.disturb(code);
      // The same sign as on a parameter: left out of the key on purpose.
      if ((found.members.at(-1) ?? found.name.text).startsWith("_")) return [];
      if (scope === "captured" || !isReadAtLoad(found.name, code)) add(referent, declaration, scope, found);
      return [];
    }
    if (declaration.getSourceFile().isDeclarationFile) return [];
    if (holdsFunction(declaration)) {
      quiet.disturb(code);
      return [];
    }
    const parts = referent.declarations.map((node) => wholeDeclaration(syntax, node));
    const helpers = parts.filter((part) => isCode(syntax, part) && !quiet.has(part));
    for (const helper of helpers) quiet.leads(code, helper);
    const first = helpers.filter(isFirstMet);
    if (scope === "captured") for (const helper of first) useReceiver(helper, found.origin);
    return first.map((helper) => ({ code: helper, via: found.origin, next: 0 }));
  }

  function useReceiver(helper: ts.Node, origin: ts.Identifier): void {
    const receiver = findReceiver(syntax, helper);
    if (receiver === undefined) return;
    receivers.push({ ...receiver, origin });
    quiet.disturb(helper);
  }

  function isFirstMet(part: ts.Node): boolean {
    const isNew = !followed.has(part);
    followed.add(part);
    return isNew;
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

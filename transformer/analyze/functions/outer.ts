import type ts from "typescript";
import type { Compiler, FunctionNode, Referent, Syntax } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import { pointTo, type Reporter } from "../report.js";
import { unwrap } from "./unwrap.js";
import { isReference, isWithin, walkValues } from "./walk.js";

/**
 * Reports the variables outside a function that its result may depend on though they are in no key: those captured
 * from an enclosing function, and module variables that may change, read by the function or by a helper in its file.
 */
export function checkOuterVariables(compiler: Compiler, fn: FunctionNode, reporter: Reporter): boolean {
  const { syntax } = compiler;
  const reported = new Set<object>();
  const followed = new Set<ts.Node>();
  // Not the parameters: what a default reads is in the key, by the parameter's value.
  if (fn.body !== undefined) follow(fn.body, undefined);
  return reported.size === 0;

  /** @param via the name in the function through which this code is reached; none for the function itself */
  function follow(code: ts.Node, via: ts.Identifier | undefined): void {
    walkValues(syntax, code, (node) => {
      if (syntax.isIdentifier(node) && (isReference(syntax, node) || isMember(syntax, node)))
        visit(node, code, via ?? node);
      return true;
    });
  }

  function visit(name: ts.Identifier, code: ts.Node, origin: ts.Identifier): void {
    const referent = compiler.resolve(name);
    const declaration = referent?.declarations[0];
    if (referent === undefined || declaration === undefined || reported.has(referent.identity)) return;
    if (isMember(syntax, name) && !isModuleMember(syntax, declaration)) return;
    if (isWithin(syntax, declaration, code) || isWithin(syntax, declaration, fn) || holds(syntax, declaration, fn))
      return;
    // The same sign as on a parameter: left out of the key on purpose.
    if (name.text.startsWith("_") && isVariable(syntax, declaration)) return;

    if (scopeOf(syntax, declaration) === "inner") {
      const kind = kindOf(syntax, declaration);
      report({
        referent,
        origin,
        use: name,
        what: `the ${kind} "${name.text}" captured from the code around it`,
        kind,
      });
    } else if (isVariable(syntax, declaration) && !isConstant(syntax, declaration)) {
      if (isAmbient(declaration) || isReadAtLoad(syntax, name, code)) return;
      const what = `the module variable "${name.text}", which may change`;
      report({ referent, origin, use: name, what, kind: "variable" });
    } else if (declaration.getSourceFile() === fn.getSourceFile()) {
      for (const part of referent.declarations) {
        if (followed.has(part) || !isCode(syntax, part)) continue;
        followed.add(part);
        follow(part, origin);
      }
    }
  }

  function report({ referent, origin, use, what, kind }: Finding): void {
    reported.add(referent.identity);
    const user = origin === use ? "a cached function" : "a helper of a cached function";
    const instead = kind === "variable" ? PASS_IT : `Move the ${kind} to the top of the file.`;
    const related = referent.declarations
      .slice(0, 1)
      .map((declaration) => pointTo(declaration, "It is declared here."));
    if (origin !== use) related.unshift(pointTo(use, "It is used here."));
    reporter.errorAt(catalogue.notSupportedYet({ what: `${user} that uses ${what}`, instead }), origin, related);
  }
}

const PASS_IT = `Pass it as a parameter, or start its name with "_" if the result doesn't depend on it.`;

interface Finding {
  readonly referent: Referent;
  /** The name in the cached function through which the use is reached. */
  readonly origin: ts.Node;
  readonly use: ts.Node;
  readonly what: string;
  readonly kind: "variable" | "function" | "class";
}

function kindOf(syntax: Syntax, declaration: ts.Node): Finding["kind"] {
  if (isVariable(syntax, declaration)) return "variable";
  return syntax.isClassLike(declaration) ? "class" : "function";
}

/** Whether a name is what is read of something: of a namespace, that may be a variable too. */
function isMember(syntax: Syntax, name: ts.Identifier): boolean {
  const { parent } = name;
  if (parent.kind !== syntax.SyntaxKind.PropertyAccessExpression) return false;
  return (parent as ts.PropertyAccessExpression).name === name;
}

/** Whether a declaration makes a member of a module or namespace, rather than a property of an object. */
function isModuleMember(syntax: Syntax, declaration: ts.Node): boolean {
  return isCode(syntax, declaration) && scopeOf(syntax, declaration) === "module";
}

/** Whether a declaration stands at the top of a module or namespace, or inside something that may run many times. */
function scopeOf(syntax: Syntax, declaration: ts.Node): "module" | "inner" {
  const { SyntaxKind } = syntax;
  for (let node = declaration.parent as ts.Node | undefined; node !== undefined; node = node.parent) {
    if (syntax.isSourceFile(node) || node.kind === SyntaxKind.ModuleBlock) return "module";
    if (syntax.isBlock(node) || syntax.isFunctionLike(node) || node.kind === SyntaxKind.CaseBlock) return "inner";
    if (node.kind === SyntaxKind.ForStatement || node.kind === SyntaxKind.CatchClause) return "inner";
    if (node.kind === SyntaxKind.ForOfStatement || node.kind === SyntaxKind.ForInStatement) return "inner";
  }
  return "module";
}

function isVariable(syntax: Syntax, node: ts.Node): boolean {
  return syntax.isVariableDeclaration(node) || syntax.isBindingElement(node) || syntax.isParameter(node);
}

function isConstant(syntax: Syntax, declaration: ts.Node): boolean {
  for (let node = declaration; !syntax.isSourceFile(node); node = node.parent) {
    if (syntax.isVariableDeclarationList(node)) return (node.flags & syntax.NodeFlags.Const) !== 0;
    if (syntax.isParameter(node)) return false;
  }
  return true;
}

/** Whether a declaration only describes what exists elsewhere, such as the globals of a library. */
function isAmbient(declaration: ts.Node): boolean {
  return declaration.getSourceFile().isDeclarationFile;
}

/** Whether a name is read once, when a constant is initialised, and not by a function in it. */
function isReadAtLoad(syntax: Syntax, name: ts.Node, code: ts.Node): boolean {
  if (!syntax.isVariableDeclaration(code)) return false;
  for (let node = name; node !== code; node = node.parent) if (syntax.isFunctionLike(node)) return false;
  return true;
}

/** Whether a declaration is that of the constant which holds `fn`. */
function holds(syntax: Syntax, declaration: ts.Node, fn: FunctionNode): boolean {
  if (!syntax.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
  return unwrap(syntax, declaration.initializer) === fn;
}

/** Whether a declaration has code that runs when the thing declared is used. */
function isCode(syntax: Syntax, node: ts.Node): boolean {
  return syntax.isFunctionDeclaration(node) || syntax.isVariableDeclaration(node) || syntax.isClassLike(node);
}

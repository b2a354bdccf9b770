import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Context } from "../context.js";
import { findTaggedComments } from "../tags/find.js";
import { findTarget } from "./target.js";
import { unwrap } from "./unwrap.js";
import { walkValues } from "./walk.js";

/** Each file is looked through once a compiler. */
const known = new WeakMap<Compiler, WeakMap<ts.SourceFile, ReadonlySet<ts.Node>>>();

const NONE: ReadonlySet<ts.Node> = new Set();

/**
 * Warns where a function that is cached for all sessions calls one that is cached for each: at run time that is refused,
 * whenever it happens. Only calls that the body itself makes count: a function inside of it may be run by `runInSession`,
 * or by an input, which makes it right. Nor are methods told, since a class derived may have other ones.
 */
export function warnOfSessionCalls({ compiler, reporter }: Context, { body }: FunctionNode): void {
  const { syntax } = compiler;
  if (body === undefined) return;
  walkValues(syntax, body, (node) => {
    if (syntax.isFunctionLike(node) || syntax.isClassLike(node)) return false;
    const name = syntax.isCallExpression(node) ? calleeOf(node) : undefined;
    if (name !== undefined && isOfSession(compiler, name)) {
      reporter.warningAt(catalogue.callsSessionFunction({ name: name.text }), node);
    }
    return true;
  });

  function calleeOf({ expression }: ts.CallExpression): ts.Identifier | undefined {
    const callee = unwrap(syntax, expression);
    if (syntax.isIdentifier(callee)) return callee;
    // `sessions.load()`
    const isMember = syntax.isPropertyAccessExpression(callee) && syntax.isIdentifier(callee.name);
    return isMember ? callee.name : undefined;
  }
}

/** Whether a name stands for a function, by its declaration, that each session has a cache of. */
function isOfSession(compiler: Compiler, name: ts.Identifier): boolean {
  const { syntax } = compiler;
  return (compiler.resolve(name)?.declarations ?? []).some((declaration) => {
    if (syntax.isFunctionDeclaration(declaration)) return sessionFunctionsOf(compiler, declaration).has(declaration);
    if (!syntax.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
    return sessionFunctionsOf(compiler, declaration).has(unwrap(syntax, declaration.initializer));
  });
}

/** The functions of a declaration's file that each session has a cache of. */
function sessionFunctionsOf(compiler: Compiler, declaration: ts.Node): ReadonlySet<ts.Node> {
  const file = declaration.getSourceFile();
  let ofCompiler = known.get(compiler);
  if (ofCompiler === undefined) known.set(compiler, (ofCompiler = new WeakMap()));
  let functions = ofCompiler.get(file);
  if (functions === undefined) ofCompiler.set(file, (functions = find(compiler, file)));
  return functions;
}

function find(compiler: Compiler, file: ts.SourceFile): ReadonlySet<ts.Node> {
  // What is installed, or another project's, may have been built in any way.
  if (file.isDeclarationFile || !compiler.isOwnFile(file)) return NONE;
  if (!file.text.includes("session") || !file.text.includes("@cache")) return NONE;
  const found = new Set<ts.Node>();
  for (const comment of findTaggedComments(compiler.syntax, file)) {
    const { tags, isJSDoc } = comment.comment;
    const use = tags.find(({ exact, options }) =>
      options.some(({ name, value }) => exact && name === "scope" && value === "session"),
    );
    if (use === undefined || !isJSDoc || use.problem !== undefined) continue;
    const target = findTarget(compiler, comment, use.tag);
    if (!("message" in target)) found.add(target.fn);
  }
  return found;
}

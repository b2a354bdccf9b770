import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Context } from "../context.js";
import { once } from "../once.js";
import { functionsTagged } from "./tagged.js";
import { unwrap } from "./unwrap.js";
import { walkValues } from "./walk.js";

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
    const ofSession = sessionFunctionsIn(compiler, declaration.getSourceFile());
    if (syntax.isFunctionDeclaration(declaration)) return ofSession.has(declaration);
    if (!syntax.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
    return ofSession.has(unwrap(syntax, declaration.initializer));
  });
}

/** The functions of a file that each session has a cache of. */
const sessionFunctionsIn = once((compiler, file: ts.SourceFile): ReadonlySet<ts.Node> => {
  // What is installed, or another project's, may have been built in any way.
  if (file.isDeclarationFile || !compiler.isOwnFile(file)) return NONE;
  if (!file.text.includes("session") || !file.text.includes("@cache")) return NONE;
  const uses = functionsTagged(compiler, file, ({ options }) =>
    options.some(({ name, value }) => name === "scope" && value === "session"),
  );
  return new Set([...uses].flatMap(([fn, { problem }]) => (problem === undefined ? [fn] : [])));
});

import type ts from "typescript";
import type { FunctionNode } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Message } from "../../diagnostics/diagnostic.js";
import type { Context } from "../context.js";
import { accessedName } from "../functions/access.js";
import { scopeOf } from "../functions/declarations.js";
import { unwrap } from "../functions/unwrap.js";
import { isReference, isWithin, walkValues } from "../functions/walk.js";
import type { TagUse } from "../tags/comment.js";
import { builtInPath, ownDeclaration, type Lookup } from "./built-in-path.js";
import { isHandedOn } from "./destinations.js";
import { environmentReadAt } from "./environment-reads.js";
import { isObservedByHand } from "./observed.js";
import { RANDOM } from "./random-reads.js";
import { CLOCKS, timeReadBy } from "./time-reads.js";

/** The last names of the paths to what is looked for, so that few accesses have to be followed. */
const LAST_STEPS: ReadonlySet<string> = new Set(
  [...CLOCKS, ...RANDOM].map((path) => path.slice(path.lastIndexOf(".") + 1)),
);

/**
 * Warns where a cached function reads the environment, the time or something random: of these, the key knows nothing. What
 * helpers read is theirs to say; defaults are in the key by the parameter's value, or left out of it on purpose.
 *
 * @param given the tag that may name variables of the environment
 * @param isApart whether a function inside is somebody else's business
 */
export function warnOfDirectReads(
  { compiler, reporter }: Context,
  fn: FunctionNode,
  given: TagUse | undefined,
  isApart: (node: ts.Node) => boolean,
): void {
  const { syntax } = compiler;
  const { body } = fn;
  const inKey = new Set(given?.key.map(({ steps }) => steps.map(({ step }) => step).join(".")));
  if (body === undefined) return;
  const isInside = (declaration: ts.Node): boolean => isWithin(syntax, declaration, body);
  // What is captured of a function around is in the key by itself.
  const lookup: Lookup = {
    compiler,
    isFollowed: (declaration) => isInside(declaration) || scopeOf(syntax, declaration) === "module",
  };
  walkValues(syntax, body, (node) => {
    if (isApart(node)) return false;
    if (syntax.isCallExpression(node) && isObservedByHand(compiler, node)) return false;
    const environment = environmentReadAt(lookup, node);
    if (environment !== undefined) {
      const isInKey = environment.name !== undefined && inKey.has(`process.env.${environment.name}`);
      if (!isInKey) reporter.warningAt(catalogue.readsEnvironment(environment), node);
      return false;
    }
    const message = momentAt(node);
    if (message === undefined) return true;
    reporter.warningAt(message, node);
    return false;
  });

  /** What a node takes of the moment: the time, or something random. */
  function momentAt(node: ts.Node): Message | undefined {
    if (syntax.isCallExpression(node) || node.kind === syntax.SyntaxKind.NewExpression) {
      return madeBy(node as ts.CallExpression | ts.NewExpression);
    }
    const path = functionAt(node);
    if (path === undefined) return undefined;
    if (CLOCKS.has(path)) return catalogue.readsTime({ what: path });
    return RANDOM.has(path) ? catalogue.readsRandom({ what: path }) : undefined;
  }

  function madeBy(node: ts.CallExpression | ts.NewExpression): Message | undefined {
    const callee = unwrap(syntax, node.expression);
    const path = builtInPath(lookup, callee);
    const time = timeReadBy(lookup, fn, node, path);
    const random = syntax.isCallExpression(node) && path !== undefined && RANDOM.has(path) ? `${path}()` : undefined;
    if (time === undefined && random === undefined) return undefined;
    if (syntax.isIdentifier(callee) && wasTold(callee)) return undefined;
    if (time !== undefined) return catalogue.readsTime({ what: time });
    return random === undefined ? undefined : catalogue.readsRandom({ what: random });
  }

  /** Whether a function got its name inside, where that was told of. */
  function wasTold(name: ts.Identifier): boolean {
    const declaration = ownDeclaration(compiler, name);
    if (declaration === undefined || !isInside(declaration)) return false;
    const path = builtInPath(lookup, name) ?? "";
    return CLOCKS.has(path) || RANDOM.has(path);
  }

  /** The path to a function of which an expression, or an element of a pattern, takes hold without calling it. */
  function functionAt(node: ts.Node): string | undefined {
    if (syntax.isBindingElement(node)) return syntax.isIdentifier(node.name) ? builtInPath(lookup, node) : undefined;
    if (syntax.isIdentifier(node)) {
      if (!isReference(syntax, node) || !isHandedOn(lookup, node) || wasTold(node)) return undefined;
      return builtInPath(lookup, node);
    }
    if (!syntax.isPropertyAccessExpression(node) && !syntax.isElementAccessExpression(node)) return undefined;
    const step = accessedName(syntax, node);
    if (step === undefined || !LAST_STEPS.has(step) || !isHandedOn(lookup, node)) return undefined;
    return builtInPath(lookup, node);
  }
}

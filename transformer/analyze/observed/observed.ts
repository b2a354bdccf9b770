import type ts from "typescript";
import type { Compiler } from "../../compiler/adapter.js";
import { functionsTagged } from "../functions/tagged.js";
import { unwrap } from "../functions/unwrap.js";
import { once } from "../once.js";
import type { TagUse } from "../tags/comment.js";
import { isObservedTag, OBSERVED_TAGS, type ObservedTag } from "../tags/names.js";

const NONE: ReadonlyMap<ts.Node, TagUse> = new Map();

/**
 * The tag of a function whose calls are observed; undefined for any other node. A hit runs such a function again, so that
 * what it reads and assigns is nothing that a cached function's result depends on without anybody's knowing.
 */
export function observedTagOf(compiler: Compiler, node: ts.Node): ObservedTag | undefined {
  if (!compiler.syntax.isFunctionLike(node)) return undefined;
  const tag = observedIn(compiler, node.getSourceFile()).get(node)?.tag;
  return tag !== undefined && isObservedTag(tag) ? tag : undefined;
}

const observedIn = once((compiler, file: ts.SourceFile): ReadonlyMap<ts.Node, TagUse> => {
  if (file.isDeclarationFile || !OBSERVED_TAGS.some((tag) => file.text.includes(tag))) return NONE;
  return functionsTagged(compiler, file, ({ tag }) => isObservedTag(tag));
});

/** What the tag of a function adds to its code: what was stored without its calls is no result of the function with them. */
export function observedText(compiler: Compiler, fn: ts.Node): string {
  const tag = observedTagOf(compiler, fn);
  return tag === undefined ? "" : `(${tag})`;
}

/** What the runtime has in the place of the tags. */
const BY_HAND: readonly string[] = ["replayable", "cacheInput"];

/** Whether a call is one of the runtime's `replayable(fn)` or `cacheInput(fn)`, by which a function is made an observed one. */
export function isObservedByHand(compiler: Compiler, call: ts.CallExpression): boolean {
  const { syntax } = compiler;
  if (!BY_HAND.some((name) => call.getSourceFile().text.includes(name))) return false;
  const callee = unwrap(syntax, call.expression);
  const referent = syntax.isIdentifier(callee)
    ? compiler.resolve(callee)
    : syntax.isPropertyAccessExpression(callee)
      ? compiler.member(callee.name)
      : undefined;
  return referent?.declarations.some((declaration) => isOurs(compiler, declaration)) === true;
}

function isOurs({ syntax, disk }: Compiler, declaration: ts.Node): boolean {
  const { name } = declaration as { name?: ts.Node };
  const file = declaration.getSourceFile();
  if (name === undefined || !syntax.isIdentifier(name) || !BY_HAND.includes(name.text)) return false;
  return file.isDeclarationFile && disk.placeOf(file).packageName === "tscached";
}

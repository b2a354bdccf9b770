import type ts from "typescript";
import type { ObservedFunction } from "../../transformer/analyze/plan.js";
import { isFunctionValue, unwrap } from "../../transformer/analyze/functions/unwrap.js";
import type { TaggedComment } from "../../transformer/analyze/tags/comment.js";
import { documentationOfOption, documentationOfTag } from "../../transformer/analyze/tags/documentation.js";
import { findTaggedComments, nodesAround } from "../../transformer/analyze/tags/find.js";
import { mayHaveTags } from "../../transformer/analyze/tags/names.js";
import type { Compiler } from "../../transformer/compiler/adapter.js";
import type { FileFacts } from "../../transformer/hosts/session.js";
import { taggedFunctions, type TaggedFunction } from "../tagged.js";
import type { FileView, UseView } from "../view.js";
import { describeCached } from "./cached.js";
import { describeErrors } from "./errors.js";
import { describeObserved } from "./observed.js";

/**
 * What to show at a place, as Markdown: on the name of a tagged function, on its tag, on an option. Undefined where we
 * have nothing to say.
 */
export function hoverAt(view: FileView, position: number): string | undefined {
  const { compiler, file } = view;
  const tagged = taggedFunctions(compiler, file);
  const comment = findTaggedComments(compiler.syntax, file).find(
    ({ comment: { start, end } }) => start <= position && position < end,
  )?.comment;
  if (comment !== undefined) {
    const fn = tagged.find(({ comments }) => comments.some((its) => its.comment.start === comment.start));
    return hoverInComment(view, fn, comment, position);
  }
  const named = tagged.find(({ target: { name } }) => {
    return name !== undefined && name.getStart(file) <= position && position < name.end;
  });
  if (named !== undefined) return describe(view, file, named);
  return useHoverAt(view, position);
}

/** The same where a tagged function is used; the file itself needs no tags. */
export function useHoverAt({ compiler, file, factsOf }: UseView, position: number): string | undefined {
  const declaration = declarationAt(compiler, file, position);
  if (declaration === undefined) return undefined;
  const declared = declaration.getSourceFile();
  // Cheap, and true of few: most names stand for something in a file without tags.
  if (declared.isDeclarationFile || !mayHaveTags(declared.text)) return undefined;
  const facts = factsOf(declared);
  const fn = facts && functionOf(facts.compiler, declared, declaration);
  return facts && fn && describe(facts, declared, fn);
}

function hoverInComment(
  view: FileView,
  fn: TaggedFunction | undefined,
  comment: TaggedComment,
  position: number,
): string | undefined {
  for (const use of comment.tags) {
    if (use.exact && use.start <= position && position < use.end) {
      const facts = fn && describe(view, view.file, fn);
      const shown = [documentationOfTag(use.tag), facts].filter((text) => text !== undefined);
      return shown.length === 0 ? undefined : shown.join("\n\n---\n\n");
    }
    const option = use.options.find(({ nameStart, nameEnd }) => nameStart <= position && position < nameEnd);
    if (option !== undefined) return documentationOfOption(option.name);
  }
  return undefined;
}

function describe(facts: FileFacts, file: ts.SourceFile, fn: TaggedFunction): string | undefined {
  const start = fn.target.fn.getStart(file);
  const isIt = ({ node }: Pick<ObservedFunction, "node">): boolean => {
    return node.start === start && node.end === fn.target.fn.end;
  };
  const planned = facts.plan.functions.find(isIt);
  if (planned !== undefined) return describeCached(facts, fn, planned);
  const observed = facts.plan.observed.find(isIt);
  return observed === undefined ? describeErrors(facts, file, fn) : describeObserved(observed);
}

/** The declaration of what a name stands for. */
function declarationAt(compiler: Compiler, file: ts.SourceFile, position: number): ts.Node | undefined {
  const { syntax } = compiler;
  const name = nodesAround(syntax, file, position).at(-1);
  if (name === undefined || position < name.getStart(file)) return undefined;
  if (syntax.isIdentifier(name)) return compiler.resolve(name)?.declarations[0];
  return syntax.isPrivateIdentifier(name) ? compiler.member(name)?.declarations[0] : undefined;
}

/** The tagged function that a declaration is, or holds. */
function functionOf(compiler: Compiler, file: ts.SourceFile, declaration: ts.Node): TaggedFunction | undefined {
  const { syntax } = compiler;
  const { initializer } = declaration as { initializer?: ts.Expression };
  const value = initializer && unwrap(syntax, initializer);
  const fn = value !== undefined && isFunctionValue(syntax, value) ? value : declaration;
  return taggedFunctions(compiler, file).find(
    ({ target, comments }) => target.fn === fn || comments.some(({ owner }) => owner === declaration),
  );
}

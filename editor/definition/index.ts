import type ts from "typescript";
import { typedNames } from "../../transformer/analyze/keys/parameters.js";
import { leafOf } from "../../transformer/analyze/keys/paths.js";
import { readPath, type KeyExpression } from "../../transformer/analyze/tags/key-text.js";
import type { LiteralItem } from "../../transformer/analyze/tags/literal.js";
import type { FunctionNode } from "../../transformer/compiler/adapter.js";
import { taggedFunctions } from "../tagged.js";
import type { FileView } from "../view.js";

/** Where a name is declared that stands in `@cacheKey`, or in the braces of an entry's tag. */
export function definitionAt(view: FileView, position: number): ts.DefinitionInfoAndBoundSpan | undefined {
  for (const { target, comments } of taggedFunctions(view.compiler, view.file)) {
    const comment = comments.find(({ comment: { start, end } }) => start <= position && position < end)?.comment;
    if (comment === undefined) continue;
    const named = comment.tags.flatMap((tag) => [
      ...tag.key,
      ...tag.options
        .filter(({ name }) => name === "tags")
        .flatMap(({ items }) => items.flatMap((item) => slotsOf(item, view.file.text))),
    ]);
    const path = named.find(({ start, end }) => start <= position && position <= end);
    return path && definitionOf(view, target.fn, path, position);
  }
  return undefined;
}

function definitionOf(
  view: FileView,
  fn: FunctionNode,
  { steps }: KeyExpression,
  position: number,
): ts.DefinitionInfoAndBoundSpan | undefined {
  const { compiler } = view;
  const [first, ...others] = steps;
  const parameter = typedNames(compiler, fn).find(({ name }) => name.text === first.step);
  const variable = compiler.resolveName(first.step, fn)?.declarations[0];
  // The first step that reaches to the position, since it may stand right behind a name.
  const index = steps.findIndex(({ start, end }) => start <= position && position <= end);
  const at = steps[index];
  if (at === undefined) return undefined;
  const types = parameter?.types ?? (variable === undefined ? undefined : [compiler.typeOf(variable)]);
  const path = others.slice(0, index).map(({ step }) => step);
  const declaration =
    index === 0 ? (parameter?.name.parent ?? variable) : types && leafOf(compiler, types, path).declaration;
  if (declaration === undefined) return undefined;
  const { start, end } = at;
  return {
    textSpan: { start, length: end - start },
    definitions: [definitionInfo(view, declaration, String(at.step))],
  };
}

/** The paths in the braces of one text of the option `tags`. */
function slotsOf({ value, start, end }: LiteralItem, source: string): KeyExpression[] {
  const text = source.slice(start + 1, end - 1);
  // Where escapes stand for characters, what is read as a path may be part of one.
  if (text !== value) return [];
  return [...text.matchAll(/\{\s*/g)].flatMap((open) => {
    const path = readPath(source, start + 1 + open.index + open[0].length);
    return path === undefined || path.end > end ? [] : [path];
  });
}

function definitionInfo({ host }: FileView, declaration: ts.Node, name: string): ts.DefinitionInfo {
  const file = declaration.getSourceFile();
  const node = (declaration as { name?: ts.Node }).name ?? declaration;
  const start = node.getStart(file);
  const whole = declaration.getStart(file);
  const { parameterElement, memberVariableElement } = host.ScriptElementKind;
  return {
    fileName: file.fileName,
    textSpan: { start, length: node.end - start },
    contextSpan: { start: whole, length: declaration.end - whole },
    kind:
      host.isParameter(declaration) || host.isBindingElement(declaration) ? parameterElement : memberVariableElement,
    name,
    containerKind: host.ScriptElementKind.unknown,
    containerName: "",
  };
}

import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { isReference, walkValues } from "./walk.js";

/** The code of a program is gone through once, whatever names are looked for in it. */
const known = new WeakMap<ts.Node, ReadonlyMap<string, readonly ts.Identifier[]>>();

/** The identifiers in some code that stand for the value of a variable of a name, in the order of the source. */
export function referencesTo(syntax: Syntax, name: string, code: ts.Node): readonly ts.Identifier[] {
  let byName = known.get(code);
  if (byName === undefined) known.set(code, (byName = referencesByName(syntax, code)));
  return byName.get(name) ?? [];
}

function referencesByName(syntax: Syntax, code: ts.Node): Map<string, ts.Identifier[]> {
  const byName = new Map<string, ts.Identifier[]>();
  walkValues(syntax, code, (node) => {
    if (!syntax.isIdentifier(node) || !isReference(syntax, node)) return true;
    const others = byName.get(node.text);
    if (others === undefined) byName.set(node.text, [node]);
    else others.push(node);
    return true;
  });
  return byName;
}

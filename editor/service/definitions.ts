import type ts from "typescript";
import { definitionAt } from "../definition/index.js";
import type { Features, Surroundings } from "./features.js";

/** Where the names in our tags are declared: to the compiler they are nothing but text. */
export function createDefinitions({ base, open, guard }: Surroundings): Features {
  const ours = (fileName: string, position: number): ts.DefinitionInfoAndBoundSpan | undefined =>
    guard.run("getDefinitionAndBoundSpan", undefined, () => {
      const view = open(fileName)?.view();
      return view && definitionAt(view, position);
    });

  return {
    getDefinitionAndBoundSpan: (fileName, position, ...rest) =>
      ours(fileName, position) ?? base.getDefinitionAndBoundSpan(fileName, position, ...rest),
    getDefinitionAtPosition: (fileName, position, ...rest) =>
      ours(fileName, position)?.definitions ?? base.getDefinitionAtPosition(fileName, position, ...rest),
  };
}

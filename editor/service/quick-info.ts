import type ts from "typescript";
import { hoverAt, useHoverAt } from "../hover/index.js";
import type { Features, Surroundings } from "./features.js";

/** What we know of a place, below what the compiler knows of it. */
export function createQuickInfo({ host, base, open, guard }: Surroundings): Features {
  return {
    getQuickInfoAtPosition: (fileName, position, ...rest) => {
      const theirs = base.getQuickInfoAtPosition(fileName, position, ...rest);
      return guard.run("getQuickInfoAtPosition", theirs, () => {
        const opened = open(fileName);
        if (opened === undefined) return theirs;
        const view = opened.view();
        const shown = view === undefined ? useHoverAt(opened.useView(), position) : hoverAt(view, position);
        if (shown === undefined) return theirs;
        return add(theirs ?? nothing(host, opened.file.text, position), shown);
      });
    },
  };
}

function add(info: ts.QuickInfo, text: string): ts.QuickInfo {
  const before = info.documentation ?? [];
  const space = before.length === 0 ? [] : [{ kind: "lineBreak", text: "\n\n" }];
  return { ...info, documentation: [...before, ...space, { kind: "text", text }] };
}

/** For a place that is nothing to the compiler: a word of a comment. */
function nothing({ ScriptElementKind }: typeof ts, text: string, position: number): ts.QuickInfo {
  const before = /[@\w$]*$/.exec(text.slice(0, position))?.[0].length ?? 0;
  const behind = /^[\w$]*/.exec(text.slice(position))?.[0].length ?? 0;
  return {
    kind: ScriptElementKind.unknown,
    kindModifiers: "",
    textSpan: { start: position - before, length: before + behind },
    displayParts: [],
  };
}

import type ts from "typescript";
import { completionDetails, completionsAt } from "../completions/index.js";
import type { Features, Surroundings } from "./features.js";

/** Our completions inside of comments, among the compiler's. */
export function createCompletions({ base, open, guard }: Surroundings): Features {
  function ours(fileName: string, position: number): readonly ts.CompletionEntry[] {
    const view = open(fileName)?.completionView();
    return (view && completionsAt(view, position)) ?? [];
  }

  return {
    getCompletionsAtPosition: (fileName, position, ...rest) => {
      const theirs = base.getCompletionsAtPosition(fileName, position, ...rest);
      return guard.run("getCompletionsAtPosition", theirs, () => {
        const entries = ours(fileName, position);
        if (entries.length === 0) return theirs;
        const named = new Set(entries.map(({ name }) => name));
        const others = theirs?.entries.filter(({ name }) => !named.has(name)) ?? [];
        return { ...(theirs ?? NONE), entries: [...entries, ...others] };
      });
    },
    getCompletionEntryDetails: (fileName, position, name, ...rest) => {
      const details = guard.run("getCompletionEntryDetails", undefined, () => {
        const entry = ours(fileName, position).find((proposed) => proposed.name === name);
        return entry && detailsOf(entry);
      });
      return details ?? base.getCompletionEntryDetails(fileName, position, name, ...rest);
    },
  };
}

const NONE: ts.CompletionInfo = {
  isGlobalCompletion: false,
  isMemberCompletion: false,
  isNewIdentifierLocation: false,
  entries: [],
};

function detailsOf({ name, kind, kindModifiers = "" }: ts.CompletionEntry): ts.CompletionEntryDetails {
  const text = completionDetails(name);
  return {
    name,
    kind,
    kindModifiers,
    displayParts: [{ kind: "text", text: name }],
    ...(text !== undefined && { documentation: [{ kind: "text", text }] }),
  };
}

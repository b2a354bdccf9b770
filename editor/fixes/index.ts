import type ts from "typescript";
import type { Diagnostic } from "../../transformer/diagnostics/diagnostic.js";
import type { FileView } from "../view.js";
import { toChanges, together } from "./edits.js";
import { withoutOptions } from "./option-edits.js";
import type { FixAll, Proposal } from "./proposal.js";
import { FIXES } from "./table.js";

/** The codes of the diagnostics that some way out may be offered for. */
export const FIXABLE_CODES: readonly number[] = [...FIXES.keys()];

/** Fixes of other tools have names and ids too. */
const OURS = "tscached-";

/** The ways out of a diagnostic of a file that can be gone by editing the text, in the order of preference. */
export function fixesFor(
  view: FileView,
  diagnostic: Diagnostic,
  format: { readonly newLine: string },
): readonly ts.CodeFixAction[] {
  return proposalsFor(view, diagnostic, format.newLine).map(({ name, description, edits, all }) => ({
    fixName: OURS + name,
    description,
    changes: toChanges(edits),
    ...(all && { fixId: OURS + all.id, fixAllDescription: all.description }),
  }));
}

/** What {@link fixesFor} gives an id, done to the whole file; undefined if there is nothing to do. */
export function fixAll(view: FileView, fixId: string): ts.CombinedCodeActions | undefined {
  const chosen = view.plan.diagnostics.flatMap((diagnostic) =>
    proposalsFor(view, diagnostic, "\n")
      .filter(({ all }: { readonly all?: FixAll }) => all !== undefined && OURS + all.id === fixId)
      .slice(0, 1),
  );
  return chosen.length === 0 ? undefined : { changes: toChanges(together(editsOf(view, chosen))) };
}

/** The edits of each proposal; those that take options away from one tag as one. */
function editsOf(view: FileView, proposals: readonly Proposal[]): Proposal["edits"][] {
  const surplus = proposals.flatMap((proposal) => proposal.surplus ?? []);
  const uses = new Map(surplus.map(({ use }) => [use.start, use]));
  return [
    ...proposals.flatMap((proposal) => (proposal.surplus === undefined ? [proposal.edits] : [])),
    ...[...uses.values()].map((use) => {
      const gone = surplus.filter((other) => other.use.start === use.start).map(({ option }) => option);
      return withoutOptions(view, use, gone);
    }),
  ];
}

function proposalsFor(view: FileView, diagnostic: Diagnostic, newLine: string): Proposal[] {
  const own = /\r?\n/.exec(view.file.text)?.[0];
  return (FIXES.get(diagnostic.code) ?? []).flatMap((fix) => fix({ view, diagnostic, newLine: own ?? newLine }));
}

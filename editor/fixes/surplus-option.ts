import { withoutOptions } from "./option-edits.js";
import type { Fix, FixAll, FixRequest, Proposal } from "./proposal.js";
import { tagAt } from "./tagged.js";

/** Takes away an option that is given twice. */
export const repeatedOption: Fix = (request) =>
  removalOfOption(request, { id: "repeated-option", description: "Remove all repeated options" });

/** Takes away the option `this` where there is nothing to say it of. */
export const thisWithoutReceiver: Fix = ({ view, diagnostic }) => {
  const use = tagAt(view, diagnostic.place.start)?.use;
  const option = use?.options.find(({ name }) => name === "this");
  if (use === undefined || option === undefined) return [];
  return [
    {
      name: "surplus-option",
      description: 'Remove the option "this"',
      edits: withoutOptions(view, use, [option]),
      surplus: { use, option },
      all: { id: "this-without-receiver", description: 'Remove all options "this" that say nothing' },
    },
  ];
};

/** Takes away the option that a diagnostic stands at. */
export function removalOfOption({ view, diagnostic }: FixRequest, all?: FixAll): Proposal[] {
  const { start } = diagnostic.place;
  const use = tagAt(view, start)?.use;
  const option = use?.options.find(({ nameStart }) => nameStart === start);
  if (use === undefined || option === undefined) return [];
  return [
    {
      name: "surplus-option",
      description: `Remove the option "${option.name}"`,
      edits: withoutOptions(view, use, [option]),
      surplus: { use, option },
      ...(all && { all }),
    },
  ];
}

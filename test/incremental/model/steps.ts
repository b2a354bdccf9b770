import { outOfOrder } from "./load-order.js";
import type { Model } from "./model.js";
import { EDITS, type Edit } from "./edits.js";
import type { Random } from "./random.js";
import { renderSources } from "./render.js";

/** One state of a project, and what made it from the one before. */
export interface Step {
  readonly model: Model;
  readonly edits: readonly string[];
  /** The states between several edits, which nobody builds. */
  readonly between: readonly Model[];
}

const WEIGHT = EDITS.reduce((sum, [weight]) => sum + weight, 0);

/** A next state: one edit, several at once, or a state from a few steps ago. */
export function nextStep(random: Random, past: readonly Step[]): Step {
  const last = past.at(-1);
  if (last === undefined) throw new Error("there is no project to edit");
  const back = past.at(-2 - random.below(4));
  if (back !== undefined && random.percent(6)) {
    return { model: structuredClone(back.model), edits: [`back to step ${past.indexOf(back)}`], between: [] };
  }
  const count = random.percent(75) ? 1 : 2 + random.below(3);
  let { model } = last;
  const edits: string[] = [];
  const between: Model[] = [];
  while (edits.length < count) {
    const next = structuredClone(model);
    const did = drawEdit(random)(next, random);
    // Most of what can't be is a circle that some module would run into at load.
    if (did === undefined || outOfOrder(next, renderSources(next)).length > 0) continue;
    if (edits.length > 0) between.push(model);
    model = next;
    edits.push(did);
  }
  return { model, edits, between };
}

function drawEdit(random: Random): Edit {
  let place = random.below(WEIGHT);
  for (const [weight, edit] of EDITS) {
    if (place < weight) return edit;
    place -= weight;
  }
  throw new Error("the weights don't add up");
}

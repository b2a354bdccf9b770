import { findFault, type Finding, type Plan } from "./campaign.js";
import { renderSources } from "./model/render.js";
import type { Step } from "./model/steps.js";

/** How many other sequences are tried, to find a shorter one. */
const TRIES = 24;

export interface Minimised {
  readonly steps: readonly Step[];
  readonly finding: Finding;
}

/** Leaves out states that a fault doesn't need; what is left is a sequence that ends with it. */
export async function minimised(plan: Plan, all: readonly Step[], finding: Finding): Promise<Minimised> {
  let tries = 0;
  let best: Minimised = { steps: all.slice(0, finding.step + 1), finding };
  /** Whether a sequence has the fault, at its end or before. */
  const fails = async (sequence: readonly Step[]): Promise<boolean> => {
    if (sequence.length >= best.steps.length || tries++ >= TRIES || !isEmitted(plan, sequence[0])) return false;
    const found = await findFault({ ...plan, runEvery: 1 }, sequence);
    if (found !== undefined) best = { steps: sequence.slice(0, found.step + 1), finding: found };
    return found !== undefined;
  };
  const { steps } = best;
  const single = steps.slice(-2).flatMap(apart);
  const before = steps.slice(-3, -2);
  const starts = [
    [...single],
    [...before, ...single],
    steps.slice(-2),
    steps.slice(-3),
    [...steps.slice(0, 1), ...single],
  ];
  for (const start of starts) if (await fails(start)) break;
  for (let chunk = Math.ceil(best.steps.length / 2); chunk >= 1; chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2)) {
    for (let start = 0; start + chunk < best.steps.length;) {
      const rest = [...best.steps.slice(0, start), ...best.steps.slice(start + chunk)];
      if (!(await fails(rest))) start += chunk;
    }
  }
  return best;
}

/** One step for each edit. */
function apart({ model, edits, between }: Step): Step[] {
  return [...between, model].map((each, place) => ({ model: each, edits: edits.slice(place, place + 1), between: [] }));
}

/** A sequence has to begin with something that is there to be compared. */
function isEmitted({ noEmitOnError }: Plan, step: Step | undefined): boolean {
  return step !== undefined && !(noEmitOnError && step.model.files.some(({ broken }) => broken !== undefined));
}

/** The sequence for people: what each edit does to the files. */
export function describeSteps(steps: readonly Step[]): string {
  return steps
    .map(({ edits, model }, place) => {
      const before = steps[place - 1];
      if (before === undefined) return "a project, then";
      const [old, now] = [renderSources(before.model).tree, renderSources(model).tree];
      const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
      const changed = paths.filter((path) => JSON.stringify(old.get(path)) !== JSON.stringify(now.get(path)));
      const texts = changed.map(
        (path) => `--- ${path}\n${old.get(path)?.text ?? "(none)\n"}+++ ${path}\n${now.get(path)?.text ?? "(none)\n"}`,
      );
      return `${edits.join("; ")}\n${texts.join("")}`;
    })
    .join("\n");
}

import { runs } from "../runtime/runs.js";
import { findFault, type Plan } from "./campaign.js";
import { describeSteps, minimised } from "./minimise.js";
import { drawModel } from "./model/draw.js";
import type { Model } from "./model/model.js";
import { Random } from "./model/random.js";
import { nextStep, type Step } from "./model/steps.js";

export interface Sequence {
  readonly commands: Plan["commands"];
  /** A project of one part, or of three that refer to each other. */
  readonly parts: Model["parts"];
  /** How many edits, and of the nightly run. */
  readonly steps: readonly [usual: number, nightly: number];
  /** Whether nothing is to be written while there are errors. */
  readonly noEmitOnError?: boolean;
  /** Stands for the edits; TSCACHED_SEED stands in for it, and the nightly run draws another. */
  readonly seed: number;
}

export const ONE: Model["parts"] = ["app"];
export const THREE: Model["parts"] = ["core", "lib", "app"];

const FILES = 40;
const CACHED = 15;

/**
 * Edits a project at random, and fails where a build differs from a clean one.
 *
 * @throws {Error} with the seed, the edits, and the fewest of them that are enough.
 */
export async function testSequence(sequence: Sequence): Promise<void> {
  const { commands, parts, noEmitOnError = false } = sequence;
  const seed = Number(process.env["TSCACHED_SEED"] ?? runs(sequence.seed, Date.now() % 1_000_000));
  const count = runs(...sequence.steps);
  const plan: Plan = { commands, noEmitOnError, plainSteps: runs(15, count + 1), runEvery: runs(10, 1) };
  // What watches doesn't see a lock file change, and with single files somebody has to name one.
  const bumpsAlone = commands.every((name) => name === "--incremental" || name === "tspc --incremental");
  const random = new Random(seed);
  const steps: Step[] = [];
  function* drawn(): Iterable<Step> {
    for (let place = 0; place <= count; place++) {
      const step = place === 0 ? first() : nextStep(random, steps);
      steps.push(step);
      yield step;
    }
  }
  const first = (): Step => ({
    model: drawModel(random, parts, { files: FILES, cached: CACHED, bumpsAlone }),
    edits: ["the project"],
    between: [],
  });

  const found = await findFault(plan, drawn());
  if (found === undefined) return;
  const few = await minimised(plan, steps, found);
  const list = steps.map(({ edits }, place) => `  ${place}. ${edits.join("; ")}`).join("\n");
  throw new Error(
    `seed ${seed}, step ${found.step}: ${found.text}\n\nThe edits so far:\n${list}\n\n` +
      `These are enough:\n${describeSteps(few.steps)}\nThen: ${few.finding.text}`,
  );
}

import type fc from "fast-check";
import { act, apply, end, type Action, type Ending } from "./actions.js";
import type { ManualClock } from "../runtime/manual-clock.js";
import type { Model } from "./model.js";
import { KEYS } from "./rules.js";
import type { System } from "./system.js";

/** Several actions in one go, then the end of something that was on its way, and then a look at everything. */
export class Burst implements fc.AsyncCommand<Model, System> {
  private readonly clock: ManualClock;
  private readonly actions: readonly Action[];
  private readonly ending: Ending | undefined;
  /** Whether sync bodies fail that run in the background. */
  private readonly backgroundFails: boolean;

  constructor(clock: ManualClock, actions: readonly Action[], ending: Ending | undefined, backgroundFails: boolean) {
    this.clock = clock;
    this.actions = actions;
    this.ending = ending;
    this.backgroundFails = backgroundFails;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, system: System): Promise<void> {
    system.backgroundFails = this.backgroundFails;
    for (const action of this.actions) {
      act(system, this.clock, action);
      apply(model, action);
    }
    if (this.ending !== undefined) bringAbout(this.ending, model, system);
    await system.rest();
    startRefreshes(model, this.backgroundFails);
    compare(model, system);
  }

  toString(): string {
    const { actions, ending, backgroundFails } = this;
    return JSON.stringify({ actions, ending, backgroundFails });
  }
}

/** Ends all that is on its way, so that nobody hangs and nothing is left for whoever comes next. */
export async function endAll(model: Model, system: System): Promise<void> {
  for (let run = model.pending[0]; run !== undefined; run = model.pending[0]) {
    system.end(run.number, false);
    model.succeed(run);
    await system.rest();
    startRefreshes(model, false);
  }
  compare(model, system);
}

function startRefreshes(model: Model, fails: boolean): void {
  for (let run = model.startRefresh(); run !== undefined; run = model.startRefresh()) {
    if (model.rules.style === "sync") end(model, run, fails);
  }
}

function bringAbout(ending: Ending, model: Model, system: System): void {
  if (ending.what === "end") {
    const run = at(model.pending, ending.place);
    if (run === undefined) return;
    system.end(run.number, ending.fails);
    end(model, run, ending.fails);
    return;
  }
  const call = at(model.abortable, ending.place);
  if (call === undefined) return;
  system.abort(call);
  model.abort(call);
}

function at<T>(items: readonly T[], place: number): T | undefined {
  return items[place % items.length];
}

/** @throws if the real thing differs from the model in anything that can be seen from outside. */
function compare(model: Model, system: System): void {
  const { hits, misses, errors, evictions, entries } = system.handle.stats();
  const seen = {
    runs: system.runs,
    outcomes: system.outcomes,
    told: system.told,
    released: system.released.toSorted(),
    present: KEYS.map((_, key) => system.has(key)),
    listed: system.handle.entries().length,
    stats: { hits, misses, errors, evictions, entries },
  };
  const said = {
    runs: model.runs.map(({ key }) => key),
    outcomes: model.outcomes,
    told: model.told,
    released: model.released.toSorted(),
    present: model.present,
    listed: model.entries,
    stats: { ...model.counts, entries: model.entries },
  };
  // Jest's comparison says more and takes longer.
  if (JSON.stringify(seen) !== JSON.stringify(said)) expect(seen).toEqual(said);
}

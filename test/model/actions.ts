import { invalidateTags } from "../../runtime/index.js";
import type { ManualClock } from "../runtime/manual-clock.js";
import type { Model, Run } from "./model.js";
import type { System } from "./system.js";

/** Something that happens at once. */
export type Action =
  | { readonly what: "call"; readonly key: number; readonly hasSignal: boolean; readonly body: Planned }
  | { readonly what: "refresh"; readonly key: number; readonly body: Planned }
  | { readonly what: "clear"; readonly key: number }
  | { readonly what: "clear all" }
  | { readonly what: "invalidate"; readonly tag: string }
  | { readonly what: "advance"; readonly by: number };

/** What a sync body does, if it runs. An async one waits for its {@link Ending}. */
export interface Planned {
  readonly fails: boolean;
  readonly inside: readonly Action[];
}

/** What happens to something on its way, which is told by its place among all that is. */
export type Ending =
  | { readonly what: "end"; readonly place: number; readonly fails: boolean }
  | { readonly what: "abort"; readonly place: number };

/** Does an action to the real thing. */
export function act(system: System, clock: ManualClock, action: Action): void {
  switch (action.what) {
    case "call":
    case "refresh": {
      const { body, key } = action;
      const inside = (): void => {
        for (const inner of body.inside) act(system, clock, inner);
      };
      if (action.what === "call") system.call(key, action.hasSignal, { fails: body.fails, inside });
      else system.refresh(key, { fails: body.fails, inside });
      break;
    }
    case "clear":
      system.clear(action.key);
      break;
    case "clear all":
      system.handle.clear();
      break;
    case "invalidate":
      invalidateTags(action.tag);
      break;
    case "advance":
      clock.advance(action.by);
      break;
  }
}

/** Says to the model what an action does. */
export function apply(model: Model, action: Action): void {
  switch (action.what) {
    case "call":
      carryOut(model, model.call(action.key, action.hasSignal), action.body);
      break;
    case "refresh":
      carryOut(model, model.refresh(action.key), action.body);
      break;
    case "clear":
      model.clear(action.key);
      break;
    case "clear all":
      model.invalidate("all");
      break;
    case "invalidate":
      model.invalidate(action.tag);
      break;
    case "advance":
      model.time += action.by;
      break;
  }
}

/** A sync body runs through at once. */
function carryOut(model: Model, run: Run | undefined, { fails, inside }: Planned): void {
  if (run === undefined || model.rules.style === "async") return;
  for (const inner of inside) apply(model, inner);
  end(model, run, fails);
}

/** Ends a run of the model. */
export function end(model: Model, run: Run, fails: boolean): void {
  if (fails) model.fail(run);
  else model.succeed(run);
}

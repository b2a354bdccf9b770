import { PARTS, partOf, type Model, type Part } from "../model/model.js";
import { sourceFolder } from "../model/places.js";
import { renderSources } from "../model/render.js";
import type { Follower } from "./follower.js";

/** What state a project's output is of, where nothing is emitted while there are errors. */
export class Emitted {
  private readonly states = new Map<Part, Model>();

  /** Takes down what a build has emitted of a state: every part without errors. */
  note(model: Model, follower: Follower): void {
    for (const part of model.parts) {
      if (!this.states.has(part) || !follower.hadErrors(sourceFolder(model, part))) this.states.set(part, model);
    }
  }

  /** The state of the output; undefined if its parts don't fit together. */
  state(current: Model): Model | undefined {
    const parts = PARTS.filter((part) => current.parts.includes(part)).map((part) => [part, this.of(part)] as const);
    const model: Model = {
      ...current,
      things: parts.flatMap(([part, state]) => state.things.filter((thing) => partOf(state, thing) === part)),
      files: parts.flatMap(([part, state]) => state.files.filter((file) => file.part === part)),
    };
    return parts.every(([part, state]) => sourcesOf(model, part) === sourcesOf(state, part)) ? model : undefined;
  }

  private of(part: Part): Model {
    const state = this.states.get(part);
    if (state === undefined) throw new Error(`nothing was emitted of ${part}`);
    return state;
  }
}

function sourcesOf(model: Model, part: Part): string | undefined {
  try {
    const { tree } = renderSources(model);
    return JSON.stringify([...tree].filter(([path]) => path.startsWith(`${sourceFolder(model, part)}/`)));
  } catch {
    // It uses what has gone from another part.
    return undefined;
  }
}

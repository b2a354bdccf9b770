import { PARTS, partOf, type Model, type Part } from "../model/model.js";
import { sourceFolder } from "../model/places.js";
import { renderSources } from "../model/render.js";

/** What state a project's output is of, where nothing is emitted while there are errors. */
export class Emitted {
  private readonly states = new Map<Part, Model>();

  /** Takes down that a build has emitted a state, but for parts with errors. */
  note(model: Model, hasErrors: (part: Part) => boolean): void {
    for (const part of model.parts) if (!hasErrors(part)) this.states.set(part, model);
  }

  /** The state of the output; undefined if its parts don't fit together. */
  state(current: Model): Model | undefined {
    const parts = PARTS.filter((part) => current.parts.includes(part)).map((part) => [part, this.of(part)] as const);
    const model: Model = {
      ...current,
      things: parts.flatMap(([part, state]) =>
        state.things.filter((thing) => thing.kind === "installed" || partOf(state, thing) === part),
      ),
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

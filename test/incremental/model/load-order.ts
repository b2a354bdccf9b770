import { barrelKey } from "./imports.js";
import { fileOf, thingOf, usesAtLoad, type Model, type Thing, type Use } from "./model.js";
import { BARRELS } from "./places.js";
import type { Rendered } from "./render.js";

/**
 * The things that would run at load before what they use, whatever module is loaded first: in their file they stand in
 * front of it, or they import it from a file that imports theirs in a circle.
 */
export function outOfOrder(model: Model, { imports }: Rendered): Thing[] {
  const reached = new Map<string, ReadonlySet<string>>();
  const reaches = (from: string, to: string): boolean => {
    const all = reached.get(from) ?? reachableFrom(from, imports);
    reached.set(from, all);
    return all.has(to);
  };
  return model.things.filter((thing) =>
    usesAtLoad(thing).some((use) => {
      const target = thingOf(model, use.target);
      if (target.kind === "json" || target.kind === "installed") return false;
      if (target.file === thing.file) return model.things.indexOf(target) >= model.things.indexOf(thing);
      return reaches(importedFrom(model, use, target), barrelKey(fileOf(model, thing.file)));
    }),
  );
}

function importedFrom(model: Model, { how, variant }: Use, target: Thing): string {
  const { part, name } = fileOf(model, target.file);
  const through = how === "star" || how === "alias";
  return barrelKey({ part, name: through ? (BARRELS[variant % 2] ?? name) : name });
}

function reachableFrom(start: string, imports: Rendered["imports"]): ReadonlySet<string> {
  const found = new Set([start]);
  for (const place of found) for (const next of imports.get(place) ?? []) found.add(next);
  return found;
}

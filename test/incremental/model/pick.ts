import { thingOf, thingsOfKind, usesOf, type Kind, type Model, type Thing } from "./model.js";
import type { Random } from "./random.js";

/** Mostly something that a cached function reaches. */
export function pickThing<K extends Kind>(
  model: Model,
  random: Random,
  ...kinds: K[]
): Extract<Thing, { kind: K }> | undefined {
  const things = thingsOfKind(model, ...kinds);
  if (random.percent(20)) return random.maybePick(things);
  const reached = reachedByCached(model);
  return random.maybePick(things.filter(({ id }) => reached.has(id))) ?? random.maybePick(things);
}

function reachedByCached(model: Model): ReadonlySet<number> {
  const reached = new Set(thingsOfKind(model, "cached").map(({ id }) => id));
  for (const id of reached) for (const { target } of usesOf(thingOf(model, id))) reached.add(target);
  return reached;
}

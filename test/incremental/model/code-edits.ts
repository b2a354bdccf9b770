import { drawHow, drawProperty, drawTag, drawUse, drawValue } from "./draw.js";
import { fileOf, partOf, PLAIN_TYPES, thingOf, thingsOfKind, usesOf, type Model } from "./model.js";
import { pickThing } from "./pick.js";
import type { Random } from "./random.js";

export function editBody(model: Model, random: Random): string | undefined {
  const thing = pickThing(model, random, "helper", "cached");
  if (thing === undefined) return undefined;
  thing.factor = random.other(thing.factor, 50);
  return `the body of ${thing.name}`;
}

/** A number of anything that isn't a function. */
export function editNumber(model: Model, random: Random): string | undefined {
  const kinds = [
    "constant",
    "variable",
    "list",
    "filler",
    "data",
    "pattern",
    "enum",
    "class",
    "namespace",
    "json",
  ] as const;
  const kind = random.pick(kinds);
  const thing = pickThing(model, random, kind);
  if (thing === undefined) return undefined;
  const second = random.percent(50);
  switch (thing.kind) {
    case "constant":
    case "filler":
    case "namespace":
      thing.value = random.other(thing.value, 50);
      break;
    case "variable":
      if (second) thing.value = random.other(thing.value, 50);
      else thing.isSet = !thing.isSet;
      break;
    case "list":
      if (second) thing.values = [random.below(50)];
      else thing.pushed = random.percent(50) ? [] : [...thing.pushed, random.below(50)];
      break;
    case "data":
      if (random.percent(30)) thing.assigned = random.below(50);
      else if (second) thing.a = random.other(thing.a, 50);
      else thing.c = random.other(thing.c, 50);
      break;
    case "json":
      if (second) thing.a = random.other(thing.a, 50);
      else thing.c = random.other(thing.c, 50);
      break;
    case "pattern":
      if (second) thing.fallback = random.other(thing.fallback, 50);
      else thing.deep = !thing.deep;
      break;
    case "enum":
      if (second) thing.a = random.other(thing.a, 50);
      else thing.b = random.other(thing.b, 50);
      break;
    case "class":
      if (second) thing.field = random.other(thing.field, 50);
      else thing.constant = random.other(thing.constant, 50);
  }
  return `a number of ${thing.name}`;
}

/** A constant's type annotation keeps its value out of its declaration. */
export function editAnnotation(model: Model, random: Random): string | undefined {
  const thing = pickThing(model, random, "constant");
  if (thing === undefined) return undefined;
  thing.annotated = !thing.annotated;
  return `the annotation of ${thing.name}`;
}

export function editShape(model: Model, random: Random): string | undefined {
  const shape = pickThing(model, random, "shape");
  if (shape === undefined) return undefined;
  const property = random.maybePick(shape.properties);
  const what = random.below(4);
  if (what === 0 || property === undefined)
    shape.properties.push(drawProperty(model, random, fileOf(model, shape.file)));
  else if (what === 1) shape.properties = shape.properties.filter((other) => other !== property);
  else if (what === 2) property.type = random.pick(PLAIN_TYPES);
  else shape.form = shape.form === "interface" ? "alias" : "interface";
  return `the type ${shape.name}`;
}

export function editUse(model: Model, random: Random): string | undefined {
  const thing = random.maybePick(model.things.filter((one) => usesOf(one).length > 0));
  if (thing === undefined) return undefined;
  const use = random.pick(usesOf(thing));
  const isLink = thing.kind === "enum";
  if (random.percent(50) && !isLink) use.how = drawHow(random, thingOf(model, use.target));
  else use.variant = random.other(use.variant, 12);
  return `how ${thing.name} uses something`;
}

export function editBase(model: Model, random: Random): string | undefined {
  const thing = pickThing(model, random, "class");
  if (thing === undefined) return undefined;
  const base = drawUse(model, random, fileOf(model, thing.file), ["class"], (other) => other !== thing);
  if (thing.base !== undefined && random.percent(50)) delete thing.base;
  else if (base !== undefined) thing.base = base;
  return `what ${thing.name} extends`;
}

export function addUse(model: Model, random: Random): string | undefined {
  const thing = pickThing(model, random, "helper", "cached", "class", "namespace", "constant");
  if (thing === undefined || thing.uses.length > 3 || (thing.kind === "constant" && thing.plain)) return undefined;
  const use = drawValue(model, random, fileOf(model, thing.file), thing.kind === "constant");
  if (use === undefined) return undefined;
  thing.uses.push(use);
  return `one more use in ${thing.name}`;
}

export function removeUse(model: Model, random: Random): string | undefined {
  const users = thingsOfKind(model, "helper", "cached", "class", "namespace", "constant");
  const thing = random.maybePick(users.filter(({ uses }) => uses.length > 0));
  if (thing === undefined) return undefined;
  thing.uses.splice(random.below(thing.uses.length), 1);
  return `one use less in ${thing.name}`;
}

/** Makes what a helper uses use the helper. */
export function makeCircle(model: Model, random: Random): string | undefined {
  const helpers = thingsOfKind(model, "helper");
  const ends = helpers.flatMap((helper) =>
    helper.uses.flatMap(({ target }) =>
      helpers.filter(({ id, uses }) => id === target && uses.length < 4).map((to) => [helper, to] as const),
    ),
  );
  const pair = random.maybePick(ends.filter(([from, to]) => partOf(model, from) === partOf(model, to)));
  if (pair === undefined) return undefined;
  const [from, to] = pair;
  to.uses.push({ target: from.id, how: drawHow(random, from), variant: 0 });
  return `${to.name} uses ${from.name} as well`;
}

export function renameLocal(model: Model, random: Random): string | undefined {
  const thing = pickThing(model, random, "helper", "cached", "class");
  if (thing === undefined) return undefined;
  thing.local = `local${model.nextId++}`;
  return `a local of ${thing.name}`;
}

export function renameThing(model: Model, random: Random): string | undefined {
  const thing = random.maybePick(model.things.filter(({ kind }) => kind !== "json" && kind !== "installed"));
  if (thing === undefined || thing.kind === "installed") return undefined;
  const old = thing.name;
  thing.name = `${thing.kind}${model.nextId++}`;
  return `${old} is now ${thing.name}`;
}

export function swap(model: Model, random: Random): string | undefined {
  const first = random.pick(model.things);
  const second = random.maybePick(model.things.filter((one) => one !== first && one.file === first.file));
  if (second === undefined) return undefined;
  const [from, to] = [model.things.indexOf(first), model.things.indexOf(second)];
  model.things[from] = second;
  model.things[to] = first;
  return `${first.name} and ${second.name} change places`;
}

export function editTag(model: Model, random: Random): string | undefined {
  const thing = random.maybePick(thingsOfKind(model, "cached").filter(({ tag }) => tag !== undefined));
  if (thing === undefined) return undefined;
  thing.tag = drawTag(random);
  return `the tag of ${thing.name}`;
}

export function addOrRemoveTag(model: Model, random: Random): string | undefined {
  const thing = pickThing(model, random, "cached");
  if (thing === undefined) return undefined;
  if (thing.tag === undefined) thing.tag = drawTag(random);
  else delete thing.tag;
  return `${thing.name} ${thing.tag === undefined ? "loses its tag" : "gets a tag"}`;
}

export function editSignature(model: Model, random: Random): string | undefined {
  const thing = pickThing(model, random, "cached");
  if (thing === undefined) return undefined;
  const file = fileOf(model, thing.file);
  const shape = drawUse(model, random, file, ["shape"]);
  if (thing.shape !== undefined) delete thing.shape;
  else if (shape !== undefined) thing.shape = shape;
  return `the parameters of ${thing.name}`;
}

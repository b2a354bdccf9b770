import { addFile, addJson, addThing, drawHow, drawUse } from "./draw.js";
import { partOf, PARTS, thingsOfKind, type Model, type SourceFile, type Thing, type Use } from "./model.js";
import type { Random } from "./random.js";

export function layOutAgain(model: Model, random: Random): string | undefined {
  const what = random.pick<SourceFile | Thing>([...model.files, ...model.things]);
  if ("kind" in what && what.kind === "installed") return undefined;
  what.layout = random.other(what.layout, 5);
  return `the layout of ${what.name}`;
}

export function touch(model: Model, random: Random): string {
  const file = random.pick(model.files);
  file.touched++;
  return `${file.name} is written again`;
}

export function addThings(model: Model, random: Random): string {
  const file = random.pick(model.files);
  const cached = thingsOfKind(model, "cached").length < 20 && random.percent(60);
  return `${file.name} gets ${addThing(model, random, file, cached ? "cached" : "helper").name}`;
}

export function removeThing(model: Model, random: Random): string | undefined {
  const thing = random.maybePick(model.things.filter(({ kind }) => kind !== "installed"));
  if (thing === undefined || thing.kind === "installed") return undefined;
  remove(model, [thing]);
  return `${thing.name} goes`;
}

/** Takes things away, and every use of them. */
function remove(model: Model, things: readonly Thing[]): void {
  const ids = new Set(things.map(({ id }) => id));
  const isGone = ({ target }: Use): boolean => ids.has(target);
  const stays = (use: Use): boolean => !isGone(use);
  model.things = model.things.filter(({ id }) => !ids.has(id));
  for (const file of model.files) file.spare = file.spare.filter(stays);
  for (const thing of model.things) {
    if ("uses" in thing) thing.uses = thing.uses.filter(stays);
    if (thing.kind === "shape") {
      thing.properties = thing.properties.filter(({ type }) => typeof type === "string" || stays(type));
    }
    for (const name of ["defaultUse", "late", "shape", "filler", "link", "base"] as const) {
      const use = (thing as Partial<Record<typeof name, Use>>)[name];
      if (use !== undefined && isGone(use)) Reflect.deleteProperty(thing, name);
    }
  }
  const patterns = thingsOfKind(model, "pattern").filter(({ of }) => isGone(of));
  if (patterns.length > 0) remove(model, patterns);
}

export function moveThing(model: Model, random: Random): string | undefined {
  const thing = random.maybePick(model.things.filter(({ kind }) => kind !== "json" && kind !== "installed"));
  if (thing === undefined) return undefined;
  const to = random.maybePick(
    model.files.filter(({ part, name }) => part === partOf(model, thing) && name !== thing.file),
  );
  if (to === undefined) return undefined;
  const from = thing.file;
  thing.file = to.name;
  return `${thing.name} moves from ${from} to ${to.name}`;
}

export function addFileWithThings(model: Model, random: Random): string {
  const file = addFile(model, random);
  if (random.percent(20)) addJson(model, random, file);
  const added = addThing(model, random, file, random.pick(["helper", "cached", "constant", "class"]));
  // Something uses the new file, or nothing does.
  const users = thingsOfKind(model, "helper", "cached").filter(
    (user) => PARTS.indexOf(partOf(model, user)) >= PARTS.indexOf(file.part),
  );
  const user = random.maybePick(users);
  if (user !== undefined && added.kind !== "pattern")
    user.uses.push({ target: added.id, how: drawHow(random, added), variant: 0 });
  return `the new file ${file.name} has ${added.name}`;
}

export function removeFile(model: Model, random: Random): string | undefined {
  const file = random.pick(model.files);
  if (model.files.filter(({ part }) => part === file.part).length < 6) return undefined;
  remove(
    model,
    model.things.filter((thing) => thing.file === file.name),
  );
  model.files = model.files.filter((other) => other !== file);
  return `${file.name} goes`;
}

export function renameFile(model: Model, random: Random): string {
  const file = random.pick(model.files);
  const old = file.name;
  file.name = `f${model.nextId++}`;
  for (const thing of model.things) if (thing.file === old) thing.file = file.name;
  return `${old} is now ${file.name}`;
}

export function addSpareImport(model: Model, random: Random): string | undefined {
  const file = random.pick(model.files);
  const use = drawUse(model, random, file, ["helper", "constant", "shape", "class"]);
  if (use === undefined || file.spare.length > 2) return undefined;
  file.spare.push(use);
  return `${file.name} imports more than it needs`;
}

export function removeSpareImport(model: Model, random: Random): string | undefined {
  const file = random.maybePick(model.files.filter(({ spare }) => spare.length > 0));
  if (file === undefined) return undefined;
  file.spare.pop();
  return `${file.name} imports less`;
}

export function bumpPackage(model: Model, random: Random): string | undefined {
  if (model.packages === undefined) return undefined;
  const name = random.pick(["left", "right"] as const);
  model.packages[name]++;
  if (model.bumpsAlone) return `another version of the package ${name}`;
  // A compiler that watches doesn't look at lock files: something else has to make it build.
  const file = random.pick(model.files);
  file.layout = random.other(file.layout, 5);
  return `another version of the package ${name}, and the layout of ${file.name}`;
}

export function breakFile(model: Model, random: Random): string | undefined {
  if (model.files.filter(({ broken }) => broken !== undefined).length > 1) return undefined;
  const file = random.pick(model.files);
  file.broken = random.pick(["type", "tag"]);
  return `an error in ${file.name}`;
}

export function mendFiles(model: Model): string | undefined {
  const broken = model.files.filter((file) => file.broken !== undefined);
  for (const file of broken) delete file.broken;
  return broken.length === 0 ? undefined : `${broken.map(({ name }) => name).join(" and ")} without errors`;
}

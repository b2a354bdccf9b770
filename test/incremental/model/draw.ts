import { PARTS, partOf, PLAIN_TYPES, usesAtLoad, type How, type Kind, type Model } from "./model.js";
import type { Property, SourceFile, Tag, Thing, Use } from "./model.js";
import { outOfOrder } from "./load-order.js";
import type { Random } from "./random.js";
import { renderSources } from "./render.js";

/** What may stand in an expression. */
const VALUES = [
  "helper",
  "cached",
  "constant",
  "pattern",
  "variable",
  "list",
  "data",
  "enum",
  "class",
  "namespace",
  "json",
  "installed",
] as const satisfies readonly Kind[];
/** What may stand in an expression that runs at load. */
const VALUES_AT_LOAD = ["constant", "pattern", "data", "enum", "class", "json"] as const satisfies readonly Kind[];

/** What files are made of, as often as it is listed. */
const USUAL = [
  "helper",
  "helper",
  "helper",
  "constant",
  "constant",
  "variable",
  "list",
  "filler",
  "data",
  "pattern",
  "enum",
  "class",
  "class",
  "namespace",
  "shape",
  "shape",
] as const satisfies readonly Kind[];

export interface Size {
  readonly files: number;
  readonly cached: number;
  readonly bumpsAlone: boolean;
}

/** A project of one part, or of three that refer to each other. */
export function drawModel(random: Random, parts: Model["parts"], { files, cached, bumpsAlone }: Size): Model {
  const single = parts.length === 1;
  const format = random.percent(70) ? "module" : "commonjs";
  const model: Model = { format, parts, things: [], files: [], packages: undefined, bumpsAlone, nextId: 1 };
  if (single) {
    model.packages = { left: 0, right: 0 };
    for (const name of ["left", "right"] as const) {
      model.things.push({ kind: "installed", id: model.nextId++, name, file: name, layout: 0 });
    }
  }
  for (let index = 0; index < files; index++) {
    const part = parts[Math.floor((index * parts.length) / files)] ?? "app";
    const file = addFile(model, random, part);
    if (index % 8 === 3) addJson(model, random, file);
    const count = 1 + random.below(2);
    for (let each = 0; each < count; each++) addThing(model, random, file, random.pick(USUAL));
  }
  // Most in the files that use others.
  const late = (): SourceFile => random.pick(model.files.slice(Math.floor(files / 4)));
  for (let each = 0; each < cached; each++) addThing(model, random, late(), "cached");
  for (let wrong = outOfOrder(model, renderSources(model)); wrong.length > 0;) {
    for (const thing of wrong) dropUsesAtLoad(model, thing);
    wrong = outOfOrder(model, renderSources(model));
  }
  return model;
}

export function addFile(model: Model, random: Random, part = random.pick(model.parts)): SourceFile {
  const id = model.nextId++;
  const name = `${random.percent(25) ? "deep/" : ""}f${String(id)}`;
  const file: SourceFile = { name, part, layout: random.below(4), spare: [], touched: 0 };
  model.files.push(file);
  return file;
}

export function addJson(model: Model, random: Random, { part }: SourceFile): void {
  const id = model.nextId++;
  const name = `json${id}`;
  const [a, c] = [random.below(50), random.below(50)];
  model.things.push({ kind: "json", id, name, file: name, part, layout: random.below(3), a, c });
}

export function addThing(
  model: Model,
  random: Random,
  file: SourceFile,
  kind: (typeof USUAL)[number] | "cached",
): Thing {
  const id = model.nextId++;
  const named = { id, name: `${kind}${id}`, file: file.name, layout: random.percent(20) ? random.below(5) : 0 };
  const uses = drawUses(model, random, file, VALUES, kind === "cached" ? 3 : 2);
  const body = { local: "local", factor: 1 + random.below(50), uses };
  const number = random.below(50);
  const thing = ((): Thing => {
    switch (kind) {
      case "helper": {
        const defaultUse = random.percent(25) ? drawUse(model, random, file, VALUES) : undefined;
        const form = random.percent(70) ? "function" : "arrow";
        return { kind, ...named, ...body, form, ...(defaultUse === undefined ? {} : { defaultUse }) };
      }
      case "cached": {
        const shape = random.percent(50) ? drawUse(model, random, file, ["shape"]) : undefined;
        const late = random.percent(50) ? drawUse(model, random, file, ["helper", "constant"]) : undefined;
        return {
          ...{ kind, ...named, ...body, isAsync: random.percent(30) },
          form: random.pick(["function", "function", "arrow", "namespaced"]),
          tag: drawTag(random),
          ...(shape === undefined ? {} : { shape }),
          ...(late === undefined ? {} : { late }),
        };
      }
      case "constant": {
        const plain = random.percent(50);
        return {
          ...{ kind, ...named, value: number, annotated: random.percent(50), plain },
          uses: plain ? [] : drawUses(model, random, file, VALUES_AT_LOAD, 1),
        };
      }
      case "variable":
        return { kind, ...named, value: number, isSet: random.percent(50) };
      case "list": {
        const filler = random.percent(30) ? drawUse(model, random, file, ["filler"]) : undefined;
        return {
          ...{ kind, ...named, values: [number], pushed: random.percent(50) ? [number + 1] : [] },
          ...(filler === undefined ? {} : { filler }),
        };
      }
      case "filler":
        return { kind, ...named, value: number };
      case "data":
        return { kind, ...named, a: number, c: random.below(50) };
      case "pattern": {
        const of = drawUse(model, random, file, ["data"]);
        // There may be nothing to take apart yet.
        if (of === undefined) return { kind: "data", ...named, a: number, c: 1 };
        return { kind, ...named, of, fallback: number, deep: random.percent(50) };
      }
      case "enum": {
        const isConst = random.percent(40);
        const link = random.percent(50) ? drawLink(model, random, file, isConst) : undefined;
        return { kind, ...named, isConst, a: number, b: number + 1, ...(link === undefined ? {} : { link }) };
      }
      case "class": {
        const base = random.percent(50) ? drawUse(model, random, file, ["class"]) : undefined;
        return {
          ...{ kind, ...named, local: "local", field: number, constant: random.below(50), uses },
          ...(base === undefined ? {} : { base }),
        };
      }
      case "namespace":
        return { kind, ...named, value: number, uses };
      case "shape": {
        const form = random.percent(60) ? "interface" : "alias";
        const properties = [drawProperty(model, random, file), drawProperty(model, random, file)];
        return { kind, ...named, form, properties };
      }
    }
  })();
  model.things.push(thing);
  return thing;
}

/**
 * What one more member of an enum is made of. tsc itself doesn't emit an enum again when such a value changes behind
 * `export *`, or behind another constant: the code that runs is then an old one.
 */
function drawLink(model: Model, random: Random, file: SourceFile, isConst: boolean): Use | undefined {
  const use = drawUse(model, random, file, isConst ? ["enum"] : ["enum", "constant"], isPlain);
  return use && { ...use, how: random.pick(["direct", "renamed", "namespace"]) };
}

function isPlain(thing: Thing): boolean {
  return thing.kind !== "constant" || thing.plain;
}

export function drawProperty(model: Model, random: Random, file: SourceFile): Property {
  const shape = random.percent(40) ? drawUse(model, random, file, ["shape"]) : undefined;
  return { name: `p${model.nextId++}`, type: shape ?? random.pick(PLAIN_TYPES) };
}

export function drawTag(random: Random): Tag {
  const name = random.percent(75) ? "cacheData" : "cacheResource";
  const tag: Tag = { name };
  if (random.percent(20)) tag.ttl = 1 + random.below(100);
  if (random.percent(20)) tag.maxEntries = 1 + random.below(100);
  if (random.percent(10)) tag.version = `v${random.below(10)}`;
  if (random.percent(15)) tag.hash = random.pick(["deps", "body", "none"]);
  return tag;
}

/** One more use for an expression of a body, or of a constant. */
export function drawValue(model: Model, random: Random, file: SourceFile, atLoad: boolean): Use | undefined {
  return drawUse(model, random, file, atLoad ? VALUES_AT_LOAD : VALUES);
}

function drawUses(model: Model, random: Random, file: SourceFile, kinds: readonly Kind[], limit: number): Use[] {
  const count = random.percent(15) ? 0 : 1 + random.below(limit);
  return Array.from({ length: count }, () => drawUse(model, random, file, kinds)).filter((use) => use !== undefined);
}

/** A use of something that the file may import: mostly of an earlier file, so that not all are in one circle. */
export function drawUse(
  model: Model,
  random: Random,
  file: SourceFile,
  kinds: readonly Kind[],
  isWanted: (thing: Thing) => boolean = () => true,
): Use | undefined {
  const part = PARTS.indexOf(file.part);
  const allowed = model.things.filter((thing) => {
    if (!kinds.includes(thing.kind) || !isWanted(thing)) return false;
    // A JSON file belongs to one compiled project.
    if (thing.kind === "json") return thing.part === file.part;
    return PARTS.indexOf(partOf(model, thing)) <= part;
  });
  const place = model.files.indexOf(file);
  const earlier = allowed.filter((thing) => model.files.findIndex(({ name }) => name === thing.file) <= place);
  const target = random.maybePick(random.percent(94) && earlier.length > 0 ? earlier : allowed);
  return target && { target: target.id, how: drawHow(random, target), variant: random.below(12) };
}

/** How to import a thing. What tsc inlines goes through no barrel, as {@link drawLink} says. */
export function drawHow(random: Random, target: Thing): How {
  const hows: How[] = ["direct", "direct", "direct", "direct", "renamed", "namespace", "default"];
  return random.pick(target.kind === "enum" && target.isConst ? hows : [...hows, "star", "alias"]);
}

/** Makes a thing load without any other. */
function dropUsesAtLoad(model: Model, thing: Thing): void {
  if (thing.kind === "constant") thing.uses = [];
  else if (thing.kind === "list") delete thing.filler;
  else if (thing.kind === "enum") delete thing.link;
  else if (thing.kind === "class") delete thing.base;
  else if (usesAtLoad(thing).length > 0) {
    const { id, name, file, layout } = thing;
    model.things[model.things.indexOf(thing)] = { kind: "data", id, name, file, layout, a: 1, c: 2 };
  }
}

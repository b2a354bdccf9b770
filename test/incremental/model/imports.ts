import { posix } from "node:path";
import { fileOf, partOf, thingOf, usesOf, type Model, type SourceFile, type Thing, type Use } from "./model.js";
import { BARRELS, specifier, type Place } from "./places.js";

/** What the barrels must re-export for the files that were rendered so far, as statements by the barrel's key. */
export type BarrelNeeds = Map<string, Set<string>>;

export function barrelKey({ part, name }: Place): string {
  return `${part}/${name}`;
}

/** The imports of one file. */
export class Imports {
  readonly statements = new Set<string>();
  /** The files and barrels that are imported. */
  readonly imported = new Set<string>();

  private readonly model: Model;
  private readonly file: SourceFile;
  private readonly needs: BarrelNeeds;

  constructor(model: Model, file: SourceFile, needs: BarrelNeeds) {
    this.model = model;
    this.file = file;
    this.needs = needs;
  }

  /** What the file calls the target; imports it if it must. */
  nameOf(use: Use): string {
    const target = thingOf(this.model, use.target);
    const name = exportedName(target);
    if (target.kind === "installed") return this.add(`import { ${name} } from "${name}";`, name);
    if (target.kind === "json") {
      const from = specifier(this.model, this.file, { part: target.part, name: target.file }, "json");
      const attributes = this.model.format === "module" ? ' with { type: "json" }' : "";
      return this.add(`import ${name} from "${from}"${attributes};`, name);
    }
    if (target.file === this.file.name) return name;
    return this.fromFile(use, target, name);
  }

  private fromFile({ how, variant }: Use, target: Thing, name: string): string {
    const { model } = this;
    const file = fileOf(model, target.file);
    const barrel = { part: file.part, name: BARRELS[variant % 2] ?? BARRELS[0] };
    switch (how) {
      case "renamed":
        return this.add(`import { ${name} as ${name}_r } from "${this.from(file)}";`, `${name}_r`);
      case "namespace": {
        const all = `m_${posix.basename(file.name)}`;
        return this.add(`import * as ${all} from "${this.from(file)}";`, `${all}.${name}`);
      }
      case "star":
        this.need(file, `export * from "${specifier(model, { ...barrel, name: BARRELS[1] }, file, "js")}";`);
        return this.add(`import { ${name} as ${name}_s } from "${this.from(barrel)}";`, `${name}_s`);
      case "alias":
        this.need(file, `export { ${name} as ${name}_alias } from "${specifier(model, barrel, file, "js")}";`);
        return this.add(`import { ${name}_alias as ${name}_a } from "${this.from(barrel)}";`, `${name}_a`);
      case "default":
        if (defaultOf(model, file)?.id === target.id) {
          return this.add(`import ${name}_d from "${this.from(file)}";`, `${name}_d`);
        }
        break;
      case "direct":
    }
    return this.add(`import { ${name} } from "${this.from(file)}";`, name);
  }

  /** Imports a thing when the code runs. */
  late(use: Use): string {
    const target = thingOf(this.model, use.target);
    const name = exportedName(target);
    if (target.file === this.file.name) return name;
    return `(await import("${this.from(fileOf(this.model, target.file))}")).${name}`;
  }

  private from(place: Place): string {
    this.imported.add(barrelKey(place));
    return specifier(this.model, this.file, place, "js");
  }

  private need({ part }: SourceFile, statement: string): void {
    const key = barrelKey({ part, name: BARRELS[1] });
    this.needs.set(key, (this.needs.get(key) ?? new Set()).add(statement));
  }

  private add(statement: string, name: string): string {
    this.statements.add(statement);
    return name;
  }
}

export function exportedName(thing: Thing): string {
  return thing.kind === "cached" && thing.form === "namespaced" ? `in_${thing.name}` : thing.name;
}

/** What a file exports as its default: the first of its things that another file imports so. */
export function defaultOf(model: Model, file: SourceFile): Thing | undefined {
  const byDefault = new Set<number>();
  for (const thing of model.things) {
    for (const use of usesOf(thing)) if (use.how === "default") byDefault.add(use.target);
  }
  for (const { spare } of model.files) for (const use of spare) if (use.how === "default") byDefault.add(use.target);
  return model.things.find(
    (thing) => thing.file === file.name && byDefault.has(thing.id) && partOf(model, thing) === file.part,
  );
}

import { expressionsOf } from "./expressions.js";
import { barrelKey, defaultOf, exportedName, Imports, type BarrelNeeds } from "./imports.js";
import { thingOf, type Cached, type Class, type Helper, type Model, type Property } from "./model.js";
import type { SourceFile, Tag, Thing, Use } from "./model.js";
import { BARRELS, pathOf, specifier } from "./places.js";

/** The files of a project by path. What is written without a change has another `touched`. */
export type Tree = ReadonlyMap<string, { readonly text: string; readonly touched: number }>;

export interface Rendered {
  readonly tree: Tree;
  /** Which files each file loads with itself, by the keys of their places. */
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The source files of a project. */
export function renderSources(model: Model): Rendered {
  const tree = new Map<string, { text: string; touched: number }>();
  const imports = new Map<string, ReadonlySet<string>>();
  const needs: BarrelNeeds = new Map();
  for (const file of model.files) {
    const own = new Imports(model, file, needs);
    tree.set(`${pathOf(model, file)}.ts`, { text: renderFile(model, file, own), touched: file.touched });
    imports.set(barrelKey(file), own.imported);
  }
  for (const part of model.parts) {
    const [first, second] = BARRELS.map((name) => ({ part, name }));
    if (first === undefined || second === undefined) throw new Error("there are two barrels");
    const exported = [...(needs.get(barrelKey(second)) ?? [])].sort();
    const loaded = model.files.filter((file) => {
      const from = specifier(model, second, file, "js");
      return file.part === part && exported.some((statement) => statement.endsWith(` from "${from}";`));
    });
    tree.set(`${pathOf(model, second)}.ts`, { text: [...exported, "export {};", ""].join("\n"), touched: 0 });
    imports.set(barrelKey(second), new Set(loaded.map(barrelKey)));
    const chained = `export * from "${specifier(model, first, second, "js")}";\n`;
    tree.set(`${pathOf(model, first)}.ts`, { text: chained, touched: 0 });
    imports.set(barrelKey(first), new Set([barrelKey(second)]));
  }
  for (const thing of model.things) {
    if (thing.kind !== "json") continue;
    const text = JSON.stringify({ a: thing.a, b: { c: thing.c } }, undefined, thing.layout);
    tree.set(`${pathOf(model, { part: thing.part, name: thing.file })}.json`, { text: `${text}\n`, touched: 0 });
  }
  return { tree, imports };
}

function renderFile(model: Model, file: SourceFile, imports: Imports): string {
  const things = model.things.filter((thing) => thing.file === file.name && thing.kind !== "json");
  for (const use of file.spare) imports.nameOf(use);
  const blocks = things.map((thing) => laidOut(thing, renderThing(model, thing, imports)));
  const byDefault = defaultOf(model, file);
  const lines = [
    ...(file.layout % 2 === 1 ? [`// Layout ${file.layout}.`] : []),
    ...imports.statements,
    ...blocks,
    ...(byDefault === undefined ? [] : [`export { ${exportedName(byDefault)} as default };`]),
    ...(file.broken === "type" ? [`export const broken_${model.files.indexOf(file)}: number = "no number";`] : []),
    ...(file.broken === "tag"
      ? [`/** @cacheData */\nexport function broken_${model.files.indexOf(file)}(f: () => void): void {\n  f();\n}`]
      : []),
    "export {};",
  ];
  return `${lines.join(file.layout > 1 ? "\n\n" : "\n")}\n`;
}

function laidOut({ layout }: Thing, text: string): string {
  return layout === 0 ? text : `// Note ${layout}.\n${text}`;
}

function renderThing(model: Model, thing: Thing, imports: Imports): string {
  const { name } = thing;
  const sum = (first: string, uses: readonly Use[]): string =>
    [first, ...uses.map((use) => expression(model, use, imports, "inBodies"))].join(" + ");
  const atLoad = (use: Use): string => expression(model, use, imports, "atLoad");
  switch (thing.kind) {
    case "helper":
      return renderFunction(model, thing, imports);
    case "cached":
      return renderCached(model, thing, imports);
    case "constant": {
      const value = [String(thing.value), ...thing.uses.map(atLoad)].join(" + ");
      return `export const ${name}${thing.annotated ? ": number" : ""} = ${value};`;
    }
    case "variable": {
      const set = thing.isSet ? `\nexport function set_${name}(n: number): void {\n  ${name} = n;\n}` : "";
      return `export let ${name}: number = ${thing.value};${set}`;
    }
    case "list": {
      const pushed = thing.pushed.map((value) => `\n${name}.push(${value});`);
      const filled = thing.filler === undefined ? "" : `\n${imports.nameOf(thing.filler)}(${name});`;
      return `export const ${name}: number[] = [${thing.values.join(", ")}];${pushed.join("")}${filled}`;
    }
    case "filler":
      return `export function ${name}(list: number[]): void {\n  list.push(${thing.value});\n}`;
    case "data": {
      const assigned = thing.assigned === undefined ? "" : `\n${name}.a = ${thing.assigned};`;
      return `export const ${name} = { a: ${thing.a}, b: { c: ${thing.c} } };${assigned}`;
    }
    case "pattern": {
      const of = imports.nameOf(thing.of);
      return thing.deep
        ? `export const { b: { c: ${name} = ${thing.fallback} } } = ${of};`
        : `export const { a: ${name} = ${thing.fallback} } = ${of};`;
    }
    case "enum": {
      const link = thing.link === undefined ? "" : ` D = ${enumLink(model, thing.link, imports)},`;
      const keyword = thing.isConst ? "const enum" : "enum";
      return `export ${keyword} ${name} { A = ${thing.a}, B = ${thing.b}, C = A + 2,${link} }`;
    }
    case "class":
      return renderClass(thing, imports, sum);
    case "namespace":
      return (
        `export namespace ${name} {\n  export const v = ${thing.value};\n` +
        `  export function f(n: number): number {\n    return ${sum("v * n", thing.uses)};\n  }\n}`
      );
    case "shape": {
      const written = thing.properties.map((property) => `  ${renderProperty(property, imports)}`);
      // A type of no properties takes anything.
      const properties = written.length === 0 ? "  p: number;" : written.join("\n");
      return thing.form === "interface"
        ? `export interface ${name} {\n${properties}\n}`
        : `export type ${name} = {\n${properties}\n};`;
    }
    case "json":
    case "installed":
      return "";
  }
}

function enumLink(model: Model, use: Use, imports: Imports): string {
  const name = imports.nameOf(use);
  return thingOf(model, use.target).kind === "enum" ? `${name}.A` : name;
}

function renderProperty({ name, type }: Property, imports: Imports): string {
  return typeof type === "string" ? `${name}: ${type};` : `${name}?: ${imports.nameOf(type)};`;
}

function renderClass(thing: Class, imports: Imports, sum: (first: string, uses: readonly Use[]) => string): string {
  const { name, local, base } = thing;
  return [
    `export class ${name}${base === undefined ? "" : ` extends ${imports.nameOf(base)}`} {`,
    `  static s_${name} = ${thing.constant};`,
    `  f_${name} = ${thing.field};`,
    `  m(n: number): number {`,
    `    const ${local} = n + this.f_${name};`,
    `    return ${sum(local, thing.uses)};`,
    `  }`,
    `}`,
  ].join("\n");
}

function renderCached(model: Model, thing: Cached, imports: Imports): string {
  const tag = thing.tag === undefined ? "" : `${renderTag(thing.tag)}\n`;
  const text = tag + renderFunction(model, thing, imports);
  return thing.form === "namespaced" ? `export namespace in_${thing.name} {\n${text}\n}` : text;
}

function renderTag({ name, ...options }: Tag): string {
  const written = Object.entries(options).map(([option, value]) => `${option}: ${JSON.stringify(value)}`);
  return written.length === 0 ? `/** @${name} */` : `/** @${name} { ${written.join(", ")} } */`;
}

function renderFunction(model: Model, thing: Helper | Cached, imports: Imports): string {
  const { name, local, defaultUse } = thing;
  const isAsync = thing.kind === "cached" && thing.isAsync;
  const shape = thing.kind === "cached" ? thing.shape : undefined;
  const late = thing.kind === "cached" && isAsync ? thing.late : undefined;
  const parameters = [
    "n: number",
    ...(shape === undefined ? [] : [`x?: ${imports.nameOf(shape)}`]),
    ...(defaultUse === undefined ? [] : [`k: number = ${expression(model, defaultUse, imports, "inBodies")}`]),
  ].join(", ");
  const terms = [
    local,
    ...thing.uses.map((use) => expression(model, use, imports, "inBodies")),
    ...(shape === undefined ? [] : [`(JSON.stringify(x) ?? "").length`]),
    ...(defaultUse === undefined ? [] : ["k"]),
    ...(late === undefined ? [] : [`(await Promise.resolve(${lateExpression(model, late, imports)}))`]),
  ].join(" + ");
  const code = thing.layout > 2 ? [`// Body ${thing.layout}.`, `return (${terms})`] : [`return ${terms};`];
  const body = [`{`, `  const ${local} = n * ${thing.factor};`, ...code.map((line) => `  ${line}`), `}`].join("\n");
  const result = isAsync ? "Promise<number>" : "number";
  const modifier = isAsync ? "async " : "";
  return thing.form === "arrow"
    ? `export const ${name} = ${modifier}(${parameters}): ${result} => ${body};`
    : `export ${modifier}function ${name}(${parameters}): ${result} ${body}`;
}

function lateExpression(model: Model, use: Use, imports: Imports): string {
  const [written = "0"] = expressionsOf(thingOf(model, use.target), imports.late(use)).inBodies;
  return written;
}

function expression(model: Model, use: Use, imports: Imports, where: "atLoad" | "inBodies"): string {
  const written = expressionsOf(thingOf(model, use.target), imports.nameOf(use))[where];
  return written[use.variant % written.length] ?? "0";
}

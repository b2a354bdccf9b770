/** Where a file belongs: a project has the part `app` only, or all three, of which each uses those before it. */
export const PARTS = ["core", "lib", "app"] as const;
export type Part = (typeof PARTS)[number];

/**
 * A generated project. Its files are rendered from this, so that they type-check after every edit. Edits change a copy:
 * nothing in here may be shared between two models.
 */
export interface Model {
  readonly format: "module" | "commonjs";
  readonly parts: readonly Part[];
  /** In one file things keep this order. */
  things: Thing[];
  files: SourceFile[];
  /** The installed packages by name, and how often each was replaced. `left` loads `right`. */
  packages: { left: number; right: number } | undefined;
  /** Whether packages are replaced with nothing else, which some compilers don't see. */
  readonly bumpsAlone: boolean;
  /** For the names of what is added: no name is used twice. */
  nextId: number;
}

export interface SourceFile {
  /** Path below the part's sources, without extension. */
  name: string;
  readonly part: Part;
  /** Comments and white space. */
  layout: number;
  /** Imports that nothing needs. */
  spare: Use[];
  /** An error of the compiler's, or one of the plugin's. */
  broken?: "type" | "tag";
  /** How often it was written without a change. */
  touched: number;
}

/** One thing that uses another. */
export interface Use {
  readonly target: number;
  how: How;
  /** Which of the expressions that the target allows. */
  variant: number;
}

/** How a name gets from file to file; through a barrel, a file of re-exports, under its name or another. */
export type How = "direct" | "renamed" | "namespace" | "default" | "star" | "alias";

interface Named {
  readonly id: number;
  name: string;
  /** The name of its file; JSON is a file of its own. */
  file: string;
  layout: number;
}

/** What has code that runs when it is called. */
interface Body extends Named {
  local: string;
  factor: number;
  uses: Use[];
}

export interface Helper extends Body {
  readonly kind: "helper";
  form: "function" | "arrow";
  defaultUse?: Use;
}

/** A function that may have a tag. */
export interface Cached extends Body {
  readonly kind: "cached";
  form: "function" | "arrow" | "namespaced";
  isAsync: boolean;
  /** Without it the function isn't cached. */
  tag?: Tag;
  /** The type of the second parameter. */
  shape?: Use;
  defaultUse?: Use;
  /** What an async function imports when it runs; such imports are always direct. */
  late?: Use;
}

export interface Tag {
  name: "cacheData" | "cacheResource";
  ttl?: number;
  maxEntries?: number;
  hash?: "deps" | "body" | "none";
  version?: string;
}

interface Constant extends Named {
  readonly kind: "constant";
  value: number;
  /** With a type annotation, its declaration says nothing of its value. */
  annotated: boolean;
  /** Whether it never uses others, so that an enum can be made of it. */
  readonly plain: boolean;
  uses: Use[];
}

/** A variable of a module, which a function of the module may set. */
interface Variable extends Named {
  readonly kind: "variable";
  value: number;
  isSet: boolean;
}

interface List extends Named {
  readonly kind: "list";
  values: number[];
  /** Pushed by statements at the top of the module. */
  pushed: number[];
  /** A function that fills it. */
  filler?: Use;
}

/** A function that changes what it is given. */
interface Filler extends Named {
  readonly kind: "filler";
  value: number;
}

interface Data extends Named {
  readonly kind: "data";
  a: number;
  c: number;
  /** Set by a statement at the top of the module. */
  assigned?: number;
}

/** A name that a pattern binds. */
interface Pattern extends Named {
  readonly kind: "pattern";
  of: Use;
  fallback: number;
  deep: boolean;
}

interface Enum extends Named {
  readonly kind: "enum";
  readonly isConst: boolean;
  a: number;
  b: number;
  link?: Use;
}

export interface Class extends Named {
  readonly kind: "class";
  local: string;
  field: number;
  constant: number;
  base?: Use;
  uses: Use[];
}

interface Namespace extends Named {
  readonly kind: "namespace";
  value: number;
  uses: Use[];
}

/** A type. */
interface Shape extends Named {
  readonly kind: "shape";
  form: "interface" | "alias";
  properties: Property[];
}

export interface Property {
  readonly name: string;
  type: PlainType | Use;
}

export const PLAIN_TYPES = [
  "number",
  "string",
  "boolean",
  "string[]",
  "number | string",
  '"b" | "a" | 3',
  "Date",
  "Map<string, number>",
  "{ z: 1; y: string } | { z: 2; x: bigint }",
] as const;
type PlainType = (typeof PLAIN_TYPES)[number];

interface Json extends Named {
  readonly kind: "json";
  readonly part: Part;
  a: number;
  c: number;
}

/** What an installed package exports. */
interface Installed extends Named {
  readonly kind: "installed";
  readonly name: "left" | "right";
}

export type Thing =
  | Helper
  | Cached
  | Constant
  | Variable
  | List
  | Filler
  | Data
  | Pattern
  | Enum
  | Class
  | Namespace
  | Shape
  | Json
  | Installed;

export type Kind = Thing["kind"];

/** @throws {Error} when there is no such thing. */
export function thingOf(model: Model, id: number): Thing {
  const found = model.things.find((thing) => thing.id === id);
  if (found === undefined) throw new Error(`nothing has the id ${id}`);
  return found;
}

export function thingsOfKind<K extends Kind>(model: Model, ...kinds: K[]): Extract<Thing, { kind: K }>[] {
  const wanted: readonly Kind[] = kinds;
  return model.things.filter((thing): thing is Extract<Thing, { kind: K }> => wanted.includes(thing.kind));
}

/** @throws {Error} when there is no such file. */
export function fileOf(model: Model, name: string): SourceFile {
  const found = model.files.find((file) => file.name === name);
  if (found === undefined) throw new Error(`there is no file ${name}`);
  return found;
}

export function partOf(model: Model, thing: Thing): Part {
  if (thing.kind === "json") return thing.part;
  return thing.kind === "installed" ? "core" : fileOf(model, thing.file).part;
}

/** What runs when the module is loaded, and so needs its target to be there by then. */
export function usesAtLoad(thing: Thing): Use[] {
  switch (thing.kind) {
    case "constant":
      return thing.uses;
    case "list":
      return thing.filler === undefined ? [] : [thing.filler];
    case "pattern":
      return [thing.of];
    case "enum":
      return thing.link === undefined ? [] : [thing.link];
    case "class":
      return thing.base === undefined ? [] : [thing.base];
    default:
      return [];
  }
}

/** Every use of a thing. */
export function usesOf(thing: Thing): Use[] {
  return [...usesAtLoad(thing), ...usesInBodies(thing), ...usesInTypes(thing)];
}

function usesInBodies(thing: Thing): Use[] {
  switch (thing.kind) {
    case "helper":
      return [...thing.uses, ...(thing.defaultUse === undefined ? [] : [thing.defaultUse])];
    case "cached": {
      const single = [thing.defaultUse, thing.late].filter((use) => use !== undefined);
      return [...thing.uses, ...single];
    }
    case "class":
    case "namespace":
      return thing.uses;
    default:
      return [];
  }
}

function usesInTypes(thing: Thing): Use[] {
  if (thing.kind === "cached") return thing.shape === undefined ? [] : [thing.shape];
  if (thing.kind !== "shape") return [];
  return thing.properties.map(({ type }) => type).filter((type) => typeof type === "object");
}

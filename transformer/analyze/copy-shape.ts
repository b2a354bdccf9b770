import type { Compiler, TypeRef, TypeShape } from "../compiler/adapter.js";

/** How values of a type are copied, where the type tells; parts that aren't there are primitives. */
export type CopyShape =
  | { readonly kind: "date" }
  | { readonly kind: "list"; readonly element?: CopyShape }
  /** An array whose elements are told apart; those that need no copying are left out. */
  | { readonly kind: "tuple"; readonly elements: readonly { readonly index: number; readonly shape: CopyShape }[] }
  /** An object with these properties and no others. */
  | { readonly kind: "literal"; readonly properties: readonly { readonly name: string; readonly shape?: CopyShape }[] }
  /** An object of whatever properties; these hold objects. */
  | { readonly kind: "spread"; readonly properties: readonly { readonly name: string; readonly shape: CopyShape }[] }
  /** An object, or a primitive. */
  | { readonly kind: "maybe"; readonly shape: CopyShape };

/** Larger types would make more code than the copy is worth. */
const MOST_PROPERTIES = 100;

/**
 * How to copy values of these types; undefined if there is nothing to copy, or if the types don't tell: then the runtime
 * finds out what each value is made of.
 */
export function copyShapeOf(compiler: Compiler, types: readonly TypeRef[]): CopyShape | undefined {
  const shape = new Reading(compiler).union(types);
  if (shape === undefined || shape === PRIMITIVE) return undefined;
  // There are no two ways to copy these.
  const { kind, ...rest } = shape.kind === "maybe" ? shape.shape : shape;
  return kind === "date" || (kind === "list" && !("element" in rest)) ? undefined : shape;
}

const PRIMITIVE = "primitive";
type Found = CopyShape | typeof PRIMITIVE | undefined;

class Reading {
  private readonly compiler: Compiler;
  /** The types that enclose the one at hand, for those that contain themselves. */
  private readonly ancestors: TypeRef[] = [];
  private properties = 0;

  constructor(compiler: Compiler) {
    this.compiler = compiler;
  }

  union(types: readonly TypeRef[]): Found {
    const found = types.map((type) => this.read(type));
    if (found.includes(undefined)) return undefined;
    const [first, ...others] = found.filter((shape) => shape !== PRIMITIVE && shape !== undefined);
    if (first === undefined) return PRIMITIVE;
    const alone = first.kind === "maybe" ? first.shape : first;
    if (others.length === 0) return found.length === 1 ? first : { kind: "maybe", shape: alone };
    // Whichever it is: objects of primitives are all copied the same way.
    return [first, ...others].every(isFlat) ? { kind: "maybe", shape: { kind: "spread", properties: [] } } : undefined;
  }

  private read(type: TypeRef): Found {
    if (this.ancestors.includes(type)) return undefined;
    const [shape] = this.compiler.shapes([type]);
    if (shape === undefined) return undefined;
    this.ancestors.push(type);
    const found = this.layer(shape);
    this.ancestors.pop();
    return found;
  }

  private layer(shape: TypeShape): Found {
    switch (shape.kind) {
      case "primitive":
        return PRIMITIVE;
      case "union":
        return this.union(shape.members);
      case "intersection":
        // A brand; what other intersections are made of is left to the runtime.
        return this.compiler.shapes(shape.members).some(({ kind }) => kind === "primitive") ? PRIMITIVE : undefined;
      case "library":
        return shape.name === "Date" ? { kind: "date" } : undefined;
      case "array": {
        const element = this.read(shape.element);
        return element === undefined ? undefined : { kind: "list", ...(element !== PRIMITIVE && { element }) };
      }
      case "tuple":
        return this.tuple(shape.elements);
      case "object":
        return this.object(shape);
      default:
        return undefined;
    }
  }

  private tuple(types: readonly TypeRef[]): Found {
    const found = types.map((type) => this.read(type));
    if (found.includes(undefined)) return undefined;
    const elements = found.flatMap((shape, index) =>
      shape === PRIMITIVE || shape === undefined ? [] : [{ index, shape }],
    );
    return elements.length === 0 ? { kind: "list" } : { kind: "tuple", elements };
  }

  private object({ properties, index }: Extract<TypeShape, { kind: "object" }>): Found {
    this.properties += properties.length;
    if (this.properties > MOST_PROPERTIES || index.some((type) => this.read(type) !== PRIMITIVE)) return undefined;
    const found = properties.map(({ name, type }) => ({ name, shape: this.read(type) }));
    // Symbols' names begin with "__@", and in a literal this one would be the prototype.
    if (found.some(({ name, shape }) => shape === undefined || /^__(@|proto__$)/.test(name))) return undefined;
    const read = found.map(({ name, shape }) => ({ name, ...(typeof shape === "object" && { shape }) }));
    const isOpen = index.length > 0 || properties.some((property) => property.optional);
    if (!isOpen) return { kind: "literal", properties: read };
    return {
      kind: "spread",
      properties: read.flatMap(({ name, shape }) => (shape === undefined ? [] : [{ name, shape }])),
    };
  }
}

/** Whether a shape is that of an object of primitives. */
function isFlat(shape: CopyShape): boolean {
  switch (shape.kind) {
    case "literal":
      return shape.properties.every((property) => property.shape === undefined);
    case "spread":
      return shape.properties.length === 0;
    case "maybe":
      return isFlat(shape.shape);
    default:
      return false;
  }
}

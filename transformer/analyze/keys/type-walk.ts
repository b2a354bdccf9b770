import type ts from "typescript";
import type { Compiler, TypeRef, TypeShape } from "../../compiler/adapter.js";
import type { PluginSettings } from "../../settings.js";
import { stepText } from "./paths.js";
import { isCollection, objectionTo, seenAs, type Objection, type Purpose } from "./policy.js";

/** What speaks against a type, and where in the type. */
export interface TypeProblem {
  readonly objection: Objection;
  /** From the value to the part that is objected to: `.onDone`, `[]`. */
  readonly path: string;
  /** The property that brings it in. */
  readonly declaration: ts.Node | undefined;
}

/** A walk asks for the shapes of several types at once, so that a compiler behind a channel is asked once a layer. */
type Walk<Result> = Generator<readonly TypeRef[], Result, readonly TypeShape[]>;

/**
 * The first problem that a type has for a purpose, nearest to the top; undefined if values of it always fit.
 *
 * @param keyMethods takes in the methods of classes that say themselves what stands for them in a key
 */
export function findTypeProblem(
  compiler: Compiler,
  type: TypeRef,
  purpose: Purpose,
  settings: PluginSettings,
  keyMethods?: Set<ts.Node>,
): TypeProblem | undefined {
  return run(compiler, walk(type, purpose, settings, keyMethods));
}

/** Runs a walk straight through, with a compiler in this process. */
function run<Result>(compiler: Compiler, walk: Walk<Result>): Result {
  let step = walk.next();
  while (step.done !== true) step = walk.next(compiler.shapes(step.value));
  return step.value;
}

interface Visit {
  readonly type: TypeRef;
  readonly path: string;
  readonly declaration: ts.Node | undefined;
  /** Whether only some of the types that fit in here are like this one. */
  readonly possible?: boolean;
}

/** A type this deep unfolds for ever (`interface Box<T> { inner?: Box<Box<T>> }`); the run-time value has the last word. */
const DEEPEST = 50;

/**
 * A type that unfolds into more parts than this grows without end, by several arms a layer. Following it on would use
 * up the checker's own limit on instantiations, and spoil the types of the rest of the program.
 */
const MOST_PARTS = 2_000;

function* walk(
  root: TypeRef,
  purpose: Purpose,
  settings: PluginSettings,
  keyMethods: Set<ts.Node> | undefined,
): Walk<TypeProblem | undefined> {
  const seen = new Set<TypeRef>([root]);
  let layer: Visit[] = [{ type: root, path: "", declaration: undefined }];
  for (let depth = 0; layer.length > 0 && depth < DEEPEST; depth++) {
    const shapes: readonly TypeShape[] = yield layer.map((visit) => visit.type);
    const next: Visit[] = [];
    for (const [index, visit] of layer.entries()) {
      const found = shapes[index];
      if (found === undefined) throw new Error("the compiler left a type without a shape");
      const shape = seenAs(found, purpose);
      const objection = objectionTo(shape, purpose, settings, visit.possible === true);
      if (objection !== undefined) return { objection, path: visit.path, declaration: visit.declaration };
      if (shape.kind === "keyed" && shape.method !== undefined) keyMethods?.add(shape.method);
      for (const part of yield* parts(shape, visit)) {
        if (!seen.has(part.type)) next.push(part);
        seen.add(part.type);
      }
    }
    layer = next;
    if (seen.size > MOST_PARTS) {
      return {
        objection: { kind: "later", what: `a type of more than ${MOST_PARTS} parts` },
        path: "",
        declaration: undefined,
      };
    }
  }
  return undefined;
}

/** The types that a shape is made of. */
function* parts(shape: TypeShape, { path, declaration, possible }: Visit): Walk<Visit[]> {
  const here = (type: TypeRef): Visit => ({ type, path, declaration, ...(possible === true && { possible }) });
  switch (shape.kind) {
    case "union":
      return shape.members.map(here);
    case "intersection":
      return (yield* intersected(shape.members)).map(here);
    case "constrained":
      return shape.constraint === undefined ? [] : [{ ...here(shape.constraint), possible: true }];
    case "keyed":
      return [{ type: shape.result, path: `${path}.[cacheKey]()`, declaration }];
    case "array":
      return [{ type: shape.element, path: `${path}[]`, declaration }];
    case "tuple":
      return shape.elements.map((type, index) => ({ type, path: `${path}[${index}]`, declaration }));
    case "library":
      return isCollection(shape.name)
        ? shape.parameters.map((type) => ({ type, path: `${path}<…>`, declaration }))
        : [];
    case "object":
      return [
        ...shape.properties.map((property) => ({
          type: property.type,
          path: path + stepText(property.name),
          declaration: property.declaration,
        })),
        ...shape.index.map((type) => ({ type, path: `${path}[…]`, declaration })),
      ];
    default:
      return [];
  }
}

/**
 * The members of an intersection that say something about the value. A primitive makes the value that primitive, and
 * the rest a brand for the type checker; `{}` only takes null and undefined away.
 */
function* intersected(members: readonly TypeRef[]): Walk<readonly TypeRef[]> {
  const shapes: readonly TypeShape[] = yield members;
  if (shapes.some((shape) => shape.kind === "primitive")) return [];
  return members.filter((_, index) => {
    const shape = shapes[index];
    return shape?.kind !== "dynamic" || shape.name !== "{}";
  });
}

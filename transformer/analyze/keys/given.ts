import type { FunctionNode, TypeRef } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Context } from "../context.js";
import { isAmbient } from "../functions/initialised.js";
import type { KeyBase } from "../plan.js";
import type { TagUse } from "../tags/comment.js";
import type { KeyExpression } from "../tags/key-text.js";
import { closest } from "../tags/names.js";
import type { BoundName } from "./parameters.js";
import { toPart, type RankedPart } from "./part.js";
import { pathText, startsWith, type Path } from "./paths.js";
import { declarationNote, messageFor } from "./problems.js";
import { slice } from "./slices.js";

/** What `@cacheKey` says. */
interface Given {
  /** The parameters that it speaks of, and takes the place of. */
  readonly names: ReadonlySet<string>;
  /** Undefined if something is wrong with it, which was reported. */
  readonly parts: RankedPart[] | undefined;
}

/** One expression, as far as it is a path from something. */
interface GivenPath {
  readonly expression: KeyExpression;
  readonly base: KeyBase;
  /** Undefined for the environment, whose variables are strings. */
  readonly types: readonly TypeRef[] | undefined;
  readonly path: Path;
}

/** The parts of a key that `@cacheKey` gives, in the place of the parameters that it mentions. */
export function planGiven(context: Context, fn: FunctionNode, bound: readonly BoundName[], tag: TagUse): Given {
  const paths = tag.key.map((expression) => toPath(context, fn, bound, expression));
  const names = new Set(tag.key.map(({ steps: [first] }) => first.step));
  // What is said twice, or is part of what is said, is in the key once.
  const needed = paths.filter((given, index) => !paths.some((other, place) => covers(other, given, place < index)));
  const parts = needed.map((given) => given && planPath(context, given));
  const isSound = paths.every((given) => given !== undefined) && parts.every((part) => part !== undefined);
  return { names, parts: isSound ? parts.flat() : undefined };
}

function toPath(
  context: Context,
  fn: FunctionNode,
  bound: readonly BoundName[],
  expression: KeyExpression,
): GivenPath | undefined {
  const [first, ...steps] = expression.steps;
  const path = steps.map(({ step }) => step);
  const base = { name: first.step, members: [] };
  const parameter = bound.find(({ name }) => name.text === first.step);
  if (parameter === undefined) {
    if (isEnvironment(context, fn, expression)) return { expression, base, types: undefined, path };
    if (first.step === "process") {
      const expected = namesVariable(expression) ? OWN_PROCESS : "process.env.NAME";
      context.reporter.error(catalogue.keySyntax({ expected }), expression);
      return undefined;
    }
    const known = bound.map(({ name }) => name.text);
    const message = catalogue.unknownInKey({
      name: first.step,
      kind: "parameter",
      meant: closest(first.step, known),
      known,
    });
    context.reporter.error(message, first);
    return undefined;
  }
  return hasAll(context, parameter.types, expression) ? { expression, base, types: parameter.types, path } : undefined;
}

const OWN_PROCESS = 'the global "process", which another "process" of this project\'s own code hides here,';

/** `process.env.NAME`, of Node's own `process`. */
function isEnvironment({ compiler }: Context, fn: FunctionNode, expression: KeyExpression): boolean {
  const declarations = compiler.resolveName("process", fn)?.declarations ?? [];
  return (
    namesVariable(expression) &&
    // A project without Node's types may declare what it uses.
    declarations.every((its) => !compiler.isOwnFile(its.getSourceFile()) || isAmbient(compiler.syntax, its))
  );
}

function namesVariable({ steps: [base, env, name, ...others] }: KeyExpression): boolean {
  return base.step === "process" && env?.step === "env" && name !== undefined && others.length === 0;
}

/** Whether each property on a path exists by the types. */
function hasAll({ compiler, reporter }: Context, types: readonly TypeRef[], { steps }: KeyExpression): boolean {
  const [first, ...others] = steps;
  let current = types;
  for (const [index, { step, start, end }] of others.entries()) {
    const properties = current.map((type) => compiler.property(type, step));
    if (!properties.some(({ exists }) => exists)) {
      const known = [...new Set(properties.flatMap((property) => property.others))];
      const of = first.step + pathText(others.slice(0, index).map((other) => other.step));
      const meant = closest(String(step), known);
      reporter.error(catalogue.unknownInKey({ name: String(step), kind: of, meant, known }), { start, end });
      return false;
    }
    current = properties.flatMap((property) => property.types);
  }
  return true;
}

function planPath(context: Context, { expression, base, types, path }: GivenPath): RankedPart[] | undefined {
  const { compiler, reporter } = context;
  const use = { path, how: "value" as const, node: undefined };
  if (types === undefined) return [environmentPart(base, path)];
  const { slices, problems } = slice(context, { types, uses: [use], asGiven: true });
  const [problem] = problems;
  if (problem === undefined) return slices.map((part) => toPart(compiler, base, part, false));
  const advice = { how: "expression", parameter: base.name, renamed: "" } as const;
  reporter.error(messageFor(base.name, advice, problem), expression, declarationNote(compiler.syntax, problem));
  return undefined;
}

function environmentPart(base: KeyBase, path: Path): RankedPart {
  return {
    plan: { label: base.name + pathText(path), base, path, read: "value", guarded: false, primitive: true },
    spread: 1,
  };
}

function covers(other: GivenPath | undefined, given: GivenPath | undefined, isEarlier: boolean): boolean {
  if (other === undefined || given === undefined || other === given || other.base.name !== given.base.name)
    return false;
  return startsWith(given.path, other.path) && (given.path.length > other.path.length || isEarlier);
}

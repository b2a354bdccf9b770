import { hasNamedProperties, isMostlyHoles } from "./properties.js";
import { isObject } from "./walk.js";

/**
 * What was learnt of the objects that stand in one place of a value, so that a copy needn't look again: which properties
 * lead to further objects. A plan fits every value that it was widened by.
 */
export type Plan =
  | ObjectPlan
  /** A dictionary: all its objects by one plan. */
  | { readonly kind: "record"; readonly part: Plan }
  /** An array; without a part, one of primitives. */
  | { readonly kind: "list"; readonly part: Plan | undefined }
  | { readonly kind: "map"; readonly key: Plan | undefined; readonly value: Plan | undefined }
  | { readonly kind: "set"; readonly part: Plan | undefined }
  | { readonly kind: "date" }
  /** Whatever it is, it is looked at anew. */
  | { readonly kind: "any" };

interface ObjectPlan {
  readonly kind: "object";
  /** The properties that hold objects, in some of the values at least. */
  readonly names: readonly string[];
  readonly parts: readonly Plan[];
  /** Whether every value has all of these properties, so that none is looked up among what it inherits. */
  readonly certain: boolean;
}

export const ANY: Plan = { kind: "any" };
const DATE: Plan = { kind: "date" };
export const FLAT_LIST: Plan = { kind: "list", part: undefined };
const FLAT_SET: Plan = { kind: "set", part: undefined };
const FLAT_MAP: Plan = { kind: "map", key: undefined, value: undefined };
export const FLAT_OBJECT: ObjectPlan = { kind: "object", names: [], parts: [], certain: true };

/** An object with more objects in it is a dictionary. */
const MOST_NAMES = 32;

/**
 * The narrowest plan that fits `value` and all that `plan` fits; the very same plan if that fits already.
 *
 * @param value a stored value in which no object occurs twice
 */
export function widen(plan: Plan | undefined, value: object): Plan {
  if (plan?.kind === "any") return plan;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return widenObject(plan, value as Record<string, unknown>);
  if (prototype === Array.prototype) return widenList(plan, value as readonly unknown[]);
  if (prototype === Date.prototype) return plan === undefined || plan.kind === "date" ? DATE : ANY;
  if (prototype === Map.prototype) return widenMap(plan, value as ReadonlyMap<unknown, unknown>);
  if (prototype === Set.prototype) return widenSet(plan, value as ReadonlySet<unknown>);
  return ANY;
}

function widenPart(part: Plan | undefined, value: unknown): Plan | undefined {
  return isObject(value) ? widen(part, value) : part;
}

function widenObject(plan: Plan | undefined, value: Readonly<Record<string, unknown>>): Plan {
  if (plan !== undefined && plan.kind !== "object" && plan.kind !== "record") return ANY;
  const names = Object.keys(value).filter((name) => isObject(value[name]));
  if (names.includes("__proto__")) return ANY;
  if (plan?.kind === "record" || names.length > MOST_NAMES) return widenRecord(plan, value, names);
  if (plan === undefined) {
    if (names.length === 0) return FLAT_OBJECT;
    return {
      kind: "object",
      names,
      parts: names.map((name) => widen(undefined, value[name] as object)),
      certain: true,
    };
  }
  return widenKnown(plan, value, names);
}

function widenKnown(plan: ObjectPlan, value: Readonly<Record<string, unknown>>, names: readonly string[]): Plan {
  const parts = plan.names.map((name, index) => {
    const part = plan.parts[index] ?? ANY;
    return Object.hasOwn(value, name) ? (widenPart(part, value[name]) ?? part) : part;
  });
  const added = names.filter((name) => !plan.names.includes(name));
  const certain = plan.certain && added.length === 0 && plan.names.every((name) => Object.hasOwn(value, name));
  if (certain === plan.certain && added.length === 0 && parts.every((part, index) => part === plan.parts[index])) {
    return plan;
  }
  const wider: Plan = {
    kind: "object",
    names: [...plan.names, ...added],
    parts: [...parts, ...added.map((name) => widen(undefined, value[name] as object))],
    certain,
  };
  return wider.names.length > MOST_NAMES ? (asRecord(wider) ?? ANY) : wider;
}

function widenRecord(plan: Plan | undefined, value: Readonly<Record<string, unknown>>, names: readonly string[]): Plan {
  const known = plan?.kind === "object" ? asRecord(plan) : plan;
  if (known !== undefined && known.kind !== "record") return known;
  let part = known?.part;
  for (const name of names) part = widen(part, value[name] as object);
  if (part === undefined) return FLAT_OBJECT;
  return known?.part === part ? known : { kind: "record", part };
}

/** One plan for all the objects in the values that a plan fits. */
function asRecord(plan: ObjectPlan): Plan | undefined {
  const [first, ...others] = plan.parts;
  if (first === undefined) return undefined;
  return others.every((part) => part === first) ? { kind: "record", part: first } : { kind: "record", part: ANY };
}

function widenList(plan: Plan | undefined, value: readonly unknown[]): Plan {
  if (plan !== undefined && plan.kind !== "list") return ANY;
  if (hasNamedProperties(value) || isMostlyHoles(value)) return ANY;
  let part = plan?.part;
  for (const element of value) part = widenPart(part, element);
  if (part === undefined) return FLAT_LIST;
  return plan?.part === part ? plan : { kind: "list", part };
}

function widenMap(plan: Plan | undefined, value: ReadonlyMap<unknown, unknown>): Plan {
  if (plan !== undefined && plan.kind !== "map") return ANY;
  let keyPart = plan?.key;
  let valuePart = plan?.value;
  for (const [key, element] of value) {
    keyPart = widenPart(keyPart, key);
    valuePart = widenPart(valuePart, element);
  }
  if (keyPart === undefined && valuePart === undefined) return FLAT_MAP;
  const isSame = plan?.key === keyPart && plan?.value === valuePart;
  return plan !== undefined && isSame ? plan : { kind: "map", key: keyPart, value: valuePart };
}

function widenSet(plan: Plan | undefined, value: ReadonlySet<unknown>): Plan {
  if (plan !== undefined && plan.kind !== "set") return ANY;
  let part = plan?.part;
  for (const element of value) part = widenPart(part, element);
  if (part === undefined) return FLAT_SET;
  return plan?.part === part ? plan : { kind: "set", part };
}

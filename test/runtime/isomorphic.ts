import { types } from "node:util";

/**
 * How two values differ, or undefined when nothing but the identity of their objects does: the same kinds, prototypes,
 * properties in the same order, holes, bytes, and the same objects shared in the same places. An object that both lead
 * to is a difference: a copy shares nothing with its original.
 */
export function difference(left: unknown, right: unknown): string | undefined {
  const pairs = new Map<object, object>();
  const taken = new Set<object>();
  return compare(left, right, "value");

  function compare(a: unknown, b: unknown, path: string): string | undefined {
    if (!isObject(a) || !isObject(b)) return Object.is(a, b) ? undefined : `${path}: ${String(a)}, not ${String(b)}`;
    if (a === b) return `${path}: the very same object`;
    const partner = pairs.get(a);
    if (partner !== undefined) return partner === b ? undefined : `${path}: shared in one value only`;
    if (taken.has(b)) return `${path}: shared in the other value only`;
    pairs.set(a, b);
    taken.add(b);
    if (kindOf(a) !== kindOf(b)) return `${path}: ${kindOf(a)}, not ${kindOf(b)}`;
    return compareContents(a, b, path) ?? compareProperties(a, b, path);
  }

  function compareContents(a: object, b: object, path: string): string | undefined {
    if (types.isDate(a) && types.isDate(b)) return compare(a.getTime(), b.getTime(), `${path}.getTime()`);
    if (types.isMap(a) && types.isMap(b)) return compareList([...a].flat(), [...b].flat(), `${path}<entries>`);
    if (types.isSet(a) && types.isSet(b)) return compareList([...a], [...b], `${path}<elements>`);
    if (types.isAnyArrayBuffer(a) && types.isAnyArrayBuffer(b)) {
      return compare(Buffer.from(a).toString("hex"), Buffer.from(b).toString("hex"), `${path}<bytes>`);
    }
    if (Buffer.isBuffer(a) && Buffer.isBuffer(b))
      return compare(a.toString("hex"), b.toString("hex"), `${path}<bytes>`);
    if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
      return (
        compareList([a.byteOffset, a.byteLength], [b.byteOffset, b.byteLength], `${path}<place>`) ??
        compare(a.buffer, b.buffer, `${path}.buffer`)
      );
    }
    if (types.isRegExp(a) && types.isRegExp(b)) return compare(String(a), String(b), path);
    if (a instanceof URL && b instanceof URL) return compare(a.href, b.href, path);
    return types.isNativeError(a) === types.isNativeError(b) ? undefined : `${path}: an error in one value only`;
  }

  function compareProperties(a: object, b: object, path: string): string | undefined {
    const [names, others] = [Reflect.ownKeys(a), Reflect.ownKeys(b)];
    const found = compare(names.map(String).join(), others.map(String).join(), `${path}<names>`);
    if (found !== undefined || ArrayBuffer.isView(a)) return found;
    const isListed = (one: object) => (name: string | symbol) => Object.prototype.propertyIsEnumerable.call(one, name);
    const listed = compare(names.map(isListed(a)).join(), names.map(isListed(b)).join(), `${path}<enumerable>`);
    if (listed !== undefined) return listed;
    return firstOf(names, (name) => compare(Reflect.get(a, name), Reflect.get(b, name), `${path}.${String(name)}`));
  }

  function compareList(a: readonly unknown[], b: readonly unknown[], path: string): string | undefined {
    return compare(a.length, b.length, path) ?? firstOf([...a.keys()], (index) => compare(a[index], b[index], path));
  }
}

function firstOf<T>(items: readonly T[], check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function kindOf(value: object): string {
  const tag = Object.prototype.toString.call(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  const constructor: unknown = isObject(prototype) ? prototype.constructor : undefined;
  return prototype === null ? `bare ${tag}` : `${typeof constructor === "function" ? constructor.name : "?"} ${tag}`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

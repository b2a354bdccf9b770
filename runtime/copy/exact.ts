import { isObject } from "./walk.js";

/**
 * Whether `copy` is an exact copy of a stored value in which no object occurs twice: the same all the way down, and none
 * of its objects the stored one's own.
 *
 * @param copy what a copier made, which takes the value apart place by place and makes one object for each
 */
export function isExactCopy(stored: unknown, copy: unknown): boolean {
  if (!isObject(stored)) return Object.is(stored, copy);
  if (!isObject(copy) || copy === stored) return false;
  const prototype: unknown = Object.getPrototypeOf(stored);
  if (Object.getPrototypeOf(copy) !== prototype) return false;
  switch (prototype) {
    case Object.prototype:
      return haveSameProperties(stored, copy);
    case Array.prototype:
      return Array.isArray(copy) && (stored as unknown[]).length === copy.length && haveSameProperties(stored, copy);
    case Date.prototype:
      return Object.is((stored as Date).getTime(), (copy as Date).getTime());
    default:
      return false;
  }
}

function haveSameProperties(stored: object, copy: object): boolean {
  const names = Object.keys(stored);
  const others = Object.keys(copy);
  return (
    names.length === others.length &&
    names.every(
      (name, index) => name === others[index] && isExactCopy(Reflect.get(stored, name), Reflect.get(copy, name)),
    )
  );
}

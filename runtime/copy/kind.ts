import { types } from "node:util";
import { binaryKindOf } from "../binary.js";
import { isIntrinsic, isPlainDate, isPlainObject } from "../plain.js";
import { temporalNameOf } from "../temporal-names.js";
import { errorNameOf } from "./error-values.js";

/** The kinds of objects that are copied by what they are, without a word from their class. */
export type Kind =
  "object" | "bare" | "array" | "date" | "map" | "set" | "view" | "memory" | "regexp" | "url" | "temporal" | "error";

/** What kind of object a value is; undefined for an instance of any other class, and of a subclass of these. */
export function kindOf(value: object): Kind | undefined {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === Object.prototype) return "object";
  if (prototype === null) return "bare";
  if (Array.isArray(value)) return isIntrinsic(prototype, Array.prototype, "Array") ? "array" : undefined;
  if (isPlainDate(value)) return "date";
  if (types.isMap(value)) return isIntrinsic(prototype, Map.prototype, "Map") ? "map" : undefined;
  if (types.isSet(value)) return isIntrinsic(prototype, Set.prototype, "Set") ? "set" : undefined;
  if (binaryKindOf(value) !== undefined) return ArrayBuffer.isView(value) ? "view" : "memory";
  if (types.isRegExp(value)) return isIntrinsic(prototype, RegExp.prototype, "RegExp") ? "regexp" : undefined;
  if (types.isNativeError(value)) return errorNameOf(prototype) === undefined ? undefined : "error";
  if (isUrl(value, prototype)) return "url";
  if (temporalNameOf(prototype) !== undefined) return "temporal";
  // Another realm's: the least likely.
  return isPlainObject(value) ? "object" : undefined;
}

function isUrl(value: object, prototype: object): value is URL {
  if (prototype !== URL.prototype) return false;
  try {
    return typeof Reflect.get(URL.prototype, "href", value) === "string";
  } catch {
    // It only inherits from URL.
    return false;
  }
}

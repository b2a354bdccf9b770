import { types } from "node:util";
import { isIntrinsic } from "../plain.js";
import { temporalNameOf } from "../temporal-names.js";
import { MARK } from "./part.js";

/** A value that a text says all about. */
interface Text {
  readonly kind: string;
  readonly marker: string;
  /** How many properties such a value has by itself. */
  readonly ownNames: number;
}

const DURATION = [
  "years",
  "months",
  "weeks",
  "days",
  "hours",
  "minutes",
  "seconds",
  "milliseconds",
  "microseconds",
  "nanoseconds",
] as const;

/** The text of a RegExp, a URL or a Temporal value; undefined for anything else, and for an instance of a subclass. */
export function textOf(value: object, prototype: object | null): Text | undefined {
  if (prototype === null) return undefined;
  if (types.isRegExp(value) && isIntrinsic(prototype, RegExp.prototype, "RegExp")) {
    // Read past what an instance may have put in their place; what it can't hide is refused as a property of its own.
    const source = Reflect.get(RegExp.prototype, "source", value);
    const flags = Reflect.get(RegExp.prototype, "flags", value);
    const { lastIndex } = value;
    if (typeof lastIndex !== "number") return undefined;
    const last = Object.is(lastIndex, -0) ? "-0" : String(lastIndex);
    return { kind: "a RegExp", marker: `${MARK.regExp}${flags}/${last}/${source}`, ownNames: 1 };
  }
  try {
    if (prototype === URL.prototype) {
      const href = Reflect.get(URL.prototype, "href", value);
      return { kind: "a URL", marker: MARK.url + href, ownNames: 0 };
    }
    return temporalText(value, prototype);
  } catch {
    // It only inherits from a URL or a Temporal value.
    return undefined;
  }
}

function temporalText(value: object, prototype: object): Text | undefined {
  const name = temporalNameOf(prototype);
  if (name === undefined) return undefined;
  if (name === "Duration") {
    // Its own text adds the fractions of a second up.
    const fields = DURATION.map((unit) => String(Reflect.get(prototype, unit, value)));
    return { kind: "a Duration", marker: `${MARK.temporal}Duration/${fields.join("/")}`, ownNames: 0 };
  }
  const toText = Reflect.get(prototype, "toString") as (options: object) => string;
  // Otherwise a PlainYearMonth keeps its reference day to itself, and a PlainMonthDay its year.
  const text = toText.call(value, { calendarName: "always" });
  return { kind: `a ${name}`, marker: `${MARK.temporal}${name}/${text}`, ownNames: 0 };
}

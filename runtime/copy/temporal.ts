const NAMES = [
  "Instant",
  "ZonedDateTime",
  "PlainDate",
  "PlainTime",
  "PlainDateTime",
  "PlainYearMonth",
  "PlainMonthDay",
  "Duration",
] as const;

interface Class {
  readonly prototype: object;
  /** Given one of its own instances it makes an equal one. */
  from(value: object): object;
}

/** Which class of `Temporal` a prototype belongs to, where the engine has them. */
export function temporalNameOf(prototype: object): (typeof NAMES)[number] | undefined {
  const { Temporal } = globalThis as { Temporal?: Readonly<Record<string, Class | undefined>> };
  return Temporal === undefined ? undefined : NAMES.find((name) => Temporal[name]?.prototype === prototype);
}

/** An equal `Temporal` value. They can't change, but properties can be put on them. */
export function copyTemporal(value: object): object {
  return (value.constructor as unknown as Class).from(value);
}

/** Whether a value with the prototype of a `Temporal` class is one inside. */
export function isTemporal(value: object): boolean {
  try {
    copyTemporal(value);
    return true;
  } catch {
    return false;
  }
}

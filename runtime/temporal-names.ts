/** The classes of `Temporal`, of which there is nothing to know but their values. */
export const TEMPORAL_NAMES = [
  "Instant",
  "ZonedDateTime",
  "PlainDate",
  "PlainTime",
  "PlainDateTime",
  "PlainYearMonth",
  "PlainMonthDay",
  "Duration",
] as const;

type Class = { readonly prototype: object } | undefined;

/** Which class of `Temporal` a prototype belongs to, where the engine has them. */
export function temporalNameOf(prototype: object): (typeof TEMPORAL_NAMES)[number] | undefined {
  const { Temporal } = globalThis as { Temporal?: Readonly<Record<string, Class>> };
  return Temporal === undefined ? undefined : TEMPORAL_NAMES.find((name) => Temporal[name]?.prototype === prototype);
}

export const SPINNER_FORM = "true, false or a text that is not empty";

/** The option showSpinner as it was given; undefined if it is of the wrong type, or was meant to be. */
export function parseSpinner(value: unknown): boolean | string | undefined {
  if (typeof value === "boolean") return value;
  const isText = typeof value === "string" && !["", "true", "false"].includes(value.trim());
  return isText ? value : undefined;
}

export const SPINNER_FORM = "true, false or a text that is not empty";

/** The option showSpinner as it was given; undefined if it is of the wrong type. */
export function parseSpinner(value: unknown): boolean | string | undefined {
  return typeof value === "boolean" || (typeof value === "string" && value.trim() !== "") ? value : undefined;
}

/** A step into a value: a property, an index, or (a symbol) what kind of member of a collection. */
export type PathStep = string | number | symbol;

const LONGEST = 12;

/** The steps as they are written after the value: `.items[3]["odd name"]`. Cut short when very deep. */
export function pathText(steps: readonly PathStep[]): string {
  const shown = steps.slice(0, LONGEST).map(stepText).join("");
  return steps.length > LONGEST ? `${shown}…` : shown;
}

function stepText(step: PathStep): string {
  if (typeof step === "symbol") return `<${step.description ?? ""}>`;
  if (typeof step === "number") return `[${step}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

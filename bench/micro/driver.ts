import { compileFunction } from "node:vm";

/** Calls `fn` once for every row of its arguments, `passes` times over, and returns the sum of the results. */
export type Driver = (fn: unknown, columns: readonly (readonly unknown[])[], passes: number) => number;

/**
 * The loop around one contender.
 *
 * Each contender has a loop compiled for it alone. In a loop that several share, the call is megamorphic: nothing is
 * inlined, and every contender pays some 4 ns a call that are the loop's own. Closures of one factory share too, and so
 * do two `new Function` of one text; `compileFunction` starts from nothing every time.
 *
 * @param name what a profile calls the loop
 * @param arity how many columns there are
 * @param property which property of a result to add up, if results are objects
 */
export function makeDriver(name: string, arity: number, property?: string): Driver {
  const columns = Array.from({ length: arity }, (_, index) => `column${index}`);
  const call = `fn(${columns.map((column) => `${column}[row]`).join(", ")})`;
  const body = `
    const [${columns.join(", ")}] = columns;
    const rows = column0.length;
    let sum = 0;
    for (let pass = 0; pass < passes; pass++) {
      for (let row = 0; row < rows; row++) sum += ${call}${property === undefined ? "" : `.${property}`};
    }
    return sum;`;
  return compileFunction(body, ["fn", "columns", "passes"], { filename: `loop: ${name}` }) as Driver;
}

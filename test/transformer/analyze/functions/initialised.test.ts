import { planOf } from "../../program.js";

/** Whether reading `x` for the key of the cached function is guarded against its temporal dead zone. */
function guarded(code: string): boolean {
  const { functions, diagnostics } = planOf(`export {};\n${code}`);
  const parts = functions.flatMap(({ key }) => key.filter(({ label }) => label === "x"));
  if (parts.length !== 1) throw new Error(`one part "x" expected: ${diagnostics.map(({ text }) => text).join()}`);
  return parts[0]?.guarded === true;
}

const arrow = "\n/** @cacheData */\n const f = (n: number) => n + x;";
const declaration = "\n/** @cacheData */\n function f(n: number) { return n + x; }";

describe("a variable is there when its reader is", () => {
  test.each([
    ["an arrow behind it", `let x = 1; ${arrow}`],
    ["an arrow in a block behind it", `let x = 1; { ${arrow} }`],
    ["an arrow in an arrow behind it", `let x = 1; const g = () => { ${arrow} };`],
    ["a declaration in a block behind it", `let x = 1; { ${declaration} }`],
    ["a declaration in a function expression behind it", `let x = 1; const g = function () { ${declaration} };`],
    ["a var", `${declaration} var x = 1;`],
    ["a parameter", `function g(x: number) { ${declaration} }`],
    ["a parameter's pattern", `function g({ x }: { x: number }) { ${declaration} }`],
    ["in a loop", `for (let x = 0; x < 1; x++) { ${declaration} }`],
    ["in a loop over values", `for (const x of [1]) { ${declaration} }`],
    ["in the same clause", `switch (1 as number) { case 1: let x = 1; ${arrow} }`],
    ["a namespace's", `namespace N { let x = 1; ${arrow} }`],
  ])("%s", (_, code) => {
    expect(guarded(code)).toBe(false);
  });
});

describe("a variable may not be there yet", () => {
  test.each([
    ["a declaration behind it", `let x = 1; ${declaration}`],
    ["an arrow before it", `${arrow} let x = 1;`],
    ["an arrow in its own initializer", `let x: number = (() => { ${arrow} return f(1); })();`],
    ["an arrow in a declaration behind it", `let x = 1; function g() { ${arrow} }`],
    ["an arrow in a class's method before it", `class C { m() { ${arrow} } } let x = 1;`],
    ["in another clause", `switch (1 as number) { case 1: let x = 1; break; default: ${arrow} }`],
    ["a later parameter", `function g(h = () => { ${arrow} }, x = 1) { return h; }`],
    ["a loop's own head", `for (let x = 1, g = () => { ${arrow} }; ; ) { g(); }`],
    ["declared elsewhere", `declare let x: number; ${arrow}`],
  ])("%s", (_, code) => {
    expect(guarded(code)).toBe(true);
  });
});

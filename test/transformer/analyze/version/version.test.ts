import { versionOf } from "../../program.js";

/** A function with this parameter list and body. */
function code(parameters: string, body: string, head = "export function f"): string {
  return `/** @cacheData */\n${head}(${parameters}) {${body}}\nfunction g<T>(x: T) { return x; }\nexport {};\n`;
}

function version(parameters: string, body: string, head?: string): string {
  return versionOf(code(parameters, body, head));
}

describe("a change that changes nothing keeps the version", () => {
  const parameters = "a: number, b: { c?: string } = {}";
  const body = "const sum = a + 16; for (let i = 0; i < 3; i++) g(i); return { sum, 'c': b.c, t: `x${a}y` };";
  const before = version(parameters, body);

  test.each([
    ["white space", parameters, body.replaceAll(/(?<!return) /g, "\n  ")],
    ["a comment", parameters, `/* new */ ${body} // more\n`],
    ["quotes", parameters, body.replaceAll("'", '"')],
    ["parentheses", parameters, body.replace("a + 16", "((a) + (16))")],
    ["a numeric separator or base", parameters, body.replace("16", "0x1_0")],
    ["semicolons", parameters, body.replace(/;( return)/, "\n$1")],
    ["the name of a local", parameters, body.replaceAll("sum,", "sum: total,").replace("const sum", "const total")],
    ["as, satisfies, !", parameters, body.replace("a + 16", "(a! as number) + (16 satisfies number)")],
    ["a type annotation", parameters, body.replace("const sum", "const sum: number")],
    ["type arguments", parameters, body.replace("g(i)", "g<number>(i)")],
    ["a parameter's name", "x: number, b: { c?: string } = {}", body.replaceAll(/\ba\b/g, "x")],
    ["a parameter's type", parameters.replace("a: number", "a: 1 | 2"), body],
    ["a local type or interface", parameters, `interface I { q: number } type T = I; ${body}`],
  ])("%s", (_, newParameters, newBody) => {
    expect(version(newParameters, newBody)).toBe(before);
  });

  test("whether the function is exported", () => {
    expect(version(parameters, body, "function f")).toBe(before);
  });

  test("its name, which is part of the id", () => {
    expect(version(parameters, body, "export function h")).toBe(before);
  });

  test("code around it", () => {
    expect(versionOf(`const other = 1;\n${code(parameters, body)}`)).toBe(before);
  });
});

describe("a change of behaviour changes the version", () => {
  const pairs: readonly (readonly [string, string, string])[] = [
    ["an operator", "return a + b;", "return a - b;"],
    ["a prefix operator", "return -a;", "return +a;"],
    ["prefix against postfix", "return a++;", "return ++a;"],
    ["increment against decrement", "return a++;", "return a--;"],
    ["a number", "return a + 1;", "return a + 2;"],
    ["a string", "return 'x';", "return 'y';"],
    ["a string and a number", "return '1';", "return 1;"],
    ["a number and a bigint", "return 1;", "return 1n;"],
    ["a string and a template", "return g('a');", "return g(`a${''}`);"],
    ["a regular expression's flag", "return g(/a/g).source;", "return g(/a/i).source;"],
    ["a property's name", "return { x: a };", "return { y: a };"],
    ["the property behind a shorthand", "const x = a; return { x };", "const y = a; return { y };"],
    ["a read property", "return g({ p: a }.p);", "return g({ q: a, p: a }.p);"],
    ["which local is used", "const x = a, y = b; return x;", "const x = a, y = b; return y;"],
    ["which parameter is used", "return a;", "return b;"],
    ["a global's name", "return isNaN(a);", "return isFinite(a);"],
    ["a helper's name", "return g(a);", "return String(a);"],
    [
      "a renamed binding and a default",
      "const { x: y } = { x: a, y: b } as { x: number; y: number }; return y;",
      "const { x = a, y } = { x: a, y: b } as { x: number; y: number }; return y;",
    ],
    ["for clauses", "for (; a < b; ) { a++; } return a;", "for (; ; a < b) { a++; } return a;"],
    [
      "an optional chain",
      "return g({ p: a } as { p: number })?.toString();",
      "return g({ p: a } as { p: number }).toString();",
    ],
    ["await", "return g(a);", "return void g(a);"],
    ["var against let", "var x = a; return x;", "let x = a; return x;"],
    ["the order of statements", "g(1); g(2);", "g(2); g(1);"],
    ["a statement more", "g(1);", "g(1); g(1);"],
    ["if against else", "if (a) { return 1; } else { return 2; }", "if (a) { return 2; } else { return 1; }"],
    ["catch against finally", "try { g(a); } catch { g(1); }", "try { g(a); } finally { g(1); }"],
    ["a label's target", "x: y: for (;;) { break x; }", "x: y: for (;;) { break y; }"],
    ["spread", "return g([...[a]]);", "return g([[a]]);"],
    ["of against in", "for (const x of [a]) g(x);", "for (const x in [a]) g(x);"],
  ];

  test.each(pairs)("%s", (_, left, right) => {
    const parameters = "a: number, b: number";
    expect(version(parameters, left)).not.toBe(version(parameters, right));
  });

  test("async", () => {
    expect(version("a: number", "return a;", "async function f")).not.toBe(
      version("a: number", "return a;", "function f"),
    );
  });

  test("a default", () => {
    expect(version("a = 1", "return a;")).not.toBe(version("a = 2", "return a;"));
  });

  test("what is in the key", () => {
    expect(version("a: number, b: number", "return a;")).not.toBe(version("a: number, _b: number", "return a;"));
  });
});

describe("helpers of the code around a function", () => {
  /** A cached function inside another, with a helper beside it. */
  function nested(helper: string, body = "return help(n);"): string {
    return versionOf(`export function outer(factor: number, other: number): unknown {
      ${helper}
      /** @cacheData */
      const f = (n: number): unknown => { ${body} };
      return f;
    }`);
  }
  const before = nested("const help = (n: number) => n * factor;");

  test("are part of its version", () => {
    expect(nested("const help = (n: number) => n + factor;")).not.toBe(before);
    expect(nested("const help = (n: number) => n * other;")).not.toBe(before);
    expect(nested("function help(n: number) { return n * factor; }")).not.toBe(before);
    expect(nested("class Help { n = factor; }", "return new Help().n;")).not.toBe(
      nested("class Help { n = factor + 1; }", "return new Help().n;"),
    );
  });

  test("as far as they matter", () => {
    expect(nested("const help = (m: number): number => /* times */ (m * factor);")).toBe(before);
    expect(nested("const other2 = 1; const help = (n: number) => n * factor;")).toBe(before);
    expect(nested("const aid = (n: number) => n * factor;", "return aid(n);")).toBe(before);
  });
});

import { planOf } from "../../program.js";

const TYPES = `
interface Query {
  a: { b: { c: number; d?: string }; tags: string[]; call(): void; pair: [number, string] };
  name: string;
  list: { n: number }[];
  maybe?: { x: number } | null;
  both: string | string[];
  f?: () => void;
}
declare function use(...values: unknown[]): void;
declare const i: number;
`;

/** What the key takes of `q` for a body, as `value a.b`; or the diagnostics. */
function keyOf(body: string, parameters = "q: Query"): string[] {
  const { functions, diagnostics } = planOf(
    `${TYPES}\n/** @cacheData */\nexport function f(${parameters}): void {${body}\n}`,
  );
  if (diagnostics.length > 0) return diagnostics.map(({ text }) => text.replace(/,.*/, ""));
  const parts = functions[0]?.key.map(({ label, read }) => (read === "value" ? label : `${read} ${label}`)) ?? [];
  return parts.sort();
}

describe("a use is climbed from", () => {
  test.each([
    ["property accesses", "use(q.a.b.c)", ["q.a.b.c"]],
    ["optional ones", "use(q?.a?.b?.d)", ["q.a.b.d"]],
    ["literal elements", `use(q["a"]["b"].c, q.list[0]!.n, q.a.pair["1"])`, ["q.a.b.c", "q.a.pair[1]", "q.list[0].n"]],
    ["what changes nothing", "use(((q as Query).a)!.b satisfies unknown)", ["q.a.b"]],
    ["a statement of its own", "q.name;", ["q.name"]],
    ["a template", "use(`${q.name}`)", ["q.name"]],
    ["an argument", "use(...[q.name], { x: q.a.b.c })", ["q.a.b.c", "q.name"]],
    ["what is read in closures", "use(() => q.name, class { x = q.a.b.c; })", ["q.a.b.c", "q.name"]],
    ["a constant", "const b = q.a.b; const copy = b; use(copy.c, () => b.d);", ["q.a.b.c", "q.a.b.d"]],
    ["a right side", "let x = q.name; x = q.a.b.d ?? q.name;", ["q.a.b.d", "q.name"]],
  ])("over %s", (_, body, expected) => {
    expect(keyOf(body)).toEqual(expected);
  });

  test.each([
    ["with a name", "const { name } = q;", ["q.name"]],
    ["with others", "const { name: x, a: { b: { c = 1 }, tags: y } } = q;", ["q.a.b.c", "q.a.tags", "q.name"]],
    ["of a part", "const { b } = q.a;", ["q.a.b"]],
    ["with literal names", `const { "name": x, ["list"]: y } = q;`, ["q.list", "q.name"]],
    ["with a rest", "const { c, ...rest } = q.a.b;", ["q.a.b"]],
    ["with a computed name", "const { [use.name as 'c']: x } = q.a.b;", ["q.a.b"]],
    [
      "with a default for what is taken apart",
      "const { maybe: { x } = { x: 1 } } = q as { maybe?: { x: number } };",
      ["presence q.maybe", "q.maybe.x"],
    ],
    [
      "into names that are read on",
      "const { a, maybe } = q; const { b } = a; use(b.c, a.tags[0]); if (maybe) use(maybe.x);",
      ["presence q.maybe", "q.a.b.c", "q.a.tags[0]", "q.maybe.x"],
    ],
    [
      "into a name that is read on, or stood in for",
      "const { maybe = { x: 1 } } = q; use(maybe?.x);",
      ["presence q.maybe", "q.maybe.x"],
    ],
    ["into a name that is handed on", "const { b } = q.a; use(b);", ["q.a.b"]],
    ["into a name that is written to", "const { a } = q; a.tags = [];", [`"q.a.call" is a function`]],
    ["into a variable", "let { b } = q.a; use(b.c);", ["q.a.b"]],
    ["into a name that another hides", "const { a } = q; { const a = { b: 1 }; use(a.b); } use(a.b.c);", ["q.a.b.c"]],
    ["of an array", "const [first, , third] = q.a.tags;", ["q.a.tags[0]", "q.a.tags[2]"]],
    ["of an array with a rest", "const [first, ...others] = q.a.tags;", ["list q.a.tags"]],
    ["of a string", "const [first] = q.name;", ["q.name"]],
    ["with nothing in it", "const {} = q.a;", ["presence q.a"]],
  ])("through a pattern %s", (_, body, expected) => {
    expect(keyOf(body)).toEqual(expected);
  });
});

describe("a method uses all of what it is called on", () => {
  test.each([
    ["text", "use(q.name.trim())", ["q.name"]],
    ["a tag", "use(q.name.concat`x`)", ["q.name"]],
    ["behind parentheses", "use((q.name.trim)())", ["q.name"]],
    ["only called if it is there", "use(q.a.b.d?.trim())", ["q.a.b.d"]],
    ["an array that it changes", "q.a.tags.sort(); q.a.tags.push('x');", ["q.a.tags"]],
  ])("%s", (_, body, expected) => {
    expect(keyOf(body)).toEqual(expected);
  });

  test("an object with functions", () => {
    expect(keyOf("q.a.call()")).toEqual([`"q.a.call" is a function`]);
    expect(keyOf("q.f?.()")).toEqual([`"q.a.call" is a function`]);
    expect(keyOf("use(q.f)")).toEqual([`"q.f" is a function`]);
  });
});

describe("an array is read as a list", () => {
  test.each([
    ["by a method with an inline callback", "q.list.find((item) => item.n)", ["list q.list"]],
    ["by one with an index", "q.list.findIndex(function (item, index) { use(item, index); })", ["list q.list"]],
    [
      "by one that passes over holes",
      "q.list.map((item) => item.n).concat(q.a.tags.slice(1) as never)",
      ["list q.a.tags", "list q.list"],
    ],
    ["by one with a sum", "q.list.reduce((sum, item) => sum + item.n, 0)", ["list q.list"]],
    ["by one without a callback", "use(q.a.tags.join(), q.a.tags.includes('x'), q.a.tags.at(-1))", ["list q.a.tags"]],
    ["by for of", "for (const item of q.list) use(item)", ["list q.list"]],
    ["by spread", "use([...q.a.tags], ...q.list)", ["list q.a.tags", "list q.list"]],
    ["with its length", "use(q.list.length, ...q.list, q.list[0])", ["list q.list"]],
    ["if it may be one", "use([...q.both])", ["list q.both"]],
  ])("%s", (_, body, expected) => {
    expect(keyOf(body)).toEqual(expected);
  });

  test.each([
    ["a callback from elsewhere", "q.list.find(use as never)"],
    ["a callback that takes the array", "q.list.find((item, index, all) => use(item, index, all))"],
    ["a callback that takes everything", "q.list.find((...all) => use(all))"],
    ["a callback with arguments", "q.list.find(function () { return arguments[2]; })"],
    ["a method that asks whether it may be spread", "use(q.list.concat([]))"],
    ["a computed index", "use(q.list[i])"],
    ["an argument", "use(q.list)"],
    ["for await", "(async () => { for await (const item of q.list) use(item); })"],
    ["an object's spread", "use({ ...q.list })"],
  ])("but as a whole with %s", (_, body) => {
    expect(keyOf(body)).toEqual(["q.list"]);
  });
});

describe("a condition tells only whether something is there", () => {
  test.each([
    "if (q.f) use()",
    "while (q.f) break;",
    "do {} while (q.f)",
    "for (; q.f; ) break;",
    "use(q.f ? 1 : 2)",
    "use(!q.f)",
    "use(q.f && 1)",
    "use(q.f == null, null != q.f, q.f === undefined, q.f !== undefined, (q.f) === null)",
    "if (q.f || i) use()",
    "if ((i && q.f)!) use()",
    "use(!(q.f ?? i))",
    "use((i ? q.f : i) ? 1 : 2)",
  ])("%s", (body) => {
    expect(keyOf(body)).toEqual(["presence q.f"]);
  });

  test.each([
    "use(q.name || 1)",
    "use(i && q.name)",
    "use(q.name ?? 1)",
    "use(q.name === 'x')",
    "use(typeof q.name)",
    "switch (q.name) {}",
  ])("but not here: %s", (body) => {
    expect(keyOf(body)).toEqual(["q.name"]);
  });
});

describe("all of a parameter is in the key", () => {
  const whole = "q: { a: number; b?: { c: number } | undefined }";

  test.each([
    "use(q)",
    "use({ q })",
    "use({ ...q })",
    "use([q])",
    "use('a' in q)",
    "return q as never",
    "const copy = q;",
    "const { ...copy } = q;",
    "use(q[i as never])",
    "q.a = 1;",
    "q.a++;",
    "q.b!.c += 1;",
    "delete q.b;",
    "[q.a] = [1];",
    "({ x: q.a } = { x: 1 });",
    "for (q.a of [1]) use();",
    "for (q.a as never in {}) use();",
    "q = { a: 1 };",
    "({ q } = { q: { a: 1 } });",
    "var q: { a: number; b?: { c: number } | undefined };",
    "use(() => { q = { a: 1 }; })",
    "",
  ])("%s", (body) => {
    expect(keyOf(`${body}${body === "" ? "" : "; use(q.a);"}`, whole)).toEqual(["q"]);
  });

  test("of a flat type", () => {
    expect(keyOf("use(q.length)", "q: string")).toEqual(["q"]);
    expect(keyOf("use(q.x)", "q: 'a' & { x: number }")).toEqual(["q"]);
    expect(keyOf("use(q[0])", "q: [number, string]")).toEqual(["list q"]);
    expect(keyOf("use(q)", "q: number[]")).toEqual(["q"]);
    expect(keyOf("if (q) use()", "q?: number[]")).toEqual(["q"]);
    expect(keyOf("use(q[0])", "q: [number, () => void]")).toEqual(["q[0]"]);
    expect(keyOf("use(q.length)", "...q: (() => void)[]")).toEqual(["q.length"]);
    expect(keyOf("", "...q: number[]")).toEqual(["list q"]);
  });

  test("not of a variable of the same name", () => {
    expect(keyOf("use(q.a); { const q = 1; use(q); } use((q: number) => q);", whole)).toEqual(["q.a"]);
  });
});

import ts from "typescript";
import { findReassignments } from "../../../../transformer/analyze/functions/reassignment.js";
import { createTypeScriptCompiler } from "../../../../transformer/compiler/typescript.js";
import { programOf } from "../../program.js";

/** What is found in a file, the functions by the lines that they stand in, and how many nodes' children were visited. */
function reassignmentsIn(code: string): { readonly found: Readonly<Record<number, string>>; readonly visits: number } {
  const { program, file } = programOf({ "a.ts": code });
  const source = file("a.ts");
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line;
  const functions: ts.FunctionDeclaration[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node)) functions.push(node);
    ts.forEachChild(node, collect);
  };
  collect(source);

  let visits = 0;
  const compiler = createTypeScriptCompiler(ts, program);
  const forEachChild: typeof ts.forEachChild = (node, ...rest) => {
    visits++;
    return ts.forEachChild(node, ...rest);
  };
  const counted = { ...compiler, syntax: { ...compiler.syntax, forEachChild } };
  const found = [...findReassignments(counted, source, functions)];
  return {
    found: Object.fromEntries(found.map(([fn, node]) => [lineOf(fn), node.parent.getText()])),
    visits,
  };
}

test("functions of one name are told apart by what the name refers to", () => {
  const { found } = reassignmentsIn(
    [
      "namespace A { export function f() {} }",
      "namespace B { function f() {} f = 1; f = 2; }",
      "let f = 1; f = 2;",
    ].join("\n"),
  );
  expect(found).toEqual({ 1: "f = 1" });
});

test("a name that is part of another, has a dollar, or is written with an escape", () => {
  const { found } = reassignmentsIn("function a() {}\nfunction ab() {}\nfunction $b() {}\nab = 1; $b = 2;");
  expect(found).toEqual({ 1: "ab = 1", 2: "$b = 2" });
  expect(reassignmentsIn("function ab() {}\n\\u0061b = 1;").found).toEqual({ 0: "\\u0061b = 1" });
});

test("the file is walked once, however many functions are asked for", () => {
  const fileOf = (count: number): string =>
    Array.from({ length: count }, (_, index) => `function f${index}x(n: number) { return n + 1; }`).join("\n");
  const [few, many] = [20, 200].map((count) => reassignmentsIn(fileOf(count)).visits);
  // A walk each would be a hundred times as much.
  expect(many).toBeLessThan(15 * (few ?? 0));
});

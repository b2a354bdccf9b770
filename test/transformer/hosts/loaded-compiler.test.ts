import ts from "typescript";
import { findLoadedCompiler } from "../../../transformer/hosts/loaded-compiler.js";

const compilers = ["typescript", "typescript-4.9", "typescript-5.9"].map(
  (name) => [name, jest.requireActual<typeof ts>(name)] as const,
);

function contextOf(compiler: typeof ts): ts.TransformationContext {
  const contexts: ts.TransformationContext[] = [];
  const note: ts.TransformerFactory<ts.SourceFile> = (context) => {
    contexts.push(context);
    return (file) => file;
  };
  compiler.transform(compiler.createSourceFile("a.ts", "", compiler.ScriptTarget.Latest), [note]);
  const [context] = contexts;
  if (context === undefined) throw new Error("nothing was transformed");
  return context;
}

test.each(compilers)("of several loaded compilers the one is found that runs: %s", (_, compiler) => {
  expect(findLoadedCompiler(contextOf(compiler))).toBe(compiler);
});

test("one that is no loaded module is not taken for another", () => {
  const { factory } = contextOf(ts);
  expect(findLoadedCompiler({ ...contextOf(ts), factory: { ...factory } })).toBeUndefined();
});

import type ts from "typescript";
import type { Compiler, FunctionNode, Referent } from "../../compiler/adapter.js";
import { isModule } from "../functions/declarations.js";
import { createCodeWriter, type CodeWriter } from "./code-text.js";
import { createDeclarationWriter } from "./declared.js";
import { createForeign } from "./foreign.js";
import type { TextHash } from "./hash.js";
import { createKindTable } from "./kind-table.js";
import { holderOfReceiver } from "./holder.js";
import { quoted } from "./kinds.js";
import { nameOfClass } from "./member-classes.js";
import { createMutations } from "./mutations.js";
import { codeOf } from "./origin.js";
import { createReferences, type References, type UnitSource } from "./outside.js";
import { createResolver } from "./resolver.js";
import { Collector, Unit, type Content } from "./unit.js";
import { nameOfUnit } from "./unit-name.js";

/** The units of one program, each made once. */
export interface Units {
  /**
   * The unit of a function.
   *
   * @param usesReceiver whether it uses `this` or `super`, and so may run any code of what it is a member of
   */
  ofFunction(fn: FunctionNode, name: ts.Identifier | undefined, usesReceiver: boolean): Unit;
  /** A function, along with the classes of these methods, which say what stands for them in its key. */
  withKeys(fn: Unit, methods: ReadonlySet<ts.Node>): Unit;
  /** A function's own code, in which names stand for themselves. */
  bodyOf(fn: FunctionNode): string;
}

export function createUnits(compiler: Compiler, hash: TextHash): Units {
  const { syntax } = compiler;
  const factsOf = createKindTable(syntax);
  const resolver = createResolver(compiler);
  const mutationsOf = createMutations(compiler, resolver);
  const declarations = createDeclarationWriter(compiler);
  const known = new Map<object, Unit>();
  const changed = new Map<ts.SourceFile, Map<object, Unit>>();
  const source: UnitSource = {
    compiler,
    resolver,
    foreign: createForeign(compiler, hash, own),
    own,
    changes,
    anonymousClass: ofNode,
  };
  return { ofFunction, withKeys, bodyOf };

  function ofFunction(fn: FunctionNode, name: ts.Identifier | undefined, usesReceiver: boolean): Unit {
    const referent = name && resolver.resolve(name);
    const unit = referent === undefined ? ofNode(fn) : own(referent);
    const holder = usesReceiver ? holderOfReceiver(syntax, fn) : undefined;
    return holder === undefined ? unit : withHolder(unit, fn, holder);
  }

  /** A function, along with all that it is a member of. */
  function withHolder(fn: Unit, place: ts.Node, holder: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression): Unit {
    return new Unit(fn.describe, () => {
      const { content } = fn;
      const name = syntax.isClassLike(holder) ? nameOfClass(syntax, holder) : undefined;
      const referent = name && resolver.resolve(name);
      const whole = referent === undefined ? ofNode(holder) : own(referent);
      const [uses, places] = [
        [...content.uses, whole],
        [...content.places, place],
      ];
      return { ...content, hash: hash(`member:${content.hash}`), uses, places };
    });
  }

  function withKeys(fn: Unit, methods: ReadonlySet<ts.Node>): Unit {
    return new Unit(fn.describe, () => {
      const classes = inOrder([...methods].map(({ parent }) => parent)).filter(compiler.syntax.isClassLike);
      const content = collect(undefined, [], (writer, references) => {
        for (const { name } of classes) {
          const referent = name && resolver.resolve(name);
          if (name !== undefined && referent !== undefined)
            writer.add(references.refer(referent, undefined, name.text));
        }
      });
      const nameless = classes.filter(({ name }) => name === undefined).map(ofNode);
      const uses = [fn, ...content.uses, ...nameless];
      return { ...content, hash: hash(`keyed:${content.hash}`), uses, places: uses.map(() => undefined) };
    });
  }

  function bodyOf(fn: FunctionNode): string {
    const writer = createCodeWriter(source, factsOf, [fn], {
      name: ({ text }) => quoted(text),
      instead: () => undefined,
      beside: () => "",
    });
    declarations.write(writer, fn);
    return writer.text();
  }

  function own(referent: Referent): Unit {
    return once(referent.identity, () => {
      const parts = inOrder(codeOf(compiler, referent.declarations));
      return new Unit(
        () => nameOfUnit(compiler, parts[0]),
        () => readOwn(referent, parts),
      );
    });
  }

  /** What several files declare together comes in the order of the program's files, which is no matter of the code. */
  function inOrder(parts: readonly ts.Node[]): readonly ts.Node[] {
    if (parts.length < 2) return parts;
    const placed = parts.map((part) => [compiler.disk.placeOf(part.getSourceFile()), part] as const);
    const sorted = placed.sort(
      ([left, first], [right, second]) => compare(left.path, right.path) || first.pos - second.pos,
    );
    return sorted.map(([, part]) => part);
  }

  function ofNode(node: ts.Node): Unit {
    return once(node, () => {
      const read = (): Content =>
        collect(node.getSourceFile(), [node], (writer) => {
          declarations.write(writer, node);
        });
      return new Unit(() => nameOfUnit(compiler, node), read);
    });
  }

  function once(key: object, make: () => Unit): Unit {
    const unit = known.get(key) ?? make();
    known.set(key, unit);
    return unit;
  }

  function readOwn(referent: Referent, parts: readonly ts.Node[]): Content {
    const files = new Set(parts.map((part) => part.getSourceFile()));
    const [file] = files;
    const statements = [...files].flatMap((each) => mutationsOf(each).get(referent.identity) ?? []);
    const modules = parts.filter((part) => isModule(syntax, [part]));
    const others = parts.filter((part) => !modules.includes(part));
    const roots = [...others.flatMap((part) => declarations.roots(part)), ...statements];
    return collect(file, roots, (writer, references) => {
      for (const part of others) declarations.write(writer, part);
      if (modules.length > 0) writeExports(writer, references, referent);
      writeStatements(writer, statements);
    });
  }

  /** A module or namespace that is used as a whole: all that it exports. */
  function writeExports(writer: CodeWriter, references: References, module: Referent): void {
    const exported = [...resolver.exportsOf(module)].sort(([left], [right]) => compare(left, right));
    for (const [name, member] of exported) {
      if (isValue(member)) writer.add(`${quoted(name)}:${references.refer(member, undefined, name)}`);
    }
  }

  /** Whether an export is there at run time. */
  function isValue({ declarations: declared }: Referent): boolean {
    return declared.some((node) => node.getSourceFile().isDeclarationFile || codeOf(compiler, [node]).length > 0);
  }

  function writeStatements(writer: CodeWriter, statements: readonly ts.Node[]): void {
    for (const statement of statements) {
      writer.add(";");
      if (syntax.isClassLike(statement)) declarations.write(writer, statement);
      else writer.write(statement);
    }
  }

  function changes(file: ts.SourceFile, referent: Referent): Unit | undefined {
    const statements = mutationsOf(file).get(referent.identity);
    if (statements === undefined || codeOf(compiler, referent.declarations).some(isIn(file))) return undefined;
    const ofFile = changed.get(file) ?? new Map<object, Unit>();
    changed.set(file, ofFile);
    const unit =
      ofFile.get(referent.identity) ??
      new Unit(
        () => `${nameOfUnit(compiler, file)}#(changes)`,
        () =>
          collect(file, statements, (writer) => {
            writeStatements(writer, statements);
          }),
      );
    ofFile.set(referent.identity, unit);
    return unit;
  }

  function isIn(file: ts.SourceFile): (node: ts.Node) => boolean {
    return (node) => node.getSourceFile() === file;
  }

  function collect(
    file: ts.SourceFile | undefined,
    roots: readonly ts.Node[],
    write: (writer: CodeWriter, references: References) => void,
  ): Content {
    const collector = new Collector();
    const references = createReferences(source, collector, file, roots);
    const writer = createCodeWriter(source, factsOf, roots, references);
    write(writer, references);
    resolver.forget();
    return collector.content(hash(writer.text()));
  }
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

import { posix } from "node:path";
import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import type { TextHash } from "./hash.js";
import { quoted } from "./kinds.js";
import { builtinName } from "./origin.js";
import { Collector, Unit, type Content } from "./unit.js";

/** The units of what has no syntax tree to follow: packages, JSON, and JavaScript that only types are known of. */
export interface Foreign {
  package(text: string): Unit;
  /** A JSON file, or one of its properties. */
  json(file: ts.SourceFile, declarations: readonly ts.Node[]): Unit;
  /** The JavaScript beside a file of types. */
  declared(file: ts.SourceFile): Unit;
  /** What a specifier names, for which the program has no types, or none that say where the code is. */
  named(specifier: string, from: string): Unit | undefined;
}

export function createForeign(compiler: Compiler, hash: TextHash, moduleUnit: (module: Referent) => Unit): Foreign {
  const { modules, syntax } = compiler;
  const known = new Map<string, Unit>();
  return { package: packageUnit, json, declared, named };

  function once(key: string, name: string, read: () => Content): Unit {
    const unit = known.get(key) ?? new Unit(() => name, read);
    known.set(key, unit);
    return unit;
  }

  function packageUnit(text: string): Unit {
    return once(`package:${text}`, text, () => new Collector().content(hash(`package:${text}`)));
  }

  function json(file: ts.SourceFile, declarations: readonly ts.Node[]): Unit {
    const property = declarations.find((node) => node.kind === syntax.SyntaxKind.PropertyAssignment);
    const name = property === undefined ? undefined : (property as ts.PropertyAssignment).name.getText(file);
    return once(`json:${file.fileName}#${name ?? ""}`, placeOf(file), () => {
      const text = property === undefined ? file.text : (property as ts.PropertyAssignment).initializer.getText(file);
      return new Collector().content(hash(`json:${canonicalJson(text)}`));
    });
  }

  function declared(file: ts.SourceFile): Unit {
    return once(`declared:${file.fileName}`, placeOf(file), () => {
      const collector = new Collector();
      const script = scriptBeside(file.fileName);
      if (script === undefined) {
        collector.gap({ node: file, kind: "declaration-only", what: placeOf(file) });
        return collector.content(hash(`declared:${quoted(placeOf(file))}`));
      }
      return collector.content(hash(`declared:${collector.use(bytes(script))}`));
    });
  }

  function named(specifier: string, from: string): Unit | undefined {
    const builtin = builtinName(specifier);
    if (builtin !== undefined) return packageUnit(builtin);
    const located = modules.locate(specifier, from);
    const fileName = located?.fileName ?? relativeFile(specifier, from);
    if (fileName === undefined) return undefined;
    if (fileName.includes("/node_modules/")) return packageUnit(compiler.packageOf({ fileName }));
    if (/\.d\.[cm]?ts$/.test(fileName)) {
      const script = scriptBeside(fileName);
      return script === undefined ? undefined : bytes(script);
    }
    return located?.module === undefined ? bytes(fileName) : moduleUnit(located.module);
  }

  /** A file by its bytes, and what it imports if it is JavaScript. */
  function bytes(fileName: string): Unit {
    return once(`bytes:${fileName}`, placeOf({ fileName }), () => {
      const collector = new Collector();
      const text = modules.readFile(fileName) ?? "";
      const imported = /\.[cm]?jsx?$/.test(fileName) ? modules.importedBy(text) : [];
      const uses = imported.map((specifier) => {
        const unit = named(specifier, fileName);
        return unit === undefined ? quoted(specifier) : collector.use(unit);
      });
      return collector.content(hash(`bytes:${quoted(text)}${uses.join("")}`));
    });
  }

  function scriptBeside(types: string): string | undefined {
    const script = types.replace(/\.d\.([cm]?)ts$/, ".$1js");
    return script !== types && modules.readFile(script) !== undefined ? script : undefined;
  }

  /** A file that isn't code, such as an image. */
  function relativeFile(specifier: string, from: string): string | undefined {
    if (!/^\.{0,2}\//.test(specifier)) return undefined;
    const fileName = posix.resolve(posix.dirname(from), specifier);
    return modules.readFile(fileName) === undefined ? undefined : fileName;
  }

  function placeOf(file: Pick<ts.SourceFile, "fileName">): string {
    const { packageName, path } = compiler.placeOf(file);
    return `${packageName}/${path}`;
  }
}

/** A value, however it is formatted; the order of properties is part of it, since programs see it. */
function canonicalJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch {
    // The compiler reports it.
    return text;
  }
}

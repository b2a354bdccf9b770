import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import { createFileUnits, type FileUnits } from "./file-units.js";
import type { TextHash } from "./hash.js";
import { quoted } from "./kinds.js";
import { builtinName } from "./origin.js";
import { Collector, Unit, type Content } from "./unit.js";

/** The units of what has no syntax tree to follow: packages, JSON, and JavaScript that only types are known of. */
export interface Foreign {
  /** The installed package that a file belongs to. */
  package(file: ts.SourceFile): Unit;
  /** A JSON file, or one of its properties. */
  json(file: ts.SourceFile, declarations: readonly ts.Node[]): Unit;
  /** The JavaScript beside a file of types. */
  declared(file: ts.SourceFile): Unit;
  /** What a specifier names, for which the program has no types, or none that say where the code is. */
  named(specifier: string, from: string): Unit | undefined;
}

export function createForeign(compiler: Compiler, hash: TextHash, moduleUnit: (module: Referent) => Unit): Foreign {
  const { modules, disk, syntax } = compiler;
  const known = new Map<string, Unit>();
  const files: FileUnits = createFileUnits(disk, hash, (fileName) => {
    const module = modules.at(fileName);
    return module && moduleUnit(module);
  });
  return { package: packageUnit, json, declared, named };

  function once(key: string, name: string, read: () => Content): Unit {
    const unit = known.get(key) ?? new Unit(() => name, read);
    known.set(key, unit);
    return unit;
  }

  function packageUnit({ fileName }: ts.SourceFile): Unit {
    return files.package(fileName) ?? files.file(fileName);
  }

  function json(file: ts.SourceFile, declarations: readonly ts.Node[]): Unit {
    const property = declarations.find((node) => node.kind === syntax.SyntaxKind.PropertyAssignment);
    const name = property === undefined ? undefined : (property as ts.PropertyAssignment).name.getText(file);
    const called = name === undefined ? placeOf(file) : `${placeOf(file)}#${name}`;
    return once(`json:${file.fileName}#${name ?? ""}`, called, () => {
      const text = property === undefined ? file.text : (property as ts.PropertyAssignment).initializer.getText(file);
      return new Collector().content(hash(`json:${canonicalJson(text)}`));
    });
  }

  function declared(file: ts.SourceFile): Unit {
    return once(`declared:${file.fileName}`, placeOf(file), () => {
      const collector = new Collector();
      const output = compiler.outputOf(file.fileName);
      const script = disk.scriptBeside(file.fileName) ?? output?.script;
      if (output?.project.isFollowed === false) {
        collector.gap({ node: file, kind: "not-followed", what: placeOf({ fileName: output.project.config }) });
      }
      if (script === undefined) {
        collector.gap({ node: file, kind: "declaration-only", what: placeOf(file) });
        return collector.content(hash(`declared:${quoted(placeOf(file))}`));
      }
      return collector.content(hash(`declared:${collector.use(files.file(script))}`));
    });
  }

  function named(specifier: string, from: string): Unit | undefined {
    const builtin = builtinName(specifier);
    if (builtin !== undefined) return files.builtin(builtin);
    const fileName = modules.locate(specifier, from) ?? disk.locate(specifier, from);
    if (fileName === undefined) return undefined;
    const installed = files.package(fileName);
    if (installed !== undefined) return installed;
    if (/\.d\.[cm]?ts$/.test(fileName)) {
      const script = disk.scriptBeside(fileName) ?? compiler.outputOf(fileName)?.script;
      return script === undefined ? undefined : files.file(script);
    }
    const module = modules.at(fileName);
    return module === undefined ? files.file(fileName) : moduleUnit(module);
  }

  function placeOf(file: Pick<ts.SourceFile, "fileName">): string {
    const { packageName, path } = disk.placeOf(file);
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

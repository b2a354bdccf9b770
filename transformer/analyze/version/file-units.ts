import type { Disk } from "../../compiler/disk.js";
import { RUNTIME_MODULE } from "../../runtime-names.js";
import type { TextHash } from "./hash.js";
import { quoted } from "./kinds.js";
import { builtinName } from "./origin.js";
import { Collector, Unit, type Content } from "./unit.js";

/** The units of what no program compiles: packages, and files by their bytes. */
export interface FileUnits {
  /** A module that is part of Node.js. */
  builtin(name: string): Unit;
  /** The installed package that a file belongs to; undefined for a file outside of node_modules. */
  package(fileName: string): Unit | undefined;
  /** A file by its bytes, and what it imports if it is JavaScript. */
  file(fileName: string): Unit;
  /** What a specifier in some JavaScript names; undefined if nothing is found. */
  imported(specifier: string, from: string): Unit | undefined;
}

/** @param own the unit of a source file that a program compiles */
export function createFileUnits(disk: Disk, hash: TextHash, own: (fileName: string) => Unit | undefined): FileUnits {
  const known = new Map<string, Unit>();
  return { builtin, package: packageUnit, file, imported };

  function once(key: string, make: () => Unit): Unit {
    const unit = known.get(key) ?? make();
    known.set(key, unit);
    return unit;
  }

  function builtin(name: string): Unit {
    return once(`package:${name}`, () => new Unit(() => name, contentOf(`package:${name}`)));
  }

  function packageUnit(fileName: string): Unit | undefined {
    const found = disk.packageOf(fileName);
    if (found === undefined) return undefined;
    const { name, version, folder } = found;
    if (folder === undefined) return builtin(name);
    const text = `package:${name}@${version}`;
    return once(`package:${folder}`, () => new Unit(() => name, contentOf(text), { path: folder, package: version }));
  }

  function contentOf(text: string): () => Content {
    return () => new Collector().content(hash(text));
  }

  function file(fileName: string): Unit {
    return once(`file:${fileName}`, () => {
      const { packageName, path } = disk.placeOf({ fileName });
      const isScript = /\.[cm]?jsx?$/.test(fileName);
      const read = (): Content => (isScript ? readScript(fileName) : readOther(fileName));
      return new Unit(() => `${packageName}/${path}`, read, { path: fileName });
    });
  }

  function readScript(fileName: string): Content {
    const collector = new Collector();
    const text = disk.readFile(fileName) ?? "";
    const uses = disk
      .importedBy(text)
      .filter((specifier) => !isOurs(specifier))
      .map((specifier) => {
        const unit = imported(specifier, fileName);
        return unit === undefined ? quoted(specifier) : collector.use(unit);
      });
    return collector.content(hash(`bytes:${quoted(text)}${uses.join("")}`));
  }

  function readOther(fileName: string): Content {
    return new Collector().content(hash(`bytes:${disk.readBytes(fileName) ?? ""}`));
  }

  function imported(specifier: string, from: string): Unit | undefined {
    const node = builtinName(specifier);
    if (node !== undefined) return builtin(node);
    const fileName = disk.locate(specifier, from);
    if (fileName === undefined) return undefined;
    const installed = packageUnit(fileName);
    if (installed !== undefined) return installed;
    if (/\.d\.[cm]?ts$/.test(fileName)) {
      const script = disk.scriptBeside(fileName);
      return script === undefined ? undefined : file(script);
    }
    return (/\.[cm]?tsx?$/.test(fileName) ? own(fileName) : undefined) ?? file(fileName);
  }
}

/** What compiled code imports for its caching says nothing of what it does, and changes with each version of ours. */
function isOurs(specifier: string): boolean {
  return specifier === RUNTIME_MODULE || /(?:^|\/)tscached\.(?:[^/]+\.)?versions\.[cm]js$/.test(specifier);
}

import type { OutputFiles } from "../../../transformer/manifest/dependents.js";
import type { Manifest, ManifestFunction, ManifestUnit } from "../../../transformer/manifest/format.js";

/** Files in memory, that remember what was written to them. */
export class MemoryFiles implements OutputFiles {
  readonly texts = new Map<string, string>();
  written: string[] = [];

  read(path: string): string | undefined {
    return this.texts.get(path);
  }

  write(path: string, text: string): void {
    this.texts.set(path, text);
    this.written.push(path);
  }

  /** What was written since the last call. */
  news(): string[] {
    const { written } = this;
    this.written = [];
    return written;
  }
}

/** A manifest of functions by their names, with their versions. */
export function manifest(versions: Readonly<Record<string, string>>, units: readonly ManifestUnit[] = []): Manifest {
  const functions = Object.entries(versions).map(([name, version], index): ManifestFunction => ({
    id: `app/a.ts#${name}`,
    file: "a.ts",
    line: index + 1,
    kind: "data",
    options: {},
    version,
    key: [{ label: "n", read: "value" }],
    schema: "5c4e",
    compiler: [],
    ...(index < units.length ? { unit: index } : {}),
  }));
  return { format: 1, versionFormat: 4, functions, units };
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../cli/commands.js";
import type { Manifest } from "../../transformer/manifest/format.js";
import { manifestText } from "../../transformer/manifest/text.js";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, which is gone after the tests. */
export function folderWith(files: Readonly<Record<string, string | Manifest>>): string {
  const folder = mkdtempSync(join(tmpdir(), "tscached-cli-"));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : manifestText(content));
  }
  return folder;
}

/** Runs a command line in this process. */
export function tscached(cwd: string, argv: readonly string[], colour = false): Outcome {
  let [out, err] = ["", ""];
  const code = run(argv, {
    cwd,
    version: "1.2.3",
    colour,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

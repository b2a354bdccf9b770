import { readdirSync, readFileSync } from "node:fs";

/** A file that projects are made of, many times over. */
export interface SampleFile {
  /** Without its ending. */
  readonly name: string;
  /** Where each function that may be cached stands: its tag is written on a line of its own. */
  readonly candidates: number;
  readonly text: string;
}

const CANDIDATE = /^\/\/ cached: (.*)\n/gm;
/** An import of the same file of another feature. */
const NEIGHBOURING = /"\.\/([\w-]+)\.js"; \/\/ of a neighbour$/gm;

// The sources: what is compiled has no types.
const SAMPLE = new URL("../../../bench/build/sample/", import.meta.url);

/** The files of `sample/feature` or `sample/shared`. */
export function readSample(folder: "feature" | "shared"): readonly SampleFile[] {
  return readdirSync(new URL(`${folder}/`, SAMPLE))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(`${folder}/${file}`, SAMPLE), "utf8");
      return { name: file.replace(/\.ts$/, ""), candidates: [...text.matchAll(CANDIDATE)].length, text };
    });
}

/**
 * The text of a file in a project: with the tags of the first `cached` candidates, and with its neighbour's imports from
 * another feature's folder.
 */
export function textOf({ text }: SampleFile, cached: number, neighbour: string): string {
  let candidate = 0;
  return text
    .replace(CANDIDATE, (_, tag: string) => (candidate++ < cached ? `/** ${tag} */\n` : ""))
    .replace(NEIGHBOURING, (_, file: string) => `"${neighbour}${file}.js";`);
}

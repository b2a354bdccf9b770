import { sizeOf } from "./copy/index.js";
import type { Entry } from "./entry.js";
import { readingsSize } from "./inputs/readings.js";
import { Content } from "./key/content.js";
import type { KeyPart } from "./key/part.js";
import { recordingSize } from "./replay/recording.js";

/** An entry, its place in the tree and in the order of use: measured on Node.js 20, for a key of one number. */
const ENTRY = 280;
/** A node of the tree; what several keys begin with has its nodes once, so this is a middle value. */
const STEP = 50;
const TEXT = 16;

/** How much memory an entry takes up, by estimate, in bytes. What a resource holds isn't known. */
export function entrySize(entry: Entry): number {
  const { key, cache, snapshot, watch } = entry;
  let total = ENTRY + (key.length - 1) * STEP;
  for (const part of key) total += partSize(part);
  if (!cache.isolated) return total;
  if (watch?.recording !== undefined) total += recordingSize(watch.recording);
  if (watch?.readings !== undefined) total += readingsSize(watch.readings);
  return total + sizeOf(snapshot.value);
}

function partSize(part: KeyPart): number {
  if (part instanceof Content) return STEP + part.data.length;
  return typeof part === "string" ? TEXT + part.length : 0;
}

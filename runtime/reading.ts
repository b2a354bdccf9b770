import type { Entry } from "./entry.js";
import { MARK, type KeyPart } from "./key/part.js";
import type { KeyNode } from "./key/node.js";
import { ValueProblem } from "./problem.js";

/** Finds the entry of a call in the tree below a root. Compiled code hands it over on a miss. */
export type Lookup = (root: KeyNode) => Entry;

/** A key as it was read at some moment, for comparing it with how it reads later. */
export interface Reading {
  /** Whether the key reads the same now. Asked once, and nothing is left of the reading then. */
  isSame(): boolean;
  /** For a reading that is compared with nothing. */
  drop(): void;
}

const ALWAYS_SAME: Reading = { isSame: () => true, drop: () => undefined };
const NEVER_SAME: Reading = { isSame: () => false, drop: () => undefined };

/** Reads the key of a call again. */
export function readKey(entry: Entry, lookup: Lookup | undefined): Reading {
  if (lookup === undefined) return ALWAYS_SAME;
  const first = read(entry, lookup);
  if (first === undefined) return NEVER_SAME;
  return {
    isSame() {
      const second = read(entry, lookup);
      const isSame = second !== undefined && areEqual(first.key, second.key);
      if (second !== undefined) drop(second);
      drop(first);
      return isSame;
    },
    drop() {
      drop(first);
    },
  };
}

/** Whether a call still reads as the key of an entry. */
export function isStillKey(entry: Entry, lookup: Lookup | undefined): boolean {
  if (lookup === undefined) return true;
  const now = read(entry, lookup);
  if (now === undefined) return false;
  const isSame = areEqual(entry.key, now.key);
  drop(now);
  return isSame;
}

/**
 * What a hit doesn't check, because it can do no harm there, is checked before anything is stored: whether the elements
 * of an array are accessors, and whether the getters on a path give the same value twice.
 *
 * @throws {UnhashableArgumentError} if the body could read something else than the key.
 */
export function verify(entry: Entry, lookup: Lookup): void {
  const { cache, key } = entry;
  if (!cache.readsPaths && !key.some(isOfObject)) return;
  try {
    const again = lookup(entry.node.scratch());
    const isSame = areEqual(key, again.key);
    drop(again);
    if (!isSame)
      throw cache.unhashable(firstDifference(entry, again), new ValueProblem("changes while it is read", []));
  } catch (error) {
    cache.tidy(entry);
    throw error;
  }
}

/** Which part of the function's key two readings differ in. */
function firstDifference(left: Entry, right: Entry): number {
  const rightNodes = right.node.lineage();
  const parting = left.node.lineage().find(({ part }, step) => !Object.is(part, rightNodes[step]?.part));
  return (parting?.parent ?? left.node).index;
}

function read(entry: Entry, lookup: Lookup): Entry | undefined {
  try {
    return lookup(entry.node.scratch());
  } catch {
    // Changed into what has no key at all.
    return undefined;
  }
}

/** Gives back what the tree shares with the entry's. */
function drop(entry: Entry): void {
  entry.node.remove(entry.part);
}

function areEqual(left: readonly KeyPart[], right: readonly KeyPart[]): boolean {
  return left.length === right.length && left.every((part, index) => Object.is(part, right[index]));
}

/** Whether a part comes from an object rather than from a primitive value. */
function isOfObject(part: KeyPart): boolean {
  if (typeof part === "object") return part !== null;
  return typeof part === "string" && part.charCodeAt(0) === 0 && part !== MARK.end;
}

import { Entry } from "../entry.js";
import type { FunctionCache } from "../function-cache.js";
import { ValueProblem } from "../problem.js";
import { keyPart, type KeyPart } from "./part.js";

/**
 * A node of the tree that a function's entries are found in: one level a key part, so that a hit compares the parts as
 * they are and builds no string. The last level holds the entries.
 */
export class KeyNode {
  readonly cache: FunctionCache;
  private readonly depth: number;
  private readonly parent: KeyNode | undefined;
  private readonly part: KeyPart;
  private readonly children = new Map<KeyPart, KeyNode | Entry>();

  constructor(cache: FunctionCache, parent?: KeyNode, part?: KeyPart) {
    this.cache = cache;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.parent = parent;
    this.part = part;
  }

  /** The subtree of the keys whose next part is `value`. */
  next(value: unknown): KeyNode {
    const part = this.read(value);
    const child = this.children.get(part);
    if (child !== undefined) return child as KeyNode;
    const made = new KeyNode(this.cache, this, part);
    this.children.set(part, made);
    return made;
  }

  /** The entry of the key whose last part is `value`; a new, empty one on a miss. */
  entry(value?: unknown): Entry {
    const part = this.read(value);
    const child = this.children.get(part);
    if (child !== undefined) return child as Entry;
    const made = new Entry(this.cache, this, part);
    this.children.set(part, made);
    return made;
  }

  /** The entry at the end of `parts`, if there is one. Makes nothing. */
  find(parts: readonly KeyPart[]): Entry | undefined {
    const [first, ...rest] = parts;
    const child = this.children.get(first);
    return child instanceof KeyNode ? child.find(rest) : child;
  }

  /** The parts that lead from the root to this node. */
  path(): KeyPart[] {
    return this.parent === undefined ? [] : [...this.parent.path(), this.part];
  }

  /** Removes a child, and with it every node above that is left empty. */
  remove(part: KeyPart): void {
    this.children.delete(part);
    this.prune();
  }

  /** Every entry below this node. */
  *entries(): Generator<Entry> {
    for (const child of this.children.values()) {
      if (child instanceof KeyNode) yield* child.entries();
      else yield child;
    }
  }

  private prune(): void {
    if (this.children.size === 0) this.parent?.remove(this.part);
  }

  private read(value: unknown): KeyPart {
    // Straight through for what is its own part: most keys are made of these, and this is small enough to be inlined.
    if (typeof value === "number" && value !== 0) return value;
    if (typeof value === "string" && value.charCodeAt(0) !== 0) return value;
    if (typeof value === "boolean") return value;
    try {
      return keyPart(value);
    } catch (error) {
      this.prune();
      throw error instanceof ValueProblem ? this.cache.unhashable(this.depth, error) : error;
    }
  }
}

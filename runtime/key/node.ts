import { Entry } from "../entry.js";
import type { FunctionCache } from "../function-cache.js";
import { ValueProblem } from "../problem.js";
import { Content, ContentTable } from "./content.js";
import { isOwnPart, LONGEST_TEXT, MARK, NOT_ONE, singlePart, type KeyPart } from "./part.js";
import { TreeWalk } from "./tree-walk.js";

/** What the nodes of one tree share. */
export interface KeyTree {
  readonly cache: FunctionCache;
  readonly contents: ContentTable;
  /** Whether nothing is put off that only matters before a result is stored; see `FunctionCache.verify`. */
  readonly strict: boolean;
}

/**
 * A node of the tree that a function's entries are found in: one level a key part, so that a hit compares the parts as
 * they are and builds no string. The last level holds the entries.
 */
export class KeyNode {
  readonly tree: KeyTree;
  readonly parent: KeyNode | undefined;
  readonly part: KeyPart;
  /** How many parts of the function's key lead here: a part may take several steps. */
  index: number;
  /** The only child, or undefined; most inner nodes never get a second, which needs the map. */
  private only: KeyNode | Entry | undefined = undefined;
  private children: Map<KeyPart, KeyNode | Entry> | undefined = undefined;

  constructor(tree: KeyTree, parent: KeyNode | undefined, part: KeyPart, index: number) {
    this.tree = tree;
    this.parent = parent;
    this.part = part;
    this.index = index;
  }

  /** The root of an empty tree. */
  static root(cache: FunctionCache): KeyNode {
    return new KeyNode({ cache, contents: new ContentTable(), strict: false }, undefined, undefined, 0);
  }

  /** The root of an empty tree whose parts can be compared with those of this node's. */
  scratch(): KeyNode {
    return new KeyNode({ ...this.tree, strict: true }, undefined, undefined, 0);
  }

  /** The subtree of the keys whose next part is `value`. */
  next(value: unknown): KeyNode {
    const { children } = this;
    if (children !== undefined && isOwnPart(value)) {
      const child = children.get(value);
      if (child !== undefined) return child as KeyNode;
    }
    return this.nextOther(value);
  }

  /** The subtree of the keys whose next part is the elements of an array; of anything else, the value as a whole. */
  list(value: unknown): KeyNode {
    return Array.isArray(value) ? this.walk(value, true) : this.next(value);
  }

  /** The entry of the key whose last part is `value`; a new, empty one on a miss. */
  entry(value: unknown): Entry {
    const { children } = this;
    if (children !== undefined) {
      // By type, so that the engine can look for each in its own way; what isn't found here is looked for again.
      if (typeof value === "number") {
        const int = value | 0;
        const child = int === value && int !== 0 ? children.get(int) : undefined;
        if (child !== undefined) return child as Entry;
      } else if (typeof value === "string" && value.length <= LONGEST_TEXT && value.charCodeAt(0) !== 0) {
        const child = children.get(value);
        if (child !== undefined) return child as Entry;
      }
    }
    return this.entryOther(value);
  }

  /** The entry of a key that ends here. */
  leaf(): Entry {
    return (this.child(MARK.end) as Entry | undefined) ?? this.bear(MARK.end);
  }

  /** The node one step on. */
  step(part: KeyPart): KeyNode {
    return (this.child(part) as KeyNode | undefined) ?? this.grow(part, this.index);
  }

  /** The entry at the end of `parts`, if there is one. Makes nothing. */
  find(parts: readonly KeyPart[]): Entry | undefined {
    const end = parts.reduce<KeyNode | Entry | undefined>(
      (found, part) => (found instanceof KeyNode ? found.child(part) : undefined),
      this,
    );
    return end instanceof Entry ? end : undefined;
  }

  /** The entry of the same key as one below another root; a new, empty one if there is none. */
  graft(entry: Entry): Entry {
    const node = entry.node
      .lineage()
      .reduce<KeyNode>((at, { part, index }) => (at.child(part) as KeyNode | undefined) ?? at.grow(part, index), this);
    return (node.child(entry.part) as Entry | undefined) ?? node.bear(entry.part);
  }

  /** The nodes from the root, which isn't among them, to this one. */
  lineage(): KeyNode[] {
    return lineageOf(this);
  }

  /** The parts that lead from the root to this node. */
  path(): KeyPart[] {
    return this.lineage().map(({ part }) => part);
  }

  /** Removes a child, and with it every node above that is left empty. */
  remove(part: KeyPart): void {
    this.take(part);
    KeyNode.prune(this);
  }

  /** Every entry below this node. */
  *entries(): Generator<Entry> {
    const pending: (KeyNode | Entry)[] = [this];
    for (let child = pending.pop(); child !== undefined; child = pending.pop()) {
      if (!(child instanceof KeyNode)) yield child;
      // One by one: as arguments of one call, a node's many children would overflow the stack.
      else for (const next of child.offspring()) pending.push(next);
    }
  }

  /** The nodes and entries one step on. */
  offspring(): (KeyNode | Entry)[] {
    return this.only === undefined ? [...(this.children?.values() ?? [])] : [this.only];
  }

  private child(part: KeyPart): KeyNode | Entry | undefined {
    const { only } = this;
    return only !== undefined && only.part === part ? only : this.children?.get(part);
  }

  private grow(part: KeyPart, index: number): KeyNode {
    return this.add(new KeyNode(this.tree, this, part, index));
  }

  private bear(part: KeyPart): Entry {
    return this.add(new Entry(this.tree.cache, this, part));
  }

  private add<T extends KeyNode | Entry>(child: T): T {
    if (child.part instanceof Content) child.part.uses++;
    const { only } = this;
    if (this.children !== undefined) this.children.set(child.part, child);
    else if (only === undefined) this.only = child;
    else {
      this.children = new Map<KeyPart, KeyNode | Entry>().set(only.part, only).set(child.part, child);
      this.only = undefined;
    }
    return child;
  }

  private take(part: KeyPart): void {
    const { only } = this;
    if (only !== undefined && only.part === part) this.only = undefined;
    else if (this.children?.delete(part) !== true) return;
    if (part instanceof Content) this.tree.contents.release(part);
  }

  /** Removes a node if it is empty, and then each node above that is left so. */
  private static prune(node: KeyNode): void {
    for (let here = node; here.parent !== undefined && here.isEmpty; here = here.parent) here.parent.take(here.part);
  }

  private get isEmpty(): boolean {
    return this.only === undefined && (this.children === undefined || this.children.size === 0);
  }

  private nextOther(value: unknown): KeyNode {
    const part = singlePart(value, this.tree.contents);
    if (part !== NOT_ONE) return (this.child(part) as KeyNode | undefined) ?? this.grow(part, this.index + 1);
    return this.walk(value, false);
  }

  private entryOther(value: unknown): Entry {
    const part = singlePart(value, this.tree.contents);
    if (part === NOT_ONE) return this.nextOther(value).leaf();
    return (this.child(part) as Entry | undefined) ?? this.bear(part);
  }

  /** Takes a value apart into steps from here on, and returns where they end. */
  private walk(value: unknown, asList: boolean): KeyNode {
    const walk = TreeWalk.from(this);
    try {
      if (asList) walk.list(value);
      else walk.visit(value);
    } catch (error) {
      KeyNode.prune(walk.node);
      throw error instanceof ValueProblem ? this.tree.cache.unhashable(this.index, error) : error;
    }
    const end = TreeWalk.endOf(walk);
    end.index = this.index + 1;
    return end;
  }
}

/** Not by recursion: the parts of a nested argument are many. */
function lineageOf(node: KeyNode): KeyNode[] {
  const nodes: KeyNode[] = [];
  for (let here = node; here.parent !== undefined; here = here.parent) nodes.push(here);
  return nodes.reverse();
}

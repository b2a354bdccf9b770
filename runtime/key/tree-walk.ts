import { ByteWalk } from "./byte-walk.js";
import type { KeyNode } from "./node.js";
import type { Contents, KeyPart } from "./part.js";
import { Walk } from "./walk.js";

/** A value of more members than this is found by one part that holds all of it; walking it would cost more nodes than it is worth. */
const MANY_MEMBERS = 32;
/** So many parts of one argument are steps in the tree; what comes behind them is kept in one part each. */
const MANY_PARTS = 128;

/** Takes a value apart into steps of the tree, beginning at a node. */
export class TreeWalk extends Walk {
  private at: KeyNode | undefined = undefined;
  private parts = 0;

  private constructor() {
    super(false);
  }

  /** A walk from a node. Made once for many values: it is about as dear as a small value itself. */
  static from(node: KeyNode): TreeWalk {
    const walk = spare ?? new TreeWalk();
    // A class's [cacheKey]() may call a cached function, which needs one of its own.
    spare = undefined;
    walk.at = node;
    walk.strict = node.tree.strict;
    return walk;
  }

  /** Where a walk has come to its end. It can begin another. */
  static endOf(walk: TreeWalk): KeyNode {
    const { node } = walk;
    walk.parts = walk.objects = walk.cycles = 0;
    walk.at = undefined;
    spare = walk;
    return node;
  }

  /** Where the steps have led so far. */
  get node(): KeyNode {
    if (this.at === undefined) throw new Error("a walk has no place before its beginning and after its end");
    return this.at;
  }

  /** The elements of an array, whatever else it may have; anything but an array as a whole. */
  list(value: unknown): void {
    if (this.isList(value)) this.elements(value);
    else this.visit(value);
  }

  protected override get contents(): Contents {
    return this.node.tree.contents;
  }

  protected override part(part: KeyPart): void {
    this.parts++;
    this.at = this.node.step(part);
  }

  protected override isLarge(members: number): boolean {
    return members > MANY_MEMBERS || this.parts > MANY_PARTS;
  }

  protected override whole(value: object): void {
    // The value itself is the last of the ancestors.
    const walk = new ByteWalk(this.strict, this.ancestors.slice(0, -1), this.steps);
    const bytes = walk.encode(value);
    this.part(this.node.tree.contents.of("value", bytes, walk.classes));
  }
}

let spare: TreeWalk | undefined;

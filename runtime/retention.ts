import { LRUCache } from "lru-cache";
import type { Entry } from "./entry.js";

/** How much may be kept. */
export interface Bounds {
  /** Infinity for any number. */
  readonly maxEntries: number;
  /** Infinity for any size. */
  readonly maxBytes: number;
}

/**
 * Decides how long filled entries stay: expired ones go first, then the least recently used. Recency is lru-cache's;
 * the order of writing, which with one time to live a function is the order of expiry, is a list through the entries.
 */
export class Retention {
  private bounds: Bounds = { maxEntries: Infinity, maxBytes: Infinity };
  private recency: LRUCache<Entry, Entry> | undefined = undefined;
  private readonly evict: (entry: Entry, cause: "eviction" | "expiry") => void;
  private latest: Entry | undefined = undefined;
  private oldest: Entry | undefined = undefined;
  private newest: Entry | undefined = undefined;
  private count = 0;
  private bytes = 0;

  /** @param evict takes an entry out of the cache, and calls {@link forget} */
  constructor(evict: (entry: Entry, cause: "eviction" | "expiry") => void) {
    this.evict = evict;
  }

  /** Whether a hit has to refresh recency. */
  get bounded(): boolean {
    return this.recency !== undefined;
  }

  /** How many entries are kept. */
  get size(): number {
    return this.count;
  }

  /** Sets the bounds, from now on and for what is kept already. */
  bind(bounds: Bounds): void {
    const { maxBytes: before } = this.bounds;
    this.bounds = bounds;
    if (bounds.maxEntries === Infinity && bounds.maxBytes === Infinity) this.recency = undefined;
    else if (this.recency === undefined) {
      // The bounds are watched here: lru-cache's own can't be changed, and a plain `max` allocates its whole table up front.
      this.recency = new LRUCache<Entry, Entry>({ maxSize: Number.MAX_SAFE_INTEGER, sizeCalculation: () => 1 });
      for (const entry of this.entries()) this.recency.set(entry, entry);
    }
    if ((before === Infinity) !== (bounds.maxBytes === Infinity)) {
      this.bytes = 0;
      for (const entry of this.entries()) this.bytes += this.sizeOf(entry);
    }
    this.shrink();
  }

  /** Marks an entry as just used. */
  touch(entry: Entry): void {
    if (entry === this.latest) return;
    this.latest = entry;
    this.recency?.get(entry);
  }

  /** Takes in an entry that was just filled. Makes room for it. */
  admit(entry: Entry): void {
    this.forget(entry);
    this.sweep();
    const bytes = this.sizeOf(entry);
    // What is too large for the bound would only drive everything else out first.
    if (bytes > this.bounds.maxBytes) {
      this.evict(entry, "eviction");
      return;
    }
    this.count++;
    this.bytes += bytes;
    entry.older = this.newest;
    if (this.newest === undefined) this.oldest = entry;
    else this.newest.newer = entry;
    this.newest = entry;
    this.recency?.set(entry, entry);
    this.latest = entry;
    this.shrink();
  }

  /** Lets go of an entry, if it is kept. */
  forget(entry: Entry): void {
    if (entry.older === undefined && this.oldest !== entry) return;
    this.count--;
    this.bytes -= this.sizeOf(entry);
    if (entry.older === undefined) this.oldest = entry.newer;
    else entry.older.newer = entry.newer;
    if (entry.newer === undefined) this.newest = entry.older;
    else entry.newer.older = entry.older;
    entry.older = entry.newer = undefined;
    if (this.latest === entry) this.latest = undefined;
    this.recency?.delete(entry);
  }

  /** Evicts what is of no use any more. Costs only as much as there is to evict. */
  sweep(): void {
    while (this.oldest?.isGone() === true) this.evict(this.oldest, "expiry");
  }

  /** The kept entries, oldest first. */
  *entries(): Generator<Entry> {
    for (let entry = this.oldest; entry !== undefined; entry = entry.newer) yield entry;
  }

  /** Evicts until the bounds hold: what has expired, though it may still be served, before what was used long ago. */
  private shrink(): void {
    while (this.count > this.bounds.maxEntries || this.bytes > this.bounds.maxBytes) {
      const { oldest, recency } = this;
      // The generator is asked for one entry, the least recently used.
      const [longestUnused] = recency?.rkeys() ?? [];
      if (oldest === undefined || longestUnused === undefined) return;
      if (oldest.isExpired()) this.evict(oldest, "expiry");
      else this.evict(longestUnused, "eviction");
    }
  }

  /** Sizes cost a walk over the value, so they are asked for only where they are bounded. */
  private sizeOf(entry: Entry): number {
    return this.bounds.maxBytes === Infinity ? 0 : entry.bytes;
  }
}

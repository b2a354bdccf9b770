import { LRUCache } from "lru-cache";
import type { Entry } from "./entry.js";

/**
 * Decides how long filled entries stay: expired ones go first, then the least recently used. Recency is lru-cache's;
 * the order of writing, which with one time to live a function is the order of expiry, is a list through the entries.
 */
export class Retention {
  /** Whether a hit has to refresh recency. */
  readonly bounded: boolean;
  private readonly recency: LRUCache<Entry, true> | undefined;
  private readonly evict: (entry: Entry, cause: "eviction" | "expiry") => void;
  private latest: Entry | undefined = undefined;
  private oldest: Entry | undefined = undefined;
  private newest: Entry | undefined = undefined;
  private count = 0;

  /**
   * @param maxEntries the most entries to keep; undefined for no bound
   * @param evict takes an entry out of the cache, and calls {@link forget}
   */
  constructor(maxEntries: number | undefined, evict: (entry: Entry, cause: "eviction" | "expiry") => void) {
    this.evict = evict;
    this.bounded = maxEntries !== undefined;
    if (maxEntries === undefined) return;
    this.recency = new LRUCache<Entry, true>({
      // Counted as a size, since a plain `max` allocates its whole table up front.
      maxSize: maxEntries,
      sizeCalculation: () => 1,
      // Not while lru-cache is in the middle of it: taking the entry out comes back here.
      disposeAfter: (_, entry, reason) => {
        if (reason === "evict") evict(entry, "eviction");
      },
    });
  }

  /** How many entries are kept. */
  get size(): number {
    return this.count;
  }

  /** Marks an entry as just used. */
  touch(entry: Entry): void {
    if (entry === this.latest) return;
    this.latest = entry;
    this.recency?.get(entry);
  }

  /** Takes in an entry that was just filled. Makes room for it first. */
  admit(entry: Entry): void {
    this.forget(entry);
    this.sweep();
    this.count++;
    entry.older = this.newest;
    if (this.newest === undefined) this.oldest = entry;
    else this.newest.newer = entry;
    this.newest = entry;
    this.recency?.set(entry, true);
    this.latest = entry;
  }

  /** Lets go of an entry, if it is kept. */
  forget(entry: Entry): void {
    if (entry.older === undefined && this.oldest !== entry) return;
    this.count--;
    if (entry.older === undefined) this.oldest = entry.newer;
    else entry.older.newer = entry.newer;
    if (entry.newer === undefined) this.newest = entry.older;
    else entry.newer.older = entry.older;
    entry.older = entry.newer = undefined;
    if (this.latest === entry) this.latest = undefined;
    this.recency?.delete(entry);
  }

  /** Evicts what has expired. Costs only as much as there is to evict. */
  sweep(): void {
    while (this.oldest?.isExpired() === true) this.evict(this.oldest, "expiry");
  }

  /** The kept entries, oldest first. */
  *entries(): Generator<Entry> {
    for (let entry = this.oldest; entry !== undefined; entry = entry.newer) yield entry;
  }
}

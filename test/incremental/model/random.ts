/** A seeded source of choices: the same seed gives the same choices, on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0, less than `limit`. */
  below(limit: number): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** Whether it happens, that many times of a hundred. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }

  /** @throws {Error} when there is nothing to pick from. */
  pick<T>(items: readonly T[]): T {
    const picked = this.maybePick(items);
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  }

  maybePick<T>(items: readonly T[]): T | undefined {
    return items.length === 0 ? undefined : items[this.below(items.length)];
  }

  /** Of another number than `old`. */
  other(old: number, limit: number): number {
    return (old + 1 + this.below(limit - 1)) % limit;
  }
}

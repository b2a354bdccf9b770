import { Jobs } from "./jobs.js";

/** The bytes of all copies that are there or in the making. */
export interface Ledger {
  reservedBytes: number;
}

/**
 * The copies that were made ahead of one value's masters: at most one of each. It holds no master, since it is known to
 * the pool for longer than there may be room for the value.
 */
export class Prepared {
  readonly id: number;
  /** The masters' lengths, in bytes. */
  private readonly sizes: readonly number[];
  jobs: Jobs;
  /** Whether the value was asked for since it was last looked at for idleness. */
  isUsed = true;
  /** Whether it was ever asked for. */
  wasHit = false;
  private readonly copies = new Map<number, ArrayBuffer>();
  private readonly reserved = new Set<number>();
  private readonly ledger: Ledger;

  constructor(id: number, sizes: readonly number[], ledger: Ledger) {
    this.id = id;
    this.sizes = sizes;
    this.ledger = ledger;
    this.jobs = new Jobs(sizes.length);
  }

  /** Whether a copy is in the making. */
  get isBusy(): boolean {
    return this.sizes.some((_, index) => !this.jobs.isIdle(index));
  }

  /** Whether copies are there or in the making. */
  get isHolding(): boolean {
    return this.reserved.size > 0;
  }

  /** Whether a copy could be asked for: there is none, and none is in the making. */
  isLacking(index: number): boolean {
    return !this.copies.has(index) && this.jobs.isIdle(index);
  }

  reserve(index: number): void {
    if (this.reserved.has(index)) return;
    this.reserved.add(index);
    this.ledger.reservedBytes += this.sizeOf(index);
  }

  /** Gives up the room for a copy. One that still comes is refused. */
  unreserve(index: number): void {
    if (this.reserved.delete(index)) this.ledger.reservedBytes -= this.sizeOf(index);
  }

  accept(index: number, copy: ArrayBuffer): void {
    if (this.reserved.has(index) && !this.copies.has(index)) this.copies.set(index, copy);
  }

  /** Hands out a copy, for good. */
  take(index: number): ArrayBuffer | undefined {
    const copy = this.copies.get(index);
    if (copy === undefined) return undefined;
    this.copies.delete(index);
    this.unreserve(index);
    return copy;
  }

  /** Gives back every copy, and stops those in the making. */
  drop(): void {
    for (const index of [...this.reserved]) {
      this.jobs.cancel(index);
      this.unreserve(index);
    }
    this.copies.clear();
  }

  /** After the thread has ended, since the jobs that it had will stay as they were. */
  renew(): void {
    this.drop();
    this.jobs = new Jobs(this.sizes.length);
  }

  private sizeOf(index: number): number {
    return this.sizes[index] ?? 0;
  }
}

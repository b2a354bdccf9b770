import type { Manifest, ManifestUnit } from "../../transformer/manifest/format.js";

/** Which units of two manifests are the same piece of code; positions, or undefined for a unit that has no other. */
export interface Matching {
  readonly newOf: readonly (number | undefined)[];
  readonly oldOf: readonly (number | undefined)[];
}

/**
 * Finds for each unit the one that it was before. Names may have changed, and the numbers that tell units of one name
 * apart move when one is added. So the surest signs come first: being the unit of the same function; then name, hash
 * and place among what an equal text uses, in different company.
 */
export function matchUnits(before: Manifest, after: Manifest): Matching {
  return new Matcher(before, after).match();
}

type Pair = readonly [old: ManifestUnit, now: ManifestUnit];

class Matcher {
  private readonly before: Manifest;
  private readonly after: Manifest;
  private readonly newOf: (number | undefined)[];
  private readonly oldOf: (number | undefined)[];
  /** Pairs of equal texts: what they use at the same place corresponds. Grows while it is gone through. */
  private readonly alike: Pair[] = [];
  /** Pairs of different texts. */
  private readonly changed: Pair[] = [];
  private alikeFollowed = 0;
  private changedFollowed = 0;

  constructor(before: Manifest, after: Manifest) {
    this.before = before;
    this.after = after;
    this.newOf = before.units.map(() => undefined);
    this.oldOf = after.units.map(() => undefined);
  }

  match(): Matching {
    this.pairFunctions();
    for (const pair of this.alike) {
      this.pairPlaces(pair, (old, now) => old.hash === now.hash && bareName(old) === bareName(now));
    }
    this.pairBy((unit) => `${unit.hash} ${bareName(unit)}`);
    this.followAlike();
    this.pairBy(({ name }) => name);
    this.follow();
    for (const pair of this.alike) {
      this.pairPlaces(pair, () => true);
      this.follow();
    }
    return { newOf: this.newOf, oldOf: this.oldOf };
  }

  private pairFunctions(): void {
    const units = new Map(this.before.functions.map(({ id, unit }) => [id, unit]));
    for (const { id, unit: now } of this.after.functions) {
      const old = units.get(id);
      if (old !== undefined && now !== undefined) this.pair(old, now);
    }
  }

  /** Pairs what is left by a text, in the order of the lists. */
  private pairBy(text: (unit: ManifestUnit) => string): void {
    const left = new Map<string, number[]>();
    // From the last, so that the first is what is taken first.
    for (let old = this.before.units.length - 1; old >= 0; old--) {
      const unit = this.before.units[old];
      if (unit === undefined || this.newOf[old] !== undefined) continue;
      const same = left.get(text(unit));
      if (same === undefined) left.set(text(unit), [old]);
      else same.push(old);
    }
    for (const [now, unit] of this.after.units.entries()) {
      if (this.oldOf[now] !== undefined) continue;
      const old = left.get(text(unit))?.pop();
      if (old !== undefined) this.pair(old, now);
    }
  }

  /** Pairs what only got another name, as far as pairs lead. Each pair is followed once, whenever it was found. */
  private follow(): void {
    for (;;) {
      this.followAlike();
      const pair = this.changed[this.changedFollowed];
      if (pair === undefined) return;
      this.changedFollowed++;
      this.pairMoved(pair);
    }
  }

  private followAlike(): void {
    while (this.alikeFollowed < this.alike.length) {
      const pair = this.alike[this.alikeFollowed++];
      if (pair !== undefined) this.pairPlaces(pair, (old, now) => old.hash === now.hash);
    }
  }

  /** Pairs what equal texts use at the same place. */
  private pairPlaces([old, now]: Pair, mayPair: (old: ManifestUnit, now: ManifestUnit) => boolean): void {
    for (const [place, usedBefore] of old.uses.entries()) {
      const usedNow = now.uses[place];
      if (usedNow === undefined) break;
      const [left, right] = [this.before.units[usedBefore], this.after.units[usedNow]];
      if (left !== undefined && right !== undefined && mayPair(left, right)) this.pair(usedBefore, usedNow);
    }
  }

  /** Pairs what a changed text used and uses by the hash. */
  private pairMoved([old, now]: Pair): void {
    const left = old.uses.filter((used) => this.newOf[used] === undefined);
    const byHash = new Map(left.map((used) => [this.before.units[used]?.hash, used]));
    for (const used of now.uses) {
      const usedBefore = byHash.get(this.after.units[used]?.hash);
      if (usedBefore !== undefined) this.pair(usedBefore, used);
    }
  }

  private pair(old: number, now: number): void {
    const [left, right] = [this.before.units[old], this.after.units[now]];
    if (left === undefined || right === undefined) return;
    if (this.newOf[old] !== undefined || this.oldOf[now] !== undefined) return;
    this.newOf[old] = now;
    this.oldOf[now] = old;
    (left.hash === right.hash ? this.alike : this.changed).push([left, right]);
  }
}

/** Without the number that tells units of one name apart. */
export function bareName({ name }: ManifestUnit): string {
  return name.replace(/~\d+$/, "");
}

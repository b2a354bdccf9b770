import type { TextHash } from "./hash.js";
import type { Gap, Unit } from "./unit.js";

/** What a unit is, together with everything that it reaches. */
export interface Whole {
  readonly hash: string;
  readonly traits: number;
  /** Whether anything that it reaches can't be followed. */
  readonly hasGaps: boolean;
}

/**
 * Hashes units over what they use. Those that use each other in a circle are hashed together: by rounds, in each of
 * which a unit's hash takes in those of the units that it uses, until no more units of the circle are told apart. So
 * names and the order in which units are met leave no trace.
 */
export class Merkle {
  private readonly hash: TextHash;
  private readonly wholes = new Map<Unit, Whole>();

  constructor(hash: TextHash) {
    this.hash = hash;
  }

  whole(unit: Unit): Whole {
    if (!this.wholes.has(unit)) this.visit(unit);
    const whole = this.wholes.get(unit);
    if (whole === undefined) throw new Error("tscached: a unit of the program was left without a hash");
    return whole;
  }

  /** Tarjan's strongly connected components, with a stack of its own: a program may be deeper than the engine's. */
  private visit(start: Unit): void {
    const numbers = new Map<Unit, number>();
    const lowest = new Map<Unit, number>();
    const open: Unit[] = [];
    const way: { readonly unit: Unit; next: number }[] = [];
    const enter = (unit: Unit): void => {
      numbers.set(unit, numbers.size);
      lowest.set(unit, numbers.size - 1);
      open.push(unit);
      way.push({ unit, next: 0 });
    };
    const lower = (unit: Unit, to: number | undefined): void => {
      lowest.set(unit, Math.min(lowest.get(unit) ?? 0, to ?? 0));
    };

    enter(start);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const { unit } = step;
      const used = unit.content.uses[step.next++];
      if (used !== undefined) {
        if (this.wholes.has(used)) continue;
        if (numbers.has(used)) lower(unit, numbers.get(used));
        else enter(used);
        continue;
      }
      way.pop();
      const above = way.at(-1);
      if (above !== undefined) lower(above.unit, lowest.get(unit));
      if (lowest.get(unit) === numbers.get(unit)) this.close(open.splice(open.lastIndexOf(unit)));
    }
  }

  /** Hashes the units of a circle, or one that is in none; what else they use is hashed already. */
  private close(units: readonly Unit[]): void {
    const circle = new Set(units);
    const traits = units.reduce((all, unit) => all | this.traitsOf(unit), 0);
    const hasGaps = units.some((unit) => this.reachesGap(unit));
    let hashes = new Map(units.map((unit) => [unit, this.hash(this.outward(unit))]));
    let told = 0;
    while (units.length > 1 && new Set(hashes.values()).size > told) {
      told = new Set(hashes.values()).size;
      const before = hashes;
      const round = (unit: Unit): string => {
        const inner = unit.content.uses.filter((used) => circle.has(used)).map((used) => before.get(used) ?? "");
        return this.hash([before.get(unit) ?? "", ...inner].join());
      };
      hashes = new Map(units.map((unit) => [unit, round(unit)]));
    }
    // Any of them reaches all of them.
    const all = units.length > 1 ? this.hash([...hashes.values()].sort().join()) : "";
    for (const [unit, hash] of hashes) {
      this.wholes.set(unit, { hash: all === "" ? hash : this.hash(`${hash},${all}`), traits, hasGaps });
    }
  }

  /** What a unit says, with the hashes of what it uses outside of its circle. */
  private outward(unit: Unit): string {
    const uses = unit.content.uses.map((used) => this.wholes.get(used)?.hash ?? "");
    return [unit.content.hash, ...uses].join();
  }

  private traitsOf(unit: Unit): number {
    return unit.content.uses.reduce((all, used) => all | (this.wholes.get(used)?.traits ?? 0), unit.content.traits);
  }

  private reachesGap({ content }: Unit): boolean {
    return content.gaps.length > 0 || content.uses.some((used) => this.wholes.get(used)?.hasGaps === true);
  }
}

/** What can't be followed on the way from a unit, with the place in it where the way starts. */
export function* gapsFrom(merkle: Merkle, start: Unit): Generator<Gap & { readonly origin: Gap["node"] }> {
  const seen = new Set([start]);
  for (const gap of start.content.gaps) yield { ...gap, origin: gap.node };
  for (const [index, used] of start.content.uses.entries()) {
    const origin = start.content.places[index];
    const open = [used];
    for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
      if (seen.has(unit) || !merkle.whole(unit).hasGaps) continue;
      seen.add(unit);
      for (const gap of unit.content.gaps) yield { ...gap, origin: origin ?? gap.node };
      open.push(...unit.content.uses);
    }
  }
}

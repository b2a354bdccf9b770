import type { Entry } from "../entry.js";
import type { Flight } from "../flight.js";
import type { Answers } from "./answers.js";
import type { Readings } from "./readings.js";

/** The most values that are kept for one key, for different answers of inputs. */
const MOST_VARIANTS = 32;

/** What one key of a function that asks inputs has: a value for each set of answers, and what is computed for others. */
export class Variants {
  /** Most recently used first. */
  private entries: readonly Entry[] = [];
  /** Async computations beside the one that every caller finds first, since they were given other answers. */
  readonly flights = new Set<Flight>();

  get isEmpty(): boolean {
    return this.entries.length === 0 && this.flights.size === 0;
  }

  get list(): readonly Entry[] {
    return this.entries;
  }

  /** Takes in a value, or marks it as just used. Returns those that there are too many of. */
  touch(entry: Entry): readonly Entry[] {
    if (this.entries[0] !== entry) this.entries = [entry, ...this.entries.filter((other) => other !== entry)];
    return this.entries.slice(MOST_VARIANTS);
  }

  remove(entry: Entry): void {
    this.entries = this.entries.filter((other) => other !== entry);
  }
}

/**
 * Where the value for a call is kept that inputs answer so: the entry itself where it asked none, else the variant whose
 * readings all agree. It may have expired.
 *
 * @returns a promise only if an answer comes in one
 */
export function select(entry: Entry, answers: Answers): Entry | undefined | Promise<Entry | undefined> {
  const { variants } = entry;
  if (variants === undefined) return entry;
  return entry.isFilled ? entry : selectFrom(variants, variants.list, answers);
}

function selectFrom(
  variants: Variants,
  list: readonly Entry[],
  answers: Answers,
): Entry | undefined | Promise<Entry | undefined> {
  for (const [index, variant] of list.entries()) {
    const agrees = answers.agree(variant.watch?.readings ?? []);
    if (agrees instanceof Promise) {
      return agrees.then((isSame) => {
        if (!isSame || !variant.isFilled) return selectFrom(variants, list.slice(index + 1), answers);
        variants.touch(variant);
        return variant;
      });
    }
    // An input may have cleared the cache.
    if (!agrees || !variant.isFilled) continue;
    variants.touch(variant);
    return variant;
  }
  return undefined;
}

/** The values of a key that a new one replaces: those that would be found for the same answers. */
export function replacedBy(entry: Entry, readings: Readings | undefined): Entry[] {
  const variants = entry.variants?.list ?? [];
  if (readings === undefined) return [entry, ...variants];
  const isReplaced = ({ watch }: Entry): boolean =>
    watch?.readings?.every((reading) => readings.agrees(reading)) === true;
  return [entry, ...variants.filter(isReplaced)];
}

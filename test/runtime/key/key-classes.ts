import { cacheKey } from "../../../runtime/key/keyed.js";

/** Something that takes part in keys by what it holds. */
class Held {
  static readonly [cacheKey]: string = "Held";
  held: unknown;
  /** No part of the key. */
  readonly made = Math.random();

  constructor(held: unknown) {
    this.held = held;
  }

  [cacheKey](): unknown {
    return this.held;
  }
}

/** Another class, of the same name. */
const Twin = (() => {
  class Held {
    static readonly [cacheKey]: string = "Held's twin";
    held: unknown;

    constructor(held: unknown) {
      this.held = held;
    }

    [cacheKey](): unknown {
      return this.held;
    }
  }
  return Held;
})();

class SubHeld extends Held {
  static override readonly [cacheKey] = "SubHeld";
}

/** Keyed classes that are easily taken for each other. */
export const KEYED = [Held, Twin, SubHeld] as const;

export type AnyHeld = InstanceType<(typeof KEYED)[number]>;

export function isHeld(value: object): value is AnyHeld {
  return KEYED.some((Class) => value instanceof Class);
}

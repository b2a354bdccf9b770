import type ts from "typescript";
import type { Features } from "./service/features.js";

/** Whether a decoration still counts. */
export interface Turn {
  isOver: boolean;
}

type Method = (...rest: readonly unknown[]) => unknown;

/**
 * A service with some of its methods in our version, for as long as it is our turn. All others are handed on, by name at
 * each call, since others may replace them as well; and they are own properties, since others copy them.
 */
export function decorate(base: ts.LanguageService, features: Features, turn: Turn): ts.LanguageService {
  const theirs = base as unknown as Record<string, Method>;
  const ours = features as Readonly<Record<string, Method | undefined>>;
  const names = new Set([...Object.keys(base), ...Object.keys(features)]);
  const decorated: Record<string, Method> = {};
  for (const name of names) {
    decorated[name] = (...rest) => {
      const own = turn.isOver ? undefined : ours[name];
      return own === undefined ? theirs[name]?.(...rest) : own(...rest);
    };
  }
  return decorated as unknown as ts.LanguageService;
}

/** Turns of whoever decorates something; only the last one counts. */
export function createTurns(): (whose: object | undefined) => Turn {
  const turns = new WeakMap<object, Turn>();
  return (whose) => {
    const turn = { isOver: false };
    if (whose === undefined) return turn;
    const before = turns.get(whose);
    if (before !== undefined) before.isOver = true;
    turns.set(whose, turn);
    return turn;
  };
}

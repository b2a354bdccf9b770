/** A file with tagged functions of many kinds, for what editors show of them. */
export const TEXT = `
import { klona } from "klona";
import { cents } from "./money.js";

let region = "eu";
const scale = 10;
function round(value: number): number { return Math.round(klona(value) * scale); }

interface Request { params: { id: string; page: number }; user?: { name: string }; socket: () => void }
interface AbortSignal { readonly aborted: boolean; readonly reason: unknown; throwIfAborted(): void; addEventListener(): void }

/**
 * Loads.
 * @cacheData { ttl: "90m", maxEntries: 1000, maxBytes: "64MB", refresh: "background", staleIfError: "1d",
 *              tags: ["all", "page:{req.params.id}"] }
 */
export async function load(names: string[], req: Request, _db: object, limit = 10, _signal?: AbortSignal): Promise<number[]> {
  if (req.user) return [];
  return [round(cents(limit)), Number(req.params.id), req.params.page, names.join().length, region.length];
}

/** @cacheResource { this: "instance", hash: "body", maxEntries: 1 } */
export function connect(this: object): object { return this; }

/** @cacheData
 *  @cacheKey who.id, process.env.HOME */
export const find = (who: { id: string; on: () => void }, limit: number): readonly string[] => [who.id, String(limit)];

export class Store {
  rate = 2;
  /** @cacheData { this: "ignore", freeze: false, hash: "none", version: "2" } */
  read(): readonly string[] { return [String(this.rate)]; }
}

/** @cacheData */
export function wrong(onDone: () => void): Promise<() => void> {
  throw onDone;
  /** @cacheData { ttl: 0 } */
  function inner(): number { return 1; }
}

/** @cacheResource */
export class NoFunction {}

/** @cacheReplay */
export const show = ({ text }: { text: string }, level = 1): void => void [text, level];

class Flags {
  /** Asked. @cacheInput */
  static isOn(): boolean { return region.length > 1; }
}
/** @cacheReplay */
export function count(): number { return Flags.isOn() ? 1 : 2; }

export const used = [load, new Store().read];
`;
/** The files beside it. */
export const OTHERS = {
  "money.ts": `export function cents(value: number): number { return value * 100; }`,
  "user.ts": `import { load as loadAll } from "./a.js"; void loadAll; import { cents } from "./money.js"; void cents;`,
};

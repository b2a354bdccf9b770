import { chain, collect, failure, mapResult, success, type Result } from "../shared/result.js";
import { lines } from "../shared/text.js";
import { isStatus, type Address, type Line, type Product, type Status } from "./model.js";
import { parseMoney } from "./money.js";
import { parseMoney as neighbouring } from "./money.js"; // of a neighbour

export interface ParseOptions {
  readonly separator: string;
  readonly strict: boolean;
  readonly defaults?: { readonly grams?: number; readonly labels?: readonly string[] };
}

export interface ParsedFile {
  readonly products: readonly Product[];
  readonly problems: readonly string[];
  readonly skipped: number;
}

const DEFAULTS: ParseOptions = { separator: ";", strict: true };

function cells(line: string, separator: string): readonly string[] {
  const found: string[] = [];
  let current = "";
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      found.push(current.trim());
      current = "";
    } else current += character;
  }
  return [...found, current.trim()];
}

function parseGrams(text: string | undefined, fallback: number): Result<number> {
  if (text === undefined || text === "") return success(fallback);
  const match = /^(\d+(?:\.\d+)?)\s*(g|kg)$/i.exec(text);
  if (match === null) return failure(`"${text}" is no weight.`);
  return success(Number(match[1]) * (match[2]?.toLowerCase() === "kg" ? 1000 : 1));
}

function parseProduct(line: string, { separator, defaults = {} }: ParseOptions): Result<Product> {
  const [sku = "", title = "", price = "", weight, ...labels] = cells(line, separator);
  if (!/^[A-Z]{2,4}-\d{3,}$/.test(sku)) return failure(`"${sku}" is no article number.`);
  if (title === "") return failure(`${sku} has no title.`);
  const amount = price.endsWith("!") ? neighbouring(price.slice(0, -1)) : parseMoney(price);
  return chain(amount, (money) =>
    mapResult(parseGrams(weight, defaults.grams ?? 0), (grams) => ({
      sku,
      title,
      price: money,
      grams,
      labels: labels.length > 0 ? labels : (defaults.labels ?? []),
    })),
  );
}

// cached: @cacheData { ttl: "10m", maxEntries: 50 }
export function parseProducts(text: string, options: Partial<ParseOptions> = {}): ParsedFile {
  const complete = { ...DEFAULTS, ...options };
  const all = lines(text);
  const parsed = all.map((line) => parseProduct(line, complete));
  const products = parsed.flatMap((result) => (result.ok ? [result.value] : []));
  const problems = parsed.flatMap((result) => (result.ok ? [] : [result.failure]));
  if (complete.strict && problems.length > 0) return { products: [], problems, skipped: all.length };
  return { products, problems, skipped: problems.length };
}

export function parseLines(text: string, products: ReadonlyMap<string, Product>): Result<readonly Line[]> {
  const results = lines(text).map((line): Result<Line> => {
    const [sku = "", quantity = "1"] = cells(line, ",");
    const product = products.get(sku);
    if (product === undefined) return failure(`There is no article ${sku}.`);
    return success({ product, quantity: Number(quantity) });
  });
  const collected = collect(results);
  return collected.ok ? collected : failure(collected.failure.join(" "));
}

// cached: @cacheData
export function parseAddress(text: string): Address | undefined {
  const [name, street, place, country = "DE"] = lines(text);
  const match = place === undefined ? null : /^(\S+)\s+(.+)$/.exec(place);
  if (name === undefined || street === undefined || match === null) return undefined;
  return { name, street, postcode: match[1] ?? "", city: match[2] ?? "", country };
}

export function parseStatus(text: string): Status {
  const status = text.trim().toLowerCase();
  return isStatus(status) ? status : "draft";
}

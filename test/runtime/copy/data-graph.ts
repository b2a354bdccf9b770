import fc from "fast-check";

/** A node of a graph of data: what kind of object, and what it refers to. References go anywhere, also in circles. */
interface NodeRecipe {
  readonly kind: (typeof KINDS)[number];
  readonly slots: readonly Slot[];
}

const KINDS = [
  ...(["array", "array", "object", "object", "bare", "map", "set", "date", "bytes", "floats", "view"] as const),
  ...(["error", "group", "regexp", "url", "match", "buffer"] as const),
] as const;

type Slot = { readonly node: number } | { readonly leaf: unknown } | "hole";

/** How to build a result of nested data; builds the same again and again, from new objects. */
export interface GraphRecipe {
  readonly nodes: readonly NodeRecipe[];
}

const NAMES = ["b", "a", "1", "0", "__proto__", "constructor", "toString", "then"];
const BUFFER_BYTES = 16;

const leaf = fc.constantFrom<unknown>(undefined, null, true, 0, -0, 1, NaN, 1n, "", "a", "\ud800", "\0");
const slot: fc.Arbitrary<Slot> = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 9 }).map((node) => ({ node })) },
  { weight: 2, arbitrary: leaf.map((value) => ({ leaf: value })) },
  fc.constant("hole" as const),
);

export const graphRecipe: fc.Arbitrary<GraphRecipe> = fc.record({
  nodes: fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      slots: fc.array(slot, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 7 },
  ),
});

/** Builds the graph. Its binary nodes are views over one buffer. */
export function buildGraph({ nodes }: GraphRecipe): object {
  const buffer = new Uint8Array(BUFFER_BYTES).buffer;
  const made = nodes.map(({ kind, slots }) => makeNode(kind, slots.length, buffer));
  nodes.forEach(({ slots }, index) => {
    const filled = slots.map((target) => {
      if (target === "hole") return target;
      return { value: "node" in target ? made[target.node % made.length] : target.leaf };
    });
    link(made[index], filled);
  });
  return made[0] ?? {};
}

function makeNode(kind: NodeRecipe["kind"], size: number, buffer: ArrayBuffer): object {
  switch (kind) {
    case "array":
      return new Array<unknown>(size);
    case "object":
      return {};
    case "bare":
      return Object.create(null) as object;
    case "map":
      return new Map();
    case "set":
      return new Set();
    case "date":
      return new Date(size === 0 ? NaN : size);
    case "bytes":
      return new Uint8Array(buffer, size, 4);
    case "floats":
      return new Float64Array(buffer, 0, 1);
    case "view":
      return new DataView(buffer, size);
    case "error":
      return settled(size === 0 ? new TypeError() : new RangeError("message", { cause: size }));
    case "group":
      return settled(new AggregateError([], "group"));
    case "regexp":
      return Object.assign(/a(?<n>b)/dg, { lastIndex: size });
    case "url":
      return new URL(`https://example.com/${size}?q=a b`);
    case "match":
      return /(?<letter>.)/d.exec("match") ?? [];
    case "buffer":
      return Buffer.from(`text ${size}`);
  }
}

/** An error whose stack doesn't tell where it was made. */
function settled(error: Error): Error {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

function link(node: object | undefined, slots: readonly ("hole" | { readonly value: unknown })[]): void {
  slots.forEach((target, index) => {
    if (target === "hole") return;
    const { value } = target;
    if (Array.isArray(node)) node[index] = value;
    else if (node instanceof Map) node.set(value, index);
    else if (node instanceof Set) node.add(value);
    else if (node instanceof Uint8Array) node[index] = index + 1;
    else if (node !== undefined && (isPlain(node) || node instanceof Error)) {
      const name = NAMES[(index + slots.length) % NAMES.length] ?? "a";
      const enumerable = isPlain(node) || index % 2 === 0;
      Object.defineProperty(node, name, { value, enumerable, writable: true, configurable: true });
    }
  });
}

function isPlain(node: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(node);
  return prototype === null || prototype === Object.prototype;
}

/** Changes every object that `root` leads to, in each way that its kind has. */
export function vandalise(root: object): void {
  const seen = new Set<object>();
  const pending: unknown[] = [root];
  for (let node = pending.pop(); pending.length > 0 || node !== undefined; node = pending.pop()) {
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    pending.push(...Reflect.ownKeys(node).map((name): unknown => Reflect.get(node, name)));
    if (node instanceof Map) pending.push(...node.keys(), ...node.values());
    if (node instanceof Set) pending.push(...node);
    spoil(node);
  }
}

function spoil(node: object): void {
  if (Array.isArray(node)) node.splice(0, 1, "spoilt", "spoilt", "spoilt");
  else if (node instanceof Date) node.setTime(987_654);
  else if (node instanceof Map || node instanceof Set) node.clear();
  else if (Buffer.isBuffer(node)) node.fill(0xee);
  else if (ArrayBuffer.isView(node)) new Uint8Array(node.buffer).fill(0xee);
  else if (node instanceof RegExp) node.lastIndex = 987;
  else if (node instanceof URL) node.pathname = "/spoilt";
  else if (node instanceof ArrayBuffer) new Uint8Array(node).fill(0xee);
  else {
    for (const name of Reflect.ownKeys(node)) Reflect.deleteProperty(node, name);
    Object.defineProperty(node, "spoilt", { value: true, enumerable: true, writable: true, configurable: true });
  }
}

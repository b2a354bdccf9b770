/** Reads keys as docs/key-encoding.md describes them. Written from that page, not from the code. */

/** What a key says of a value that isn't one of the program's: a path that breaks off, and the like. */
interface Mark {
  readonly mark: "?" | "!" | "p";
  readonly step?: number;
}

/** Makes an instance of the keyed class of that name; its key is put in when it is known. */
export type MakeKeyed = (name: string) => { readonly instance: object; setKey(key: unknown): void };

/** The values of each of the calls whose keys stand in a row. */
export function decodeKeys(bytes: Uint8Array, makeKeyed: MakeKeyed): unknown[][] {
  const reader = new Reader(bytes, makeKeyed);
  const calls: unknown[][] = [];
  while (!reader.isAtEnd) calls.push(reader.call());
  return calls;
}

const KINDS: Readonly<Record<string, (bytes: Uint8Array<ArrayBuffer>) => object>> = {
  ArrayBuffer: ({ buffer }) => buffer,
  DataView: ({ buffer }) => new DataView(buffer),
  Buffer: ({ buffer }) => Buffer.from(buffer),
  Int8Array: ({ buffer }) => new Int8Array(buffer),
  Uint8Array: ({ buffer }) => new Uint8Array(buffer),
  Uint8ClampedArray: ({ buffer }) => new Uint8ClampedArray(buffer),
  Int16Array: ({ buffer }) => new Int16Array(buffer),
  Uint16Array: ({ buffer }) => new Uint16Array(buffer),
  Int32Array: ({ buffer }) => new Int32Array(buffer),
  Uint32Array: ({ buffer }) => new Uint32Array(buffer),
  Float32Array: ({ buffer }) => new Float32Array(buffer),
  Float64Array: ({ buffer }) => new Float64Array(buffer),
  BigInt64Array: ({ buffer }) => new BigInt64Array(buffer),
  BigUint64Array: ({ buffer }) => new BigUint64Array(buffer),
};

class Reader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly makeKeyed: MakeKeyed;
  private at = 0;
  private readonly levels: object[] = [];

  constructor(bytes: Uint8Array, makeKeyed: MakeKeyed) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.makeKeyed = makeKeyed;
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  call(): unknown[] {
    check(this.byte() === 0x01, "the format byte");
    const values: unknown[] = [];
    while (this.bytes[this.at] !== 0x2e) values.push(this.value(true));
    this.at++;
    return values;
  }

  private value(isWhole = false): unknown {
    const tag = String.fromCharCode(this.byte());
    switch (tag) {
      case "u":
        return undefined;
      case "l":
        return null;
      case "f":
        return false;
      case "t":
        return true;
      case "n":
        return this.double();
      case "i":
        return this.bigint();
      case "s":
        return this.text();
      case "r": {
        const up = this.count();
        check(up >= 1 && up <= this.levels.length, "a reference to a level that there is");
        return this.levels.at(-up);
      }
      case "?":
      case "!":
      case "p":
        check(isWhole, "a mark inside a value");
        return { mark: tag, ...(tag === "?" && { step: this.count() }) } satisfies Mark;
      default:
        return this.object(tag);
    }
  }

  private object(tag: string): object {
    switch (tag) {
      case "b":
        return this.binary();
      case "d":
        return new Date(this.double());
      case "x":
        return this.regExp();
      case "U":
        return new URL(this.text());
      case "T":
        return this.temporal();
      case "k": {
        const { instance, setKey } = this.makeKeyed(this.text());
        this.inside(instance, () => {
          setKey(this.value());
        });
        return instance;
      }
      case "a":
        return this.inside([], (array: unknown[]) => {
          this.times(this.count(), () => array.push(this.value()));
        });
      case "h":
        return this.inside([], (array: unknown[]) => {
          this.sparse(array);
        });
      case "g":
        return this.inside([], (array: unknown[]) => {
          this.times(this.count(), () => array.push(this.value()));
          Object.freeze(Object.defineProperty(array, "raw", { value: this.value() }));
        });
      case "o":
      case "O": {
        const object = (tag === "o" ? {} : Object.create(null)) as object;
        return this.inside(object, () => {
          this.properties(object);
        });
      }
      case "m":
        return this.inside(new Map<unknown, unknown>(), (map) => {
          const size = this.count();
          this.times(size, () => map.set(this.value(), this.value()));
          check(map.size === size, "different keys in a Map");
        });
      case "e":
        return this.inside(new Set(), (set) => {
          const size = this.count();
          this.times(size, () => set.add(this.value()));
          check(set.size === size, "different elements in a Set");
        });
    }
    throw new Error(`not a key: no tag is ${JSON.stringify(tag)}`);
  }

  private inside<T extends object>(level: T, fill: (level: T) => void): T {
    this.levels.push(level);
    fill(level);
    this.levels.pop();
    return level;
  }

  private sparse(array: unknown[]): void {
    array.length = this.count();
    let last = -1;
    let held = 0;
    this.times(this.value() as number, () => {
      const index = this.value() as number;
      check(Number.isInteger(index) && index > last && index < array.length, "ascending indexes");
      array[index] = this.value();
      last = index;
      held++;
    });
    check(this.byte() === 0x6f, "an o behind the elements");
    this.properties(array);
    check(held < array.length || Object.keys(array).length > held, "an array that needs an h");
  }

  private properties(object: object): void {
    const names: string[] = [];
    this.times(this.count(), () => names.push(this.text()));
    names.forEach((name, index) => {
      const before = names[index - 1];
      check(before === undefined || before < name, "ascending names");
      const value = this.value();
      Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
    });
  }

  private regExp(): RegExp {
    const [flags = "", lastIndex = "", ...source] = this.text().split("/");
    return Object.assign(new RegExp(source.join("/"), flags), { lastIndex: Number(lastIndex) });
  }

  private temporal(): object {
    const [name = "", ...fields] = this.text().split("/");
    const { Temporal } = globalThis as unknown as { Temporal: Record<string, TemporalClass> };
    const Class = Temporal[name];
    if (Class === undefined) throw new Error(`not a key: no Temporal class is ${name}`);
    return name === "Duration" ? new Class(...fields.map(Number)) : Class.from(fields.join("/"));
  }

  private binary(): object {
    const make = KINDS[this.text()];
    const length = this.count();
    const bytes = this.bytes.slice(this.at, this.at + length);
    check(bytes.length === length && make !== undefined, "binary data of a known kind");
    this.at += length;
    return make?.(Uint8Array.from(bytes)) ?? bytes;
  }

  private bigint(): bigint {
    const sign = this.byte();
    check(sign <= 1, "a sign");
    const length = this.count();
    let magnitude = 0n;
    for (let index = 0; index < length; index++) {
      const digit = this.byte();
      check(index > 0 || digit > 0 || length === 1, "no needless byte before a magnitude");
      magnitude = magnitude * 256n + BigInt(digit);
    }
    check(length > 0 && (sign === 0 || magnitude > 0n), "a magnitude");
    return sign === 1 ? -magnitude : magnitude;
  }

  private double(): number {
    const value = this.view.getFloat64(this.at);
    const bits = this.view.getBigUint64(this.at);
    check(!Number.isNaN(value) || bits === 0x7ff8_0000_0000_0000n, "the one pattern of NaN");
    this.at += 8;
    return value;
  }

  private text(): string {
    const units: string[] = [];
    this.times(this.count(), () => {
      units.push(String.fromCharCode(this.view.getUint16(this.at, true)));
      this.at += 2;
    });
    return units.join("");
  }

  private count(): number {
    let total = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      total += (byte % 128) * scale;
      if (byte >= 128) continue;
      check(byte > 0 || scale === 1, "a count as short as can be");
      return total;
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error("not a key: it breaks off");
    return byte;
  }

  private times(count: number, action: () => unknown): void {
    for (let index = 0; index < count; index++) action();
  }
}

interface TemporalClass {
  new (...fields: number[]): object;
  from(text: string): object;
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not a key: ${what}`);
}

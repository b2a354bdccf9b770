import fc from "fast-check";
import { snapshot } from "../../../runtime/copy/index.js";
import { handOut, hit } from "./hit.js";
import { difference } from "../isomorphic.js";

type Numbers = Uint8Array | Float64Array;

const KINDS = [
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array],
  ...[Float64Array, BigInt64Array, BigUint64Array],
];

test.each(KINDS.map((Kind) => [Kind.name, Kind] as const))("%s: kind and bytes", (_name, Kind) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 24 }), fc.nat({ max: 2 }), (bytes, offset) => {
      const whole = bytes.slice(0, bytes.length - (bytes.length % 8)).buffer;
      const start = Math.min(offset * Kind.BYTES_PER_ELEMENT, whole.byteLength);
      const value = new Kind(whole, start);
      expect(difference(hit(value), value)).toBeUndefined();
    }),
  );
});

test("the very bits, such as those of a NaN with a payload", () => {
  const bits = new BigUint64Array([0x7ff8_0000_dead_beefn, 0xfff0_0000_0000_0001n]);
  const got = hit(new Float64Array(bits.buffer));
  expect([...new BigUint64Array(got.buffer)]).toEqual([...bits]);
});

test("views over one buffer stay views over one buffer, apart from the original's", () => {
  const buffer = new ArrayBuffer(16);
  const value = {
    buffer,
    head: new Uint8Array(buffer, 0, 4),
    all: new Float64Array(buffer),
    view: new DataView(buffer, 8),
  };
  const got = hit(value);
  expect(difference(got, value)).toBeUndefined();
  got.head.fill(7);
  got.view.setUint8(0, 9);
  expect([...new Uint8Array(got.buffer)]).toEqual([7, 7, 7, 7, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]);
  expect(got.all.buffer).toBe(got.buffer);
  expect([...new Uint8Array(buffer)]).toEqual(new Array(16).fill(0));
});

test("an empty view at the end of its buffer, an empty buffer", () => {
  const value = [new Uint16Array(new ArrayBuffer(4), 4), new ArrayBuffer(0), new DataView(new ArrayBuffer(2), 2)];
  expect(difference(hit(value), value)).toBeUndefined();
});

describe("Buffer", () => {
  const pooled = Buffer.from("pooled text");
  const slice = Buffer.from("a long text to cut from").subarray(2, 6);

  test.each<[string, Buffer]>([
    ["from the pool", pooled],
    ["a slice", slice],
    ["of its own", Buffer.alloc(5, 1)],
    ["empty", Buffer.alloc(0)],
    ["over a buffer", Buffer.from(new ArrayBuffer(6), 2, 3)],
  ])("%s: its bytes, apart from the original's and from other copies'", (_name, value) => {
    const text = value.toString("hex");
    const taken = snapshot(value);
    const [first, second] = [handOut(taken) as Buffer, handOut(taken) as Buffer];
    expect(Buffer.isBuffer(first)).toBe(true);
    first.fill(0xff);
    value.fill(0xee);
    expect(second.toString("hex")).toBe(text);
    expect((handOut(taken) as Buffer).toString("hex")).toBe(text);
  });

  test("the same Buffer twice is one Buffer in the copy", () => {
    const value = Buffer.from("a");
    const got = hit([value, value]);
    expect(got[0]).toBe(got[1]);
  });

  test("over memory that another view shows too: all of it, and the two stay together", () => {
    for (const order of ["first", "last"]) {
      const memory = new ArrayBuffer(6);
      const [text, bytes] = [Buffer.from(memory, 2, 3), new Uint8Array(memory, 3)];
      const got = hit(order === "first" ? { text, bytes } : { bytes, text });
      got.text[1] = 9;
      expect([...got.bytes]).toEqual([9, 0, 0]);
      expect([got.text.byteOffset, got.text.length, got.bytes.buffer.byteLength]).toEqual([2, 3, 6]);
      expect([...new Uint8Array(memory)]).toEqual([0, 0, 0, 0, 0, 0]);
    }
  });

  test("slices that overlap show the same bytes, and none beside theirs", () => {
    const pool = Buffer.from("0123456789");
    const [first, second, apart] = [pool.subarray(2, 6), pool.subarray(4, 8), pool.subarray(8)];
    for (const value of [
      [first, second, apart],
      [apart, second, first],
      [second, apart, first],
    ]) {
      const got = hit(value);
      const [one, two] = [got[value.indexOf(first)], got[value.indexOf(second)]] as [Buffer, Buffer];
      expect(got.map(String)).toEqual(value.map(String));
      one[2] = 0x58;
      expect([String(one), String(two)]).toEqual(["23X5", "X567"]);
      expect([one.buffer.byteLength, one.buffer === two.buffer]).toEqual([6, true]);
      expect(String(pool)).toBe("0123456789");
    }
  });

  test("what is stored holds nothing of Node's pool", () => {
    const value = { small: Buffer.from("ab"), list: [Buffer.from("cd"), Buffer.from("ef").subarray(1)] };
    const stored = snapshot(value).value as typeof value;
    const sizes = [stored.small, ...stored.list].map(({ buffer }) => buffer.byteLength);
    expect(sizes).toEqual([2, 2, 1]);
  });
});

/** A copy that keeps a property put on a value, or nothing if the value is refused. */
function noteOf(value: object): unknown {
  try {
    return Reflect.get(hit(Object.assign(value, { note: "x" })), "note");
  } catch {
    return "refused";
  }
}

test("properties of its own on an ArrayBuffer or a DataView are refused", () => {
  expect([noteOf(new ArrayBuffer(2)), noteOf(new DataView(new ArrayBuffer(2)))]).toEqual(["refused", "refused"]);
});

test.each<[string, () => object]>([
  ["a typed array", () => new Uint8Array(2)],
  ["a Buffer", () => Buffer.from("a")],
])("properties of its own on %s are kept or refused", (_name, make) => {
  expect(["x", "refused"]).toContain(noteOf(make()));
});

test("every element of a large array", () => {
  const value: Numbers = Float64Array.from({ length: 100_000 }, (_, index) => index / 3);
  expect(difference(hit(value), value)).toBeUndefined();
});

import fc from "fast-check";
import { copyData, snapshotData } from "../../runtime/copy.js";
import { difference } from "./isomorphic.js";

type Numbers = Uint8Array | Float64Array;

const KINDS = [
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array],
  ...[Float64Array, BigInt64Array, BigUint64Array],
];

/** A copy as a caller gets it on a hit. */
function hit<T>(value: T): T {
  return copyData(snapshotData(value)) as T;
}

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
    const snapshot = snapshotData(value);
    const [first, second] = [copyData(snapshot) as Buffer, copyData(snapshot) as Buffer];
    expect(Buffer.isBuffer(first)).toBe(true);
    first.fill(0xff);
    value.fill(0xee);
    expect(second.toString("hex")).toBe(text);
    expect((copyData(snapshot) as Buffer).toString("hex")).toBe(text);
  });

  test("the same Buffer twice is one Buffer in the copy", () => {
    const value = Buffer.from("a");
    const got = hit([value, value]);
    expect(got[0]).toBe(got[1]);
  });

  // BUG: a Buffer is copied by itself, so what was one memory falls apart: Buffer.from(arrayBuffer) beside the
  // ArrayBuffer, or two slices. It could be copied as a view, at least where its buffer isn't Node's pool.
  test.failing("over a buffer that another view shows too", () => {
    const buffer = new ArrayBuffer(2);
    const got = hit({ text: Buffer.from(buffer), bytes: new Uint8Array(buffer) });
    got.text[0] = 9;
    expect(got.bytes[0]).toBe(9);
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

import { types } from "node:util";
import { cacheCopy, registerCodec } from "../../../runtime/copy/codec.js";
import { sizeOf, snapshot } from "../../../runtime/copy/index.js";
import { LARGE_BYTES } from "../../../runtime/memory/kept.js";
import { compileAs, FORMS } from "../compiled.js";

const LENGTH = LARGE_BYTES / 8;

function column(first: number): Float64Array {
  const values = new Float64Array(LENGTH);
  values[0] = first;
  values[LENGTH - 1] = -first;
  return values;
}

/** Copies taken one after the other, so that both those made ahead and those made on the spot are among them. */
async function copies(value: unknown, count = 4): Promise<unknown[]> {
  const { value: stored, copy } = snapshot(value);
  const taken: unknown[] = [];
  for (let index = 0; index < count; index++) {
    taken.push(copy?.(stored));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return taken;
}

function isPrivate(buffer: ArrayBufferLike): boolean {
  return !types.isSharedArrayBuffer(buffer);
}

test("columns are copied, each copy apart from the others and from the original", async () => {
  const table = { name: "rides", a: column(1), b: column(2), small: new Float64Array([3]), rows: [LENGTH] };
  const taken = (await copies(table)) as (typeof table)[];
  for (const [index, copy] of taken.entries()) {
    expect(copy.a[0]).toBe(1);
    expect(copy.a[LENGTH - 1]).toBe(-1);
    expect([copy.b[0], copy.small[0], copy.name, copy.rows]).toEqual([2, 3, "rides", [LENGTH]]);
    expect([isPrivate(copy.a.buffer), isPrivate(copy.b.buffer)]).toEqual([true, true]);
    copy.a.fill(index);
    table.b.fill(index);
  }
});

test("views over one block stay views over one block, the block itself among them", async () => {
  const memory = new ArrayBuffer(LARGE_BYTES);
  const value = { memory, all: new Uint8Array(memory), tail: new DataView(memory, LARGE_BYTES - 8) };
  for (const copy of (await copies(value)) as (typeof value)[]) {
    expect(copy.all.buffer).toBe(copy.memory);
    expect(copy.tail.buffer).toBe(copy.memory);
    copy.all[LARGE_BYTES - 8] = 7;
    expect(copy.tail.getUint8(0)).toBe(7);
  }
  expect(value.tail.getUint8(0)).toBe(0);
});

test("a block by itself, and one that occurs twice", async () => {
  const memory = new Uint8Array(LARGE_BYTES).fill(5).buffer;
  for (const copy of (await copies(memory)) as ArrayBuffer[]) {
    expect(isPrivate(copy)).toBe(true);
    expect(new Uint8Array(copy)[LARGE_BYTES - 1]).toBe(5);
  }
  for (const [first, second] of (await copies([memory, memory])) as [ArrayBuffer, ArrayBuffer][]) {
    expect(first).toBe(second);
  }
});

test("Buffers, alone and with others over the same memory", async () => {
  const whole = Buffer.alloc(LARGE_BYTES, 1);
  for (const copy of (await copies(whole)) as Buffer[]) {
    expect(Buffer.isBuffer(copy)).toBe(true);
    expect([copy.length, copy[LARGE_BYTES - 1], isPrivate(copy.buffer)]).toEqual([LARGE_BYTES, 1, true]);
    copy.fill(2);
  }
  const value = { whole, part: whole.subarray(1, LARGE_BYTES) };
  for (const copy of (await copies(value)) as (typeof value)[]) {
    expect(copy.part.buffer).toBe(copy.whole.buffer);
    copy.part[0] = 9;
    expect(copy.whole[1]).toBe(9);
  }
});

test("in classes that take part", async () => {
  class Column {
    readonly values: Float64Array;

    constructor(values: Float64Array) {
      this.values = values;
    }
  }
  registerCodec(Column, {
    name: "Column",
    encode: ({ values }) => values,
    decode: (values: Float64Array) => new Column(values),
  });
  class Table {
    readonly values: Float64Array = column(4);

    [cacheCopy](): Table {
      const copy = new Table();
      copy.values.set(this.values);
      return copy;
    }
  }
  for (const copy of (await copies({ column: new Column(column(3)), table: new Table() })) as {
    column: Column;
    table: Table;
  }[]) {
    expect([copy.column.values[0], copy.table.values[0]]).toEqual([3, 4]);
    expect(isPrivate(copy.column.values.buffer)).toBe(true);
    copy.column.values.fill(0);
  }
});

test("memory that a program shares is no data, whatever its size", () => {
  expect(() => snapshot(new SharedArrayBuffer(LARGE_BYTES))).toThrow("is an instance of SharedArrayBuffer");
  expect(() => snapshot({ view: new Uint8Array(new SharedArrayBuffer(LARGE_BYTES)) })).toThrow("SharedArrayBuffer");
});

test("their size counts, once", () => {
  const memory = new ArrayBuffer(LARGE_BYTES);
  const { value } = snapshot([new Uint8Array(memory), new Uint8Array(memory)]);
  const size = sizeOf(value);
  expect(size).toBeGreaterThan(LARGE_BYTES);
  expect(size).toBeLessThan(LARGE_BYTES * 1.1);
});

test.each(FORMS)("hits of a function that is %s", async (form) => {
  const { call, runs } = compileAs(form, (key) => ({ key, values: column(6) }));
  const first = await call(1);
  first.values.fill(0);
  for (let hit = 0; hit < 3; hit++) {
    const { values } = await call(1);
    expect([values[0], values[LENGTH - 1]]).toEqual([6, -6]);
    values.fill(1);
  }
  expect(runs).toHaveLength(1);
});

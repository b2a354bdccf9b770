import * as internal from "../../runtime/internal.js";
import {
  CACHE_NAMES,
  ENTRY_NAMES,
  NODE_NAMES,
  RUNTIME_MODULE,
  RUNTIME_NAMES,
} from "../../transformer/runtime-names.js";

describe("the names that compiled code uses", () => {
  const cache = internal.define({
    id: "test",
    version: "1",
    kind: "data",
    name: "f",
    source: "f.ts:1",
    key: ["a", "b"],
  });

  test("are exported by the module that it imports", async () => {
    expect(RUNTIME_MODULE).toBe("tscached/internal");
    const { unset, ...functions } = RUNTIME_NAMES;
    expect(internal).toHaveProperty(unset, expect.any(Object));
    for (const name of Object.values(functions)) expect(internal).toHaveProperty(name, expect.any(Function));
  });

  test("are on a function's cache, its nodes and its entries", () => {
    for (const name of Object.values(CACHE_NAMES)) expect(cache).toHaveProperty(name);
    for (const name of Object.values(NODE_NAMES)) expect(cache.root[name]).toEqual(expect.any(Function));
    const entry = cache.root.next(1).entry(2);
    for (const name of Object.values(ENTRY_NAMES)) expect(entry[name]).toEqual(expect.any(Function));
  });
});

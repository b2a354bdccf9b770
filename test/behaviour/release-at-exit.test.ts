import { runScript } from "../runtime/script.js";

test("what is left when the process ends is released with the cause exit, once", () => {
  const lines = runScript(`
    import { cacheOf, flush } from "tscached";
    import { define, register } from "tscached/internal";
    const cache = define({ id: "c", version: "1", kind: "resource", name: "c", source: "c.ts:1", key: ["id"] });
    const connect = register(function connect(id) {
      const entry = cache.root.entry(id);
      return entry.hit() ? entry.value() : entry.compute(() => ({ id }));
    }, cache);
    const released = [];
    cacheOf(connect).configure({
      onRelease: async ({ id }, cause) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        released.push([id, cause]);
        if (released.length === 3) console.log(JSON.stringify(released));
      },
    });
    connect(1);
    connect(2);
    connect(3);
    cacheOf(connect).clear(2);
  `);
  expect((lines as [number, string][]).toSorted()).toEqual([
    [1, "exit"],
    [2, "clear"],
    [3, "exit"],
  ]);
});

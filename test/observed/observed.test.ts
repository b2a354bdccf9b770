import fc from "fast-check";
import { runs } from "../runtime/runs.js";
import { anyProgram } from "./draw.js";
import { withCache, withoutCache } from "./worlds.js";

beforeEach(() => {
  // That some results belong to no answers is told by a warning of the process.
  jest.spyOn(process, "emitWarning").mockImplementation();
});

test("cached functions show and give what they would without a cache, whatever they call, ask and show", async () => {
  await fc.assert(
    fc.asyncProperty(anyProgram(), async (program) => {
      expect(await withCache(program)).toEqual(await withoutCache(program));
    }),
    { numRuns: runs(300, 10_000) },
  );
}, 3_600_000);

import { isNightly } from "../runtime/runs.js";
import { ONE, testSequence, THREE } from "./sequence.js";

// The test is whether versions are right in the end; how long processes take is no part of it.
jest.setTimeout(7_200_000);

/** The same as in the other files, with tspc itself. */
describe("after each edit the versions are those of a clean build", () => {
  test("tspc --incremental", async () => {
    await testSequence({ commands: ["tspc --incremental"], parts: ONE, steps: [3, 200], seed: 1 });
  });

  // Whether a watcher hears of each edit is up to the file system; test/hosts tries `tspc -w` once.
  if (isNightly) {
    test("tspc -w", async () => {
      await testSequence({ commands: ["tspc -w"], parts: ONE, steps: [3, 200], seed: 4 });
    });
  }

  test("tspc with single files", async () => {
    await testSequence({ commands: ["tspc file by file"], parts: ONE, steps: [2, 200], seed: 2 });
  });

  test("tspc -b", async () => {
    await testSequence({ commands: ["tspc -b"], parts: THREE, steps: [3, 200], seed: 3 });
  });
});

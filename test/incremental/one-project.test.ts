import { ONE, testSequence } from "./sequence.js";

// The test is whether versions are right in the end; how long builds take is no part of it.
jest.setTimeout(3_600_000);

describe("after each edit of a project the versions are those of a clean build", () => {
  test("--incremental and -w", async () => {
    await testSequence({ commands: ["--incremental", "-w"], parts: ONE, steps: [60, 400], seed: 1 });
  });

  test("--incremental, with noEmitOnError", async () => {
    await testSequence({ commands: ["--incremental"], parts: ONE, steps: [20, 200], noEmitOnError: true, seed: 2 });
  });

  test("-w --incremental, with noEmitOnError", async () => {
    await testSequence({ commands: ["-w --incremental"], parts: ONE, steps: [15, 200], noEmitOnError: true, seed: 3 });
  });

  test("file by file", async () => {
    await testSequence({ commands: ["file by file"], parts: ONE, steps: [15, 200], seed: 4 });
  });
});

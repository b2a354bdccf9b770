import { testSequence, THREE } from "./sequence.js";

// The test is whether versions are right in the end; how long builds take is no part of it.
jest.setTimeout(3_600_000);

describe("after each edit of three projects that refer to each other the versions are those of a clean build", () => {
  test("-b", async () => {
    await testSequence({ commands: ["-b"], parts: THREE, steps: [60, 400], seed: 1 });
  });

  test("-b and -b -w, with noEmitOnError", async () => {
    await testSequence({ commands: ["-b", "-b -w"], parts: THREE, steps: [12, 200], noEmitOnError: true, seed: 2 });
  });
});

const { createRequire } = require("node:module");
const { join } = require("node:path");

// Jest's own, which is one of its dependencies and none of ours.
const requireOfJest = createRequire(require.resolve("jest"));
const Sequencer = requireOfJest("@jest/test-sequencer").default;

/**
 * The suites that take longest, which no machine knows that runs them for the first time. One of them started last would
 * be waited for alone.
 */
const FIRST = [
  "incremental/references",
  "incremental/one-project",
  "hosts/versions",
  "fixtures/fixtures",
  "matrix/hosts",
  "hosts/legacy",
  "hosts/theirs",
  "hosts/tspc",
  "modes/emit",
  "hosts/references",
  "incremental/processes",
  "modes/builds",
  "incremental/stale",
  "tools/ts-loader",
  "editor/fixes/stdio",
].map((name) => join(__dirname, `${name}.test.ts`));

/** Starts the longest suites first; of the others, those that took longest before, or are the largest. */
module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const others = await super.sort(tests.filter(({ path }) => !FIRST.includes(path)));
    return [...FIRST.flatMap((name) => tests.filter(({ path }) => path === name)), ...others];
  }
};

/** @type {import("jest").Config} */
export default {
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testEnvironment: "node",
  // The tests wait for processes of their own more than they compute: two cores bear two workers.
  maxWorkers: "100%",
  // Tests start compilers; a busy machine must not fail them.
  testTimeout: 120_000,
  // Sources import "./x.js", as the compiled files are called.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": ["$1", "$1.js"] },
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/.cache", "<rootDir>/examples", "<rootDir>/bench"],
  testSequencer: "<rootDir>/test/sequencer.cjs",
  reporters: ["default", "<rootDir>/test/totals-reporter.cjs"],
};

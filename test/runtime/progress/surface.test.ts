import { isWatched } from "../../../runtime/progress/surface.js";

const TERMINAL = { isTTY: true };

test.each([{}, { CI: "" }, { CI: "false" }, { CI: "0" }, { TERM: "xterm" }, { NODE_ENV: "production" }])(
  "a person looks on with %j",
  (env) => {
    expect(isWatched(TERMINAL, env)).toBe(true);
  },
);

test.each([
  { CI: "true" },
  { CI: "1" },
  { CONTINUOUS_INTEGRATION: "1" },
  { BUILD_NUMBER: "17" },
  { TEAMCITY_VERSION: "2026.1" },
  { TF_BUILD: "True" },
  { NODE_ENV: "test" },
  { JEST_WORKER_ID: "1" },
  { VITEST: "true" },
  { NODE_TEST_CONTEXT: "child-v8" },
  { TERM: "dumb" },
])("nobody does with %j", (env) => {
  expect(isWatched(TERMINAL, env)).toBe(false);
});

test.each([{}, { isTTY: undefined }, { isTTY: false }])("nobody looks at %j", (stream) => {
  expect(isWatched(stream, {})).toBe(false);
});

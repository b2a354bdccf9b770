/** As much of an output stream as decides whether something is animated on it. */
interface Surface {
  readonly isTTY?: boolean | undefined;
}

/** Variables that are set where no person looks on: by services that build and test, and by what runs tests. */
const UNWATCHED = [
  "BUILD_NUMBER",
  "CONTINUOUS_INTEGRATION",
  "JEST_WORKER_ID",
  "NODE_TEST_CONTEXT",
  "TEAMCITY_VERSION",
  "TF_BUILD",
  "VITEST",
];

/** Whether a person sees what moves on a stream: a terminal that can, and neither CI nor tests. */
export function isWatched(stream: Surface, env: NodeJS.ProcessEnv): boolean {
  if (stream.isTTY !== true || env["TERM"] === "dumb" || env["NODE_ENV"] === "test") return false;
  const { CI } = env;
  // Set to no in places that are not CI after all.
  if (CI !== undefined && CI !== "" && CI !== "0" && CI !== "false") return false;
  return UNWATCHED.every((name) => env[name] === undefined);
}

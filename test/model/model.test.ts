import fc from "fast-check";
import { configure } from "../../runtime/settings.js";
import { useManualClock } from "../runtime/manual-clock.js";
import { runs } from "../runtime/runs.js";
import { endAll } from "./burst.js";
import { anyBursts, anyRules, type Profile } from "./draw.js";
import { Model } from "./model.js";
import type { Rules } from "./rules.js";
import { System } from "./system.js";

const clock = useManualClock();

afterEach(() => {
  configure({ refreshConcurrency: 8 });
});

describe.each(["async", "sync"] as const)("a function that is %s does what the model says", (style) => {
  // It doesn't: to look at a cache releases what has expired, and stale values don't stand in for every error.
  test("anything", async () => {
    await follow(style, "anything", runs(200, 10_000));
  });

  test("failing refreshes", async () => {
    await follow(style, "failing refreshes", runs(50, 2_000));
  });
});

async function follow(style: Rules["style"], profile: Profile, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(
    anyRules(style, profile),
    anyBursts(style, profile, clock),
    async (rules, bursts) => {
      clock.reset();
      configure({ refreshConcurrency: rules.refreshConcurrency });
      const [model, system] = [new Model(rules), new System(rules)];
      try {
        await fc.asyncModelRun(() => ({ model, real: system }), bursts);
      } finally {
        await endAll(model, system);
      }
    },
  );
  await fc.assert(property, { numRuns });
}

import fc from "fast-check";
import { configure } from "../../runtime/settings.js";
import { useManualClock } from "../runtime/manual-clock.js";
import { runs } from "../runtime/runs.js";
import { endAll } from "./burst.js";
import { anyBursts, anyRules } from "./draw.js";
import { Model } from "./model.js";
import { System } from "./system.js";

const clock = useManualClock();

afterEach(() => {
  configure({ refreshConcurrency: 8 });
});

describe.each(["async", "sync"] as const)("a function that is %s does what the model says", (style) => {
  test.each(["anything", "failing refreshes"] as const)("%s", async (profile) => {
    await fc.assert(
      fc.asyncProperty(anyRules(style, profile), anyBursts(style, profile, clock), async (rules, bursts) => {
        clock.reset();
        configure({ refreshConcurrency: rules.refreshConcurrency });
        const [model, system] = [new Model(rules), new System(rules)];
        try {
          await fc.asyncModelRun(() => ({ model, real: system }), bursts);
        } finally {
          await endAll(model, system);
        }
      }),
      { numRuns: profile === "anything" ? runs(200, 10_000) : runs(50, 2_000) },
    );
  });
});

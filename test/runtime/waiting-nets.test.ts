import fc from "fast-check";
import { CacheRecursionError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { compileAsync, compilePromise } from "./compiled.js";
import { settled } from "./gate.js";
import { standing } from "./standing.js";

/** What the body of a node does: after some turns it waits for others, one by one or all at once. */
interface Node {
  readonly turns: number;
  readonly atOnce: boolean;
  readonly on: readonly number[];
  /** What it does with their errors. */
  readonly catches: boolean;
  /** Whether it ends in an error of its own. */
  readonly fails: boolean;
  readonly form: "async" | "promise";
}

/** Cached functions that wait for each other, and which of them are called, all at the same time. */
interface Net {
  readonly nodes: readonly Node[];
  readonly called: readonly number[];
  /** After how many turns everything is cleared. */
  readonly clearAfter: number | undefined;
}

const net: fc.Arbitrary<Net> = fc.integer({ min: 1, max: 6 }).chain((size) => {
  const other = fc.nat({ max: size - 1 });
  const node = fc.record({
    turns: fc.nat({ max: 3 }),
    atOnce: fc.boolean(),
    on: fc.oneof(fc.constant([]), fc.array(other, { minLength: 1, maxLength: 3 })),
    catches: fc.boolean(),
    fails: fc.nat({ max: 5 }).map((chance) => chance === 0),
    form: fc.constantFrom("async" as const, "promise" as const),
  });
  return fc.record({
    nodes: fc.array(node, { minLength: size, maxLength: size }),
    called: fc.array(other, { minLength: 1, maxLength: 8 }),
    clearAfter: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
  });
});

/** Makes the functions of a net. */
function makeFunctions({ nodes }: Net) {
  const compiled = nodes.map((node, index) => {
    const body = async (key: number): Promise<number> => {
      for (let turn = 0; turn < node.turns; turn++) await settled();
      const call = async (next: number): Promise<unknown> => {
        try {
          return await compiled[next]?.fn(key);
        } catch (error) {
          if (node.catches) return error;
          throw error;
        }
      };
      // Not left to run by themselves when one fails, or a circle would start itself again for ever.
      if (node.atOnce) for (const outcome of await Promise.allSettled(node.on.map(call))) valueOf(outcome);
      else for (const next of node.on) await call(next);
      if (node.fails) throw new Error(`node ${index}`);
      return index;
    };
    return (node.form === "async" ? compileAsync : compilePromise)(body);
  });
  return compiled;
}

function valueOf(outcome: PromiseSettledResult<unknown>): unknown {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

/** Whether a node waits for one that waits for itself. */
function isCircular(nodes: readonly Node[], index: number, path: readonly number[] = []): boolean {
  if (path.includes(index)) return true;
  return (nodes[index]?.on ?? []).some((next) => isCircular(nodes, next, [...path, index]));
}

test("exactly the calls that could never end are told so; the others get their values", async () => {
  await fc.assert(
    fc.asyncProperty(net, async ({ nodes, called }) => {
      const faultless = nodes.map((node) => ({ ...node, catches: false, fails: false }));
      const functions = makeFunctions({ nodes: faultless, called, clearAfter: undefined });
      const states = await standing(called.map(async (index) => await functions[index]?.fn(1)));
      called.forEach((index, place) => {
        if (isCircular(nodes, index)) expect(states[place]).toBeInstanceOf(CacheRecursionError);
        else expect(states[place]).toBe(index);
      });
    }),
    { numRuns: 400 },
  );
});

test("no call waits for ever, and nothing is left running, whatever fails, is caught or is cleared meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(net, async (made) => {
      const functions = makeFunctions(made);
      const calls = made.called.map(async (index) => await functions[index]?.fn(1));
      for (let turn = 0; turn < (made.clearAfter ?? 0); turn++) await settled();
      if (made.clearAfter !== undefined) for (const { fn } of functions) cacheOf(fn).clear();
      const states = await standing(calls);
      expect(states).not.toContain("pending");
      for (const { cache } of functions) {
        for (const { flight, running, isFilled } of cache.root.entries()) {
          expect([flight, running, isFilled]).toEqual([undefined, 0, true]);
        }
      }
    }),
    { numRuns: 400 },
  );
});

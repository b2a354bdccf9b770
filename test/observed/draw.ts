import fc from "fast-check";

/** What a body does, one thing after the other. */
export type Step =
  | {
      readonly what: "show";
      readonly text: string;
      readonly isAsync: boolean;
      readonly fails: boolean;
      readonly isOwn: boolean;
    }
  /** Whether it is an input that answers by the session. */
  | { readonly what: "ask"; readonly input: number; readonly isAsync: boolean; readonly isOwn: boolean }
  /** Calls a function that stands behind this one, so that none calls itself. */
  | { readonly what: "call"; readonly ahead: number; readonly key: number }
  | { readonly what: "pause"; readonly turns: number }
  | { readonly what: "enter"; readonly session: number; readonly steps: readonly Step[] }
  /** Goes on by what it was answered so far. */
  | { readonly what: "branch"; readonly yes: readonly Step[]; readonly no: readonly Step[] }
  /** Throws, depending on what it was answered so far. */
  | { readonly what: "fail" };

/** A function of a program. */
export interface Drawn {
  readonly kind: "data" | "resource";
  readonly form: "sync" | "async" | "promise" | "wrapped sync" | "wrapped async";
  readonly scope: "global" | "session";
  readonly steps: readonly Step[];
  readonly maxEntries: number | undefined;
}

/** What inputs answer, and those that answer by the session in each session. */
export interface Answers {
  readonly answers: readonly number[];
  readonly own: readonly number[];
}

/** One round: what the inputs answer meanwhile, and the calls that are made at once, each in a session. */
export interface Round extends Answers {
  /** What they answer after so many turns each, while calls are on their way. */
  readonly changes: readonly (Answers & { readonly after: number })[];
  readonly calls: readonly { readonly place: number; readonly key: number; readonly session: number }[];
  /** Whether each call is made when the one before it is over. */
  readonly isInTurn: boolean;
}

export interface Program {
  readonly functions: readonly Drawn[];
  readonly rounds: readonly Round[];
}

const INPUTS = 3;
export const SESSIONS = 3;

export function anyProgram(): fc.Arbitrary<Program> {
  return fc.record({
    functions: fc.array(anyFunction(), { minLength: 2, maxLength: 5 }),
    rounds: fc.array(anyRound(), { minLength: 3, maxLength: 10, size: "max" }),
  });
}

function anyFunction(): fc.Arbitrary<Drawn> {
  return fc.record({
    kind: fc.constantFrom("data" as const, "resource" as const),
    form: fc.constantFrom(
      "sync" as const,
      "async" as const,
      "promise" as const,
      "wrapped sync" as const,
      "wrapped async" as const,
    ),
    scope: fc.constantFrom("global" as const, "global" as const, "session" as const),
    steps: anySteps(2),
    maxEntries: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 3 }),
  });
}

function anySteps(levels: number): fc.Arbitrary<Step[]> {
  const inner = levels === 0 ? fc.constant([]) : anySteps(levels - 1);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant("show" as const),
        text: fc.constantFrom("a", "b", "c"),
        isAsync: fc.boolean(),
        fails: fc.nat({ max: 5 }).map((drawn) => drawn === 5),
        isOwn: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant("ask" as const),
        input: fc.nat({ max: INPUTS - 1 }),
        isAsync: fc.boolean(),
        isOwn: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant("call" as const),
        ahead: fc.integer({ min: 1, max: 3 }),
        key: fc.nat({ max: 1 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ what: fc.constant("pause" as const), turns: fc.integer({ min: 1, max: 3 }) }) },
    {
      weight: levels === 0 ? 0 : 2,
      arbitrary: fc.record({ what: fc.constant("branch" as const), yes: inner, no: inner }),
    },
    {
      weight: levels === 0 ? 0 : 2,
      arbitrary: fc.record({
        what: fc.constant("enter" as const),
        session: fc.nat({ max: SESSIONS - 1 }),
        steps: inner,
      }),
    },
    { weight: 1, arbitrary: fc.constant({ what: "fail" as const }) },
  );
  return fc.array(step, { maxLength: 4 });
}

function anyRound(): fc.Arbitrary<Round> {
  const answers = fc.array(fc.nat({ max: 1 }), { minLength: INPUTS, maxLength: INPUTS });
  const own = fc.array(fc.nat({ max: 1 }), { minLength: SESSIONS, maxLength: SESSIONS });
  const change = fc.record({ after: fc.integer({ min: 1, max: 8 }), answers, own });
  return fc.record({
    answers,
    own,
    changes: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
    ),
    calls: fc.array(
      fc.record({ place: fc.nat({ max: 4 }), key: fc.nat({ max: 1 }), session: fc.nat({ max: SESSIONS - 1 }) }),
      { minLength: 1, maxLength: 5 },
    ),
    isInTurn: fc.boolean(),
  });
}

import type { Drawn, Step } from "./draw.js";

/** What a value is: a number that almost every difference on the way to it changes, and an object around it. */
export interface Value {
  readonly sum: number;
}

/** What bodies can do in their world: the cached one, or the one without a cache. */
export interface World {
  /** Each may throw; those of async functions may give promises. */
  show(note: Note, isAsync: boolean): unknown;
  ask(input: number, by: number, isAsync: boolean): unknown;
  /** Asks what is answered by the session. */
  askOwn(input: number, by: number, isAsync: boolean): unknown;
  /** Which session the running code is in. */
  who(): number;
  enter(session: number, run: () => unknown): unknown;
  call(place: number, key: number): unknown;
}

/** What is shown. It is changed afterwards. */
export interface Note {
  text: string;
  readonly fails: boolean;
  /** Whether what the session answers is shown beside the text. */
  readonly isOwn: boolean;
}

/** Runs a function's body: yields what an async function awaits, and never in a sync one. */
export function* bodyOf(
  functions: readonly Drawn[],
  place: number,
  key: number,
  world: World,
): Generator<unknown, Value, unknown> {
  const drawn = functions[place];
  const isAsync = drawn !== undefined && isOfPromises(drawn);
  // What is of the session may depend on it.
  let sum = mix(place, drawn?.scope === "session" ? 2 * world.who() + key : key);

  /** @param hasEntered whether the body has entered the session by itself */
  function* run(steps: readonly Step[], hasEntered: boolean): Generator<unknown, void, unknown> {
    for (const step of steps) {
      switch (step.what) {
        case "show": {
          const note: Note = { text: `${place}${step.text}${sum}`, fails: step.fails, isOwn: step.isOwn };
          try {
            const shown = world.show(note, step.isAsync && isAsync);
            if (isAsync) yield shown;
          } catch {
            sum = mix(sum, 1);
          }
          // A resource's recording keeps the very arguments.
          if (drawn?.kind === "data") note.text = "changed";
          break;
        }
        case "ask": {
          const ask = step.isOwn ? world.askOwn : world.ask;
          const asked = ask(step.input, sum % 2, step.isAsync && isAsync);
          sum = mix(sum, (isAsync ? yield asked : asked) as number);
          break;
        }
        case "call": {
          const callee = calleeOf(functions, place, step.ahead, hasEntered);
          if (callee === undefined) break;
          try {
            const called = world.call(callee, step.key);
            sum = mix(sum, ((isAsync ? yield called : called) as Value).sum);
          } catch (error) {
            sum = mix(sum, String(error).length);
          }
          break;
        }
        case "pause":
          for (let turn = 0; isAsync && turn < step.turns; turn++) yield undefined;
          break;
        case "enter": {
          const { session, steps: inside } = step;
          const go: (body: Generator<unknown, unknown, unknown>) => unknown = isAsync ? runAsync : runSync;
          const left = world.enter(session, () => go(run(inside, true)));
          if (isAsync) yield left;
          break;
        }
        case "branch":
          yield* run(sum % 2 === 0 ? step.yes : step.no, hasEntered);
          break;
        case "fail":
          if (sum % 3 === 0) throw new Error(`failed ${sum}`);
          break;
      }
    }
  }

  yield* run(drawn?.steps ?? [], false);
  return { sum };
}

export function isOfPromises({ form }: Drawn): boolean {
  return form !== "sync" && form !== "wrapped sync";
}

export function runSync<T>(body: Generator<unknown, T, unknown>): T {
  const { done, value } = body.next();
  if (done !== true) throw new Error("a sync body waits");
  return value;
}

export async function runAsync<T>(body: Generator<unknown, T, unknown>): Promise<T> {
  let next = body.next();
  while (next.done !== true) {
    try {
      const given = await next.value;
      next = body.next(given);
    } catch (error) {
      next = body.throw(error);
    }
  }
  return next.value;
}

/**
 * A sync function calls sync ones alone: it couldn't wait for others. One that all sessions share calls what is of the
 * session only in one that it has entered by itself.
 */
function calleeOf(functions: readonly Drawn[], place: number, ahead: number, hasEntered: boolean): number | undefined {
  const caller = functions[place];
  const callee = functions[place + ahead];
  if (caller === undefined || callee === undefined) return undefined;
  if (callee.scope === "session" && caller.scope === "global" && !hasEntered) return undefined;
  return isOfPromises(caller) || !isOfPromises(callee) ? place + ahead : undefined;
}

function mix(sum: number, value: number): number {
  return (Math.imul(sum, 31) + value + 7) & 0xffff;
}

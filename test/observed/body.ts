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
  call(place: number, key: number): unknown;
}

/** What is shown. It is changed afterwards. */
export interface Note {
  text: string;
  readonly fails: boolean;
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
  let sum = mix(place, key);

  function* run(steps: readonly Step[]): Generator<unknown, void, unknown> {
    for (const step of steps) {
      switch (step.what) {
        case "show": {
          const note: Note = { text: `${place}${step.text}${sum}`, fails: step.fails };
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
          const asked = world.ask(step.input, sum % 2, step.isAsync && isAsync);
          sum = mix(sum, (isAsync ? yield asked : asked) as number);
          break;
        }
        case "call": {
          const callee = calleeOf(functions, place, step.ahead);
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
        case "branch":
          yield* run(sum % 2 === 0 ? step.yes : step.no);
          break;
        case "fail":
          if (sum % 3 === 0) throw new Error(`failed ${sum}`);
          break;
      }
    }
  }

  yield* run(drawn?.steps ?? []);
  return { sum };
}

export function isOfPromises({ form }: Drawn): boolean {
  return form !== "sync" && form !== "wrapped sync";
}

export function runSync(body: Generator<unknown, Value, unknown>): Value {
  const { done, value } = body.next();
  if (done !== true) throw new Error("a sync body waits");
  return value;
}

export async function runAsync(body: Generator<unknown, Value, unknown>): Promise<Value> {
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

/** A sync function calls sync ones alone: it couldn't wait for others. */
function calleeOf(functions: readonly Drawn[], place: number, ahead: number): number | undefined {
  const caller = functions[place];
  const callee = functions[place + ahead];
  if (caller === undefined || callee === undefined) return undefined;
  return isOfPromises(caller) || !isOfPromises(callee) ? place + ahead : undefined;
}

function mix(sum: number, value: number): number {
  return (Math.imul(sum, 31) + value + 7) & 0xffff;
}

import { AsyncLocalStorage } from "node:async_hooks";
import { cacheInput, cacheData, cacheResource, replayable } from "../../runtime/index.js";
import { compileAsync, compilePromise, compileSync } from "../runtime/compiled.js";
import { bodyOf, isOfPromises, runAsync, runSync, type Note, type Value, type World } from "./body.js";
import type { Drawn, Program, Round } from "./draw.js";

/** What one call came to: how it ended, and what it showed, in order. */
export interface Outcome {
  readonly ended: Value | string;
  readonly shown: readonly string[];
}

type Call = (place: number, key: number) => unknown;

const collector = new AsyncLocalStorage<string[]>();

/** What the world's bodies read and write, the same in both. */
class Ground {
  answers: readonly number[] = [];

  readonly show = (note: Note): unknown => {
    if (note.fails) throw new Error("not shown");
    return collector.getStore()?.push(note.text);
  };

  /** By way of another one, which may be observed itself. */
  showLater(show: (note: Note) => unknown) {
    return async (note: Note): Promise<void> => {
      await Promise.resolve();
      show(note);
    };
  }

  readonly ask = (input: number, by: number): number => (this.answers[input] ?? 0) * 10 + by;

  askLater(ask: (input: number, by: number) => number) {
    return async (input: number, by: number): Promise<number> => {
      await Promise.resolve();
      return ask(input, by);
    };
  }
}

/** What every call of every round comes to without a cache. */
export async function withoutCache({ functions, rounds }: Program): Promise<Outcome[][]> {
  const ground = new Ground();
  const world: World = {
    show: (note, isAsync): unknown => (isAsync ? ground.showLater(ground.show) : ground.show)(note),
    ask: (input, by, isAsync) => (isAsync ? ground.askLater(ground.ask)(input, by) : ground.ask(input, by)),
    call: (place, key) => plain(functions, place, key, world),
  };
  const all: Outcome[][] = [];
  for (const round of rounds) all.push(await play(ground, functions, round, world.call));
  return all;
}

/** The same with all functions cached. */
export async function withCache({ functions, rounds }: Program): Promise<Outcome[][]> {
  const ground = new Ground();
  const show = replayable(ground.show);
  const showLater = replayable(ground.showLater(show));
  const ask = cacheInput(ground.ask);
  const askLater = cacheInput(ground.askLater(ask));
  const world: World = {
    show(note, isAsync): unknown {
      if (isAsync) return showLater(note);
      show(note);
      return undefined;
    },
    ask: (input, by, isAsync) => (isAsync ? askLater(input, by) : ask(input, by)),
    call: (place, key) => cached[place]?.(key),
  };
  const cached = functions.map((drawn, place) => cachedForm(drawn, (key) => plain(functions, place, key, world)));
  const all: Outcome[][] = [];
  for (const round of rounds) all.push(await play(ground, functions, round, world.call));
  return all;
}

function plain(functions: readonly Drawn[], place: number, key: number, world: World): unknown {
  const drawn = functions[place];
  const body = bodyOf(functions, place, key, world);
  return drawn !== undefined && isOfPromises(drawn) ? runAsync(body) : runSync(body);
}

function cachedForm({ form, kind, maxEntries }: Drawn, body: (key: number) => unknown): (key: number) => unknown {
  const facts = { kind, ...(maxEntries === undefined ? {} : { maxEntries }) };
  const wrap = kind === "data" ? cacheData : cacheResource;
  const later = body as (key: number) => Promise<unknown>;
  switch (form) {
    case "sync":
      return compileSync(body, facts).fn;
    case "async":
      return compileAsync(later, facts).fn;
    case "promise":
      return compilePromise(later, facts).fn;
    case "wrapped sync":
      return wrap({ maxEntries }, body);
    case "wrapped async":
      return wrap({ maxEntries }, async (key: number) => await later(key));
  }
}

/** Makes the calls of a round, each with a collector of its own. What they come to is empty if it can't be foretold. */
async function play(ground: Ground, functions: readonly Drawn[], round: Round, call: Call): Promise<Outcome[]> {
  ground.answers = round.answers;
  const outcomes: Promise<Outcome>[] = [];
  for (const { place, key } of round.calls) {
    const shown: string[] = [];
    const ended = collector.run(shown, async () => {
      try {
        return (await call(place % functions.length, key)) as Value;
      } catch (error) {
        return String(error);
      }
    });
    const outcome = ended.then((how) => ({ ended: how, shown }));
    if (round.isInTurn) await outcome;
    outcomes.push(outcome);
  }
  for (const { after, answers } of round.changes) {
    for (let turn = 0; turn < after; turn++) await Promise.resolve();
    ground.answers = answers;
  }
  const all = await Promise.all(outcomes);
  // Which answers each call met is a matter of chance then; what is kept of it shows in later rounds.
  return round.changes.length === 0 ? all : [];
}

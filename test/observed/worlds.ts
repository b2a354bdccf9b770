import { AsyncLocalStorage } from "node:async_hooks";
import { cacheInput, cacheData, cacheResource, endSession, replayable, runInSession } from "../../runtime/index.js";
import { compileAsync, compilePromise, compileSync } from "../runtime/compiled.js";
import { bodyOf, isOfPromises, runAsync, runSync, type Note, type Value, type World } from "./body.js";
import { SESSIONS, type Answers, type Drawn, type Program, type Round } from "./draw.js";

/** What one call came to: how it ended, and what it showed, in order. */
export interface Outcome {
  readonly ended: Value | string;
  readonly shown: readonly string[];
}

const collector = new AsyncLocalStorage<string[]>();
/** The session that running bodies are in. What is asked and shown again finds another way to it. */
const inside = new AsyncLocalStorage<number>();
const who = (): number => inside.getStore() ?? -1;

/** What the world's bodies read and write, the same in both. */
class Ground {
  now: Answers = { answers: [], own: [] };
  private readonly sessionOf: () => number;

  /** @param sessionOf tells in which session something is asked or shown */
  constructor(sessionOf: () => number) {
    this.sessionOf = sessionOf;
  }

  readonly show = (note: Note): unknown => {
    if (note.fails) throw new Error("not shown");
    return collector.getStore()?.push(note.isOwn ? `${note.text} ${this.own()}` : note.text);
  };

  /** By way of another one, which may be observed itself. */
  showLater(show: (note: Note) => unknown) {
    return async (note: Note): Promise<void> => {
      await Promise.resolve();
      show(note);
    };
  }

  readonly ask = (input: number, by: number): number => (this.now.answers[input] ?? 0) * 10 + by;

  readonly askOwn = (input: number, by: number): number => this.own() * 100 + input * 10 + by;

  askLater(ask: (input: number, by: number) => number) {
    return async (input: number, by: number): Promise<number> => {
      await Promise.resolve();
      return ask(input, by);
    };
  }

  private own(): number {
    return this.now.own[this.sessionOf()] ?? NaN;
  }
}

/** What every call of every round comes to without a cache. */
export async function withoutCache({ functions, rounds }: Program): Promise<Outcome[][]> {
  const ground = new Ground(who);
  const world: World = {
    show: (note, isAsync): unknown => (isAsync ? ground.showLater(ground.show) : ground.show)(note),
    ask: (input, by, isAsync) => (isAsync ? ground.askLater(ground.ask) : ground.ask)(input, by),
    askOwn: (input, by, isAsync) => (isAsync ? ground.askLater(ground.askOwn) : ground.askOwn)(input, by),
    call: (place, key) => plain(functions, place, key, world),
    who,
    enter: (session, run) => inside.run(session, run),
  };
  const all: Outcome[][] = [];
  for (const round of rounds) all.push(await play(ground, functions, round, world));
  return all;
}

let made = 0;

/** The same with all functions cached. */
export async function withCache({ functions, rounds }: Program): Promise<Outcome[][]> {
  const ids = Array.from({ length: SESSIONS }, (_, index) => `session ${index} of program ${made++}`);
  // What a program has to tell sessions apart by: something that each has of its own.
  const { fn: number } = compileSync((key: number) => key + who(), { scope: "session" });
  const enter = <T>(session: number, run: () => T): T =>
    inside.run(session, () => runInSession(ids[session] ?? "", run));
  for (let session = 0; session < SESSIONS; session++) enter(session, () => number(0));

  const ground = new Ground(() => number(0));
  const show = replayable(ground.show);
  const showLater = replayable(ground.showLater(show));
  const ask = cacheInput(ground.ask);
  const askLater = cacheInput(ground.askLater(ask));
  const askOwn = cacheInput(ground.askOwn);
  const askOwnLater = cacheInput(ground.askLater(askOwn));
  const world: World = {
    show(note, isAsync): unknown {
      if (isAsync) return showLater(note);
      show(note);
      return undefined;
    },
    ask: (input, by, isAsync) => (isAsync ? askLater : ask)(input, by),
    askOwn: (input, by, isAsync) => (isAsync ? askOwnLater : askOwn)(input, by),
    call: (place, key) => cached[place]?.(key),
    who,
    enter,
  };
  const cached = functions.map((drawn, place) => cachedForm(drawn, (key) => plain(functions, place, key, world)));
  try {
    const all: Outcome[][] = [];
    for (const round of rounds) all.push(await play(ground, functions, round, world));
    return all;
  } finally {
    for (const id of ids) endSession(id);
  }
}

function plain(functions: readonly Drawn[], place: number, key: number, world: World): unknown {
  const drawn = functions[place];
  const body = bodyOf(functions, place, key, world);
  return drawn !== undefined && isOfPromises(drawn) ? runAsync(body) : runSync(body);
}

function cachedForm(
  { form, kind, scope, maxEntries }: Drawn,
  body: (key: number) => unknown,
): (key: number) => unknown {
  const bound = maxEntries === undefined ? {} : { maxEntries };
  const facts = { kind, ...(scope === "session" && { scope }), ...bound };
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
      return wrap({ scope, ...bound }, body);
    case "wrapped async":
      return wrap({ scope, ...bound }, async (key: number) => await later(key));
  }
}

/** Makes the calls of a round, each with a collector of its own. What they come to is empty if it can't be foretold. */
async function play(ground: Ground, functions: readonly Drawn[], round: Round, world: World): Promise<Outcome[]> {
  ground.now = round;
  const outcomes: Promise<Outcome>[] = [];
  for (const { place, key, session } of round.calls) {
    const shown: string[] = [];
    const call = async (): Promise<Value | string> => {
      try {
        return (await world.call(place % functions.length, key)) as Value;
      } catch (error) {
        return String(error);
      }
    };
    const ended = collector.run(shown, () => world.enter(session, call)) as ReturnType<typeof call>;
    const outcome = ended.then((how) => ({ ended: how, shown }));
    if (round.isInTurn) await outcome;
    outcomes.push(outcome);
  }
  for (const { after, ...answers } of round.changes) {
    for (let turn = 0; turn < after; turn++) await Promise.resolve();
    ground.now = answers;
  }
  const all = await Promise.all(outcomes);
  // Which answers each call met is a matter of chance then; what is kept of it shows in later rounds.
  return round.changes.length === 0 ? all : [];
}

import { cacheOf, type CacheHandle } from "../../runtime/handle.js";
import { register } from "../../runtime/internal.js";
import { defineCache } from "../runtime/compiled.js";
import { makeGate, settled, type Gate } from "../runtime/gate.js";
import { KEYS, type Rules } from "./rules.js";

interface Row {
  readonly run: number;
  readonly list: number[];
}

type Cached = (tenant: number, id: number, _signal?: AbortSignal) => Row | Promise<Row>;

/** What a sync body does when it runs. */
export interface Plan {
  readonly fails: boolean;
  readonly inside: () => void;
}

/** A cached function of the real runtime whose runs a test directs. */
export class System {
  readonly outcomes: string[] = [];
  readonly released: string[] = [];
  /** How many errors the hook was given. */
  told = 0;
  /** The key of each run of the body. */
  readonly runs: number[] = [];
  readonly handle: CacheHandle<Cached>;
  /** What a sync body does when it runs next. */
  plan: Plan | undefined = undefined;
  /** What a sync body does without a plan, when it is refreshed in the background. */
  backgroundFails = false;
  private readonly gates: Gate<Row>[] = [];
  private readonly rows: Row[] = [];
  private readonly controllers = new Map<number, AbortController>();
  private readonly seen = new WeakSet();
  private readonly fn: Cached;
  private readonly rules: Rules;

  constructor(rules: Rules) {
    this.rules = rules;
    this.fn = this.compile();
    this.handle = cacheOf(this.fn);
    this.handle.configure({ onError: () => this.told++ });
    if (rules.kind === "resource") {
      this.handle.configure({
        onRelease: (row, cause) => {
          this.released.push(`${row.run} ${cause}`);
        },
      });
    }
  }

  call(key: number, hasSignal: boolean, plan: Plan): void {
    const controller = hasSignal ? new AbortController() : undefined;
    if (controller !== undefined) this.controllers.set(this.outcomes.length, controller);
    this.note(plan, () => this.fn(...keyOf(key), controller?.signal));
  }

  refresh(key: number, plan: Plan): void {
    this.note(plan, () => this.handle.refresh(...keyOf(key)));
  }

  abort(call: number): void {
    this.controllers.get(call)?.abort("aborted");
  }

  clear(key: number): void {
    this.handle.clear(...keyOf(key));
  }

  has(key: number): boolean {
    return this.handle.has(...keyOf(key));
  }

  /** Lets an async run end. */
  end(run: number, fails: boolean): void {
    if (fails) this.gates[run]?.fail(new Error(`error ${run}`));
    else this.gates[run]?.open(this.rowOf(run));
  }

  /** Lets everything happen that is on its way: what was put off to a later turn, and what that puts off. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await settled();
  }

  /** In the form that the transformer emits. */
  private compile(): Cached {
    const { kind, style, ttl, maxEntries, staleFor, staleIfError } = this.rules;
    const cache = defineCache({
      kind,
      key: ["tenant", "id"],
      tags: [["all"], ["tenant:", 0], ["id:", 1]],
      ...(ttl === undefined ? {} : { ttl }),
      ...(maxEntries === undefined ? {} : { maxEntries }),
      ...(staleFor === undefined ? {} : { refresh: "background", staleFor }),
      ...(staleIfError === undefined ? {} : { staleIfError }),
    });
    if (style === "sync") {
      return register((tenant: number, id: number): Row => {
        const entry = cache.root.next(tenant).entry(id);
        return (
          entry.hit()
            ? entry.value()
            : entry.compute(
                () => this.runSync(tenant, id),
                (root) => root.next(tenant).entry(id),
              )
        ) as Row;
      }, cache);
    }
    return register(async (tenant: number, id: number, _signal?: AbortSignal): Promise<Row> => {
      const entry = cache.root.next(tenant).entry(id);
      return (await (entry.hit()
        ? entry.value()
        : entry.computeAsync(
            async () => await this.runAsync(tenant, id, _signal),
            (root) => root.next(tenant).entry(id),
            _signal,
          ))) as Row;
    }, cache);
  }

  private runSync(tenant: number, id: number): Row {
    const run = this.begin(tenant, id);
    const { plan } = this;
    this.plan = undefined;
    plan?.inside();
    if (plan?.fails ?? this.backgroundFails) throw new Error(`error ${run}`);
    return this.rowOf(run);
  }

  private runAsync(tenant: number, id: number, signal?: AbortSignal): Promise<Row> {
    const gate = makeGate<Row>();
    this.gates[this.begin(tenant, id)] = gate;
    const leave = (): void => {
      gate.fail(signal?.reason);
    };
    signal?.addEventListener("abort", leave, { once: true });
    return gate.passed;
  }

  private begin(tenant: number, id: number): number {
    return this.runs.push(KEYS.findIndex(([one, other]) => one === tenant && other === id)) - 1;
  }

  private rowOf(run: number): Row {
    return (this.rows[run] ??= { run, list: [run] });
  }

  private note(plan: Plan, make: () => Row | Promise<Row>): void {
    const call = this.outcomes.push("pending") - 1;
    this.plan = plan;
    try {
      const made = make();
      if (!(made instanceof Promise)) {
        this.outcomes[call] = this.outcomeOf(made);
        return;
      }
      made.then(
        (row) => (this.outcomes[call] = this.outcomeOf(row)),
        (error: unknown) => (this.outcomes[call] = describe(error)),
      );
    } catch (error) {
      this.outcomes[call] = describe(error);
    } finally {
      // What was answered without the body doesn't leave its plan to another.
      this.plan = undefined;
    }
  }

  /** Says of a value what it is, and spoils it if it should be the caller's own. */
  private outcomeOf(row: Row): string {
    const { run, list } = row;
    if (this.rules.kind === "resource") return row === this.rows[run] ? `value ${run}` : `another object of ${run}`;
    const isOwn = !this.seen.has(row) && !this.seen.has(list);
    this.seen.add(row);
    this.seen.add(list);
    const isIntact = list.length === 1 && list[0] === run;
    list.push(-1);
    return isOwn && isIntact ? `value ${run}` : `value ${run}, ${isOwn ? "spoilt" : "shared"}`;
  }
}

function keyOf(key: number): readonly [number, number] {
  return KEYS[key] ?? [9, 9];
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

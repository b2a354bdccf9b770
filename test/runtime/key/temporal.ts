/** Stands in for Temporal, which Node 20 hasn't: classes that hold what they were made from. */
class Texts {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  static from(text: string): Texts {
    return new this(text);
  }

  toString(options?: { readonly calendarName?: string }): string {
    return options?.calendarName === "always" ? this.#text : this.#text.slice(0, 7);
  }
}

const FIELDS = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const;
const FRACTIONS = ["milliseconds", "microseconds", "nanoseconds"] as const;

class Duration {
  readonly #fields: readonly number[];

  constructor(...fields: number[]) {
    this.#fields = fields;
  }

  field(index: number): number {
    return this.#fields[index] ?? 0;
  }
}

[...FIELDS, ...FRACTIONS].forEach((unit, index) => {
  Object.defineProperty(Duration.prototype, unit, {
    get(this: Duration) {
      return this.field(index);
    },
  });
});

/** A `Temporal` with what keys ask for. */
export const Temporal = {
  Instant: class extends Texts {},
  ZonedDateTime: class extends Texts {},
  PlainDate: class extends Texts {},
  PlainTime: class extends Texts {},
  PlainDateTime: class extends Texts {},
  PlainYearMonth: class extends Texts {},
  PlainMonthDay: class extends Texts {},
  Duration,
};

/** Puts it in place for the tests of a file. */
export function useTemporal(): void {
  const holder = globalThis as { Temporal?: unknown };
  let before: PropertyDescriptor | undefined;
  beforeAll(() => {
    before = Object.getOwnPropertyDescriptor(holder, "Temporal");
    Object.defineProperty(holder, "Temporal", { value: Temporal, configurable: true, writable: true });
  });
  afterAll(() => {
    if (before === undefined) delete holder.Temporal;
    else Object.defineProperty(holder, "Temporal", before);
  });
}

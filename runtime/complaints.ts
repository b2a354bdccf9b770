import { warnOfChangedArguments, warnOfHiddenError, warnOfSize, warnOfUnsettledInput } from "./errors.js";
import { channels, type ErrorEvent } from "./events.js";
import type { CacheHooks } from "./hooks.js";
import type { Flaw } from "./inputs/readings.js";
import { labelOf } from "./observed.js";

/** What one function's cache says in process warnings: each thing once. */
export class Complaints {
  private readonly label: string;
  private readonly made = new Set<string>();

  /** @param label the function as messages name it */
  constructor(label: string) {
    this.label = label;
  }

  /** Something in the key of a call was changed while it was being computed. */
  changedArguments(): void {
    if (this.isFirst("changed arguments")) warnOfChangedArguments(this.label);
  }

  /** What a computation asked doesn't belong together. */
  unsettledInputs(flaw: Flaw): void {
    if (this.isFirst("unsettled inputs")) warnOfUnsettledInput(this.label, labelOf(flaw.input), flaw);
  }

  /** A value is larger than all that may be kept. */
  size(bytes: number, maxBytes: number): void {
    if (this.isFirst("size")) warnOfSize(this.label, bytes, maxBytes);
  }

  /** An error that no caller sees goes to the program's hook; it is only printed where nobody listens. */
  hidden(error: unknown, during: ErrorEvent["during"], { onError }: CacheHooks): void {
    if (onError === undefined) {
      if (!channels.error.hasSubscribers && this.isFirst(during)) warnOfHiddenError(this.label, during, error);
      return;
    }
    try {
      onError(error);
    } catch (own) {
      if (this.isFirst("onError")) warnOfHiddenError(this.label, "onError", own);
    }
  }

  private isFirst(complaint: string): boolean {
    const isFirst = !this.made.has(complaint);
    this.made.add(complaint);
    return isFirst;
  }
}

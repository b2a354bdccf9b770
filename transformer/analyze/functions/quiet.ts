import type ts from "typescript";
import type { Compiler } from "../../compiler/adapter.js";

/** Helpers that lead to nothing outside that matters, whichever function runs them: by compiler, since files outlive one. */
const known = new WeakMap<Compiler, WeakSet<ts.Node>>();

/**
 * Tells helpers that need no second look from others, while the code that a function runs is gone through: a helper that
 * hundreds of functions reach is followed for the first of them.
 */
export class QuietHelpers {
  private readonly quiet: WeakSet<ts.Node>;
  /** The code that leads to each piece of code. */
  private readonly callers = new Map<ts.Node, ts.Node[]>();
  /** Code in which something was found, or left out on behalf of this one function. */
  private readonly noisy = new Set<ts.Node>();

  constructor(compiler: Compiler) {
    this.quiet = known.get(compiler) ?? new WeakSet();
    known.set(compiler, this.quiet);
  }

  has(code: ts.Node): boolean {
    return this.quiet.has(code);
  }

  leads(from: ts.Node, to: ts.Node): void {
    const callers = this.callers.get(to);
    if (callers === undefined) this.callers.set(to, [from]);
    else callers.push(from);
  }

  disturb(code: ts.Node): void {
    this.noisy.add(code);
  }

  /** Keeps what was learnt, once all is gone through. */
  learn(): void {
    // A set that grows while it is gone through comes to what was added as well.
    for (const code of this.noisy) for (const caller of this.callers.get(code) ?? []) this.noisy.add(caller);
    for (const code of this.callers.keys()) if (!this.noisy.has(code)) this.quiet.add(code);
  }
}

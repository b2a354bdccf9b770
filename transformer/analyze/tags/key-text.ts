import type { LiteralProblem } from "./literal.js";

/** A path as it was written: `user.id`, `opts["x"]?.[0]`. */
export interface KeyExpression {
  readonly start: number;
  readonly end: number;
  /** What it begins with, which is a name, and then one property after the other. */
  readonly steps: readonly [KeyStep<string>, ...KeyStep<string | number>[]];
}

interface KeyStep<Step> {
  readonly step: Step;
  readonly start: number;
  readonly end: number;
}

export interface KeyText {
  readonly expressions: readonly KeyExpression[];
  readonly problem: LiteralProblem | undefined;
  /** Where it ends: at the next tag, or with the comment. */
  readonly end: number;
}

/**
 * Reads the expressions of `@cacheKey`, from `start` in a comment's text. Paths only: whatever else there is would have
 * to be compiled, evaluated on every call, and checked for what it reads.
 */
export function readKeyText(text: string, start: number): KeyText {
  const expressions: KeyExpression[] = [];
  let position = skipSpace(text, start);
  const stop = (expected: string): KeyText => ({
    expressions: [],
    problem: { expected, at: isEnd(text, position) ? Math.max(start, lastOf(text, position)) : position },
    end: endOf(text, position),
  });

  if (isEnd(text, position)) return { expressions, problem: undefined, end: position };
  for (;;) {
    const expression = readPath(text, position);
    if (expression === undefined) return stop("a property path, such as user.id,");
    expressions.push(expression);
    position = skipSpace(text, expression.end);
    if (isEnd(text, position)) return { expressions, problem: undefined, end: position };
    if (text[position] !== ",") return stop('"," or the end of the comment');
    position = skipSpace(text, position + 1);
  }
}

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const PROPERTY = /\s*\??\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/uy;
const ELEMENT = /\s*(?:\?\.\s*)?\[\s*(?:(0|[1-9]\d{0,9})|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*\]/y;

/** Reads one path that begins at `start`; undefined if none does. */
export function readPath(text: string, start: number): KeyExpression | undefined {
  const name = match(NAME, text, start);
  if (name === undefined) return undefined;
  const first = { step: name[0], start, end: start + name[0].length };
  const steps: KeyStep<string | number>[] = [];
  for (let position = first.end; ;) {
    const found = match(PROPERTY, text, position) ?? match(ELEMENT, text, position);
    const step = found && toStep(found);
    if (found === undefined || step === undefined) return { start, end: position, steps: [first, ...steps] };
    const end = position + found[0].length;
    steps.push({ step, start: end - found[0].trimStart().replace(/^\??\.\s*/, "").length, end });
    position = end;
  }
}

/** The property that was read: a name, an index, or a string in quotes. */
function toStep(found: RegExpExecArray): string | number | undefined {
  const [, nameOrIndex, double, single] = found;
  if (nameOrIndex !== undefined) return /^\d/.test(nameOrIndex) ? Number(nameOrIndex) : nameOrIndex;
  const written = (double ?? single)?.replace(/\\(.)/g, "$1");
  return written !== undefined && /^(0|[1-9]\d{0,9})$/.test(written) ? Number(written) : written;
}

function match(form: RegExp, text: string, at: number): RegExpExecArray | undefined {
  form.lastIndex = at;
  return form.exec(text) ?? undefined;
}

function skipSpace(text: string, from: number): number {
  let position = from;
  while (/\s/.test(text[position] ?? "")) position++;
  return position;
}

function isEnd(text: string, position: number): boolean {
  return position >= text.length || /^@[A-Za-z]/.test(text.slice(position, position + 2));
}

function endOf(text: string, from: number): number {
  const next = /\s@[A-Za-z]/g;
  next.lastIndex = from;
  return next.exec(text)?.index ?? text.length;
}

/** The last character before a position that is no space. */
function lastOf(text: string, position: number): number {
  let last = position - 1;
  while (/\s/.test(text[last] ?? "")) last--;
  return last;
}

import { parseArgs } from "node:util";
import { closest } from "../transformer/analyze/tags/names.js";
import { UsageError } from "./command.js";

/** An option of a command, under its name without the hyphens. */
export interface OptionSpec {
  readonly type: "boolean" | "string";
  readonly short?: string;
  /** What a text is called in the help: `file`. */
  readonly value?: string;
  readonly description: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What a command is given. */
export interface Arguments {
  readonly operands: readonly string[];
  has(option: string): boolean;
  /** The texts given for an option, in their order. */
  texts(option: string): readonly string[];
}

/**
 * Reads the arguments behind a command's name.
 *
 * @throws {UsageError} for an option that isn't there, with the one that was probably meant, and for a value too much
 * or too few
 */
export function readArguments(args: readonly string[], specs: OptionSpecs): Arguments {
  // Node's own messages know nothing of close names, so the checks are made here.
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(specs).map(([name, { type, short }]) => [
        name,
        { type, ...(short === undefined ? {} : { short }) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const operands: string[] = [];
  const options = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    checkOption(token, specs);
    options.set(token.name, [...(options.get(token.name) ?? []), token.value ?? ""]);
  }
  return {
    operands,
    has: (option) => options.has(option),
    texts: (option) => options.get(option) ?? [],
  };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkOption({ name, rawName, value, inlineValue }: OptionToken, specs: OptionSpecs): void {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec === undefined) throw new UsageError(unknown("option", rawName, optionNames(specs)));
  if (spec.type === "boolean") {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, and is given ${JSON.stringify(value)}.`);
    return;
  }
  if (value === undefined || value === "") throw new UsageError(`${rawName} needs a <${spec.value ?? "value"}>.`);
  // parseArgs takes the next argument whatever it is.
  if (inlineValue !== true && value.startsWith("-")) {
    throw new UsageError(
      `${rawName} needs a <${spec.value ?? "value"}>, and ${value} looks like an option. ` +
        `Write --${name}=${value} if it is none.`,
    );
  }
}

function optionNames(specs: OptionSpecs): string[] {
  return Object.keys(specs).map((name) => `--${name}`);
}

/** Says that there is no such thing, and what was probably meant. */
export function unknown(kind: string, given: string, candidates: readonly string[]): string {
  const meant = closest(given, candidates);
  return `There is no ${kind} ${given}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}

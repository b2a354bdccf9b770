import { readArguments, unknown, type OptionSpec, type OptionSpecs } from "./arguments.js";
import { check } from "./check.js";
import { CommandError, FAILED, UsageError, type Command, type Io } from "./command.js";
import { diff } from "./diff.js";
import { explain } from "./explain.js";

/** Every command, in the order of the help. */
const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["explain", explain],
  ["diff", diff],
  ["check", check],
]);

const HELP: OptionSpec = { type: "boolean", short: "h", description: "print this help" };
const GENERAL: OptionSpecs = {
  help: HELP,
  version: { type: "boolean", short: "v", description: "print the version of tscached" },
};

/**
 * Runs what a command line asks for.
 *
 * @param argv what stands behind `tscached`
 * @returns the exit code
 */
export function run(argv: readonly string[], io: Io): number {
  const [name, ...rest] = argv;
  const command = name === undefined ? undefined : COMMANDS.get(name);
  try {
    return name === undefined || command === undefined ? runGeneral(argv, io) : runCommand(name, command, rest, io);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const called = command === undefined ? "tscached" : `tscached ${name ?? ""}`;
    const hint = error instanceof UsageError ? `Try: ${called} --help\n` : "";
    io.err(`${called}: ${error.message}\n${hint}`);
    return FAILED;
  }
}

function runCommand(name: string, command: Command, args: readonly string[], io: Io): number {
  const options = { ...command.options, help: HELP };
  const given = readArguments(args, options);
  if (!given.has("help")) return command.run(given, io);
  io.out(
    `Usage: tscached ${[name, command.operands, "[options]"].filter((part) => part !== "").join(" ")}\n\n` +
      `${command.details}\n\nOptions:\n${optionLines(options)}`,
  );
  return 0;
}

/** What begins with no command: an option, or nothing, or a mistake. */
function runGeneral(argv: readonly string[], io: Io): number {
  const [first] = argv;
  if (first?.startsWith("-") === false) throw new UsageError(unknown("command", first, [...COMMANDS.keys()]));
  const given = readArguments(argv, GENERAL);
  if (given.has("version")) io.out(`${io.version}\n`);
  else if (given.has("help")) io.out(generalHelp());
  else {
    io.err(generalHelp());
    return FAILED;
  }
  return 0;
}

function generalHelp(): string {
  const commands = [...COMMANDS].map(([name, { operands, summary }]) => [`${name} ${operands}`, summary] as const);
  return (
    `Usage: tscached <command> [options]\n\nCommands:\n${columns(commands)}\n` +
    `Options:\n${optionLines(GENERAL)}\nHelp for one command: tscached <command> --help\n`
  );
}

function optionLines(specs: OptionSpecs): string {
  return columns(
    Object.entries(specs).map(([name, { short, value, description }]) => {
      const names = `${short === undefined ? "" : `-${short}, `}--${name}`;
      return [value === undefined ? names : `${names} <${value}>`, description];
    }),
  );
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
}

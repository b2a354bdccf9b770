import type { Arguments, OptionSpecs } from "./arguments.js";

/** The world, as far as commands touch it beside reading files. */
export interface Io {
  /** Where relative paths are seen from. */
  readonly cwd: string;
  /** The version of this package. */
  readonly version: string;
  /** Whether what goes to `out` may be coloured. */
  readonly colour: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** A command: what its help says, and what it does. */
export interface Command {
  /** What stands behind the name in the usage line: `<function>`. */
  readonly operands: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The rest of the command's help. */
  readonly details: string;
  readonly options: OptionSpecs;
  /**
   * Writes its findings to `io.out`.
   *
   * @returns the exit code
   * @throws {CommandError} if it can't do what it is asked to
   */
  readonly run: (given: Arguments, io: Io) => number;
}

/** What every command exits with when it can't do what it is asked to. */
export const FAILED = 2;

/** Why a command can't do what it is asked to, in words for its user. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** A command that was called in a wrong way, so that its help may be of use. */
export class UsageError extends CommandError {}

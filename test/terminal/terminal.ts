/** A pseudo-terminal with a command in it, and its screen. */
export interface Terminal {
  /** What is to be seen, without what is empty at the ends of lines and below. */
  screen(): Promise<readonly string[]>;
  /** All that was ever written to it, with its control sequences. */
  written(): string;
  isCursorVisible(): Promise<boolean>;
  /** As if these keys were pressed: `\u0003` for Ctrl+C. */
  press(keys: string): void;
  end(): Promise<void>;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Runs a command line of the shell in a terminal. */
export type OpenTerminal = (command: string, size: TerminalSize) => Promise<Terminal>;

/** Variables that this process has from its test runner, or from CI, and a person's shell doesn't. */
const UNSET = [
  "BUILD_NUMBER",
  "CI",
  "CONTINUOUS_INTEGRATION",
  "FORCE_COLOR",
  "JEST_WORKER_ID",
  "NODE_ENV",
  "NODE_TEST_CONTEXT",
  "NO_COLOR",
  "TEAMCITY_VERSION",
  "TF_BUILD",
  "VITEST",
];

/** The environment that a person's shell has. */
export const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !UNSET.includes(name))),
  LC_ALL: "C.UTF-8",
  TERM: "xterm-256color",
};

/** Looks at the screen until it is as expected, for a minute at most; gives back what it saw last. */
export async function lastOf(
  terminal: Terminal,
  isExpected: (screen: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const screen = await terminal.screen();
    if (isExpected(screen) || Date.now() > deadline) return screen;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Looks at the screen until it is as expected; gives it back then. */
export async function seen(
  terminal: Terminal,
  what: string,
  isExpected: (screen: string) => boolean,
): Promise<readonly string[]> {
  const screen = await lastOf(terminal, (now) => isExpected(now.join("\n")));
  if (isExpected(screen.join("\n"))) return screen;
  throw new Error(`The screen never showed ${what}, but at last:\n${screen.join("\n")}`);
}

/** Lines as a person sees them: nothing behind them, and nothing below. */
export function trimmed(lines: readonly string[]): string[] {
  const texts = lines.map((line) => line.trimEnd());
  while (texts.at(-1) === "") texts.pop();
  return texts;
}

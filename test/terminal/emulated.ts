import { spawn } from "node:child_process";
import { Terminal as Emulator } from "@xterm/headless";
import { ENVIRONMENT, trimmed, type OpenTerminal } from "./terminal.js";

/** A pseudo-terminal that `script` opens, with its screen drawn by xterm.js. */
export const emulated: OpenTerminal = (command, { columns, rows }) => {
  const emulator = new Emulator({ cols: columns, rows, allowProposedApi: true });
  const sized = `stty cols ${columns} rows ${rows}; ${command}\nsleep 600`;
  const child = spawn("script", ["-qfec", sized, "/dev/null"], {
    env: ENVIRONMENT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let written = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written += text;
    emulator.write(text);
  });
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => {
      resolve();
    });
  });
  // It takes what it is given in a later turn.
  const drawn = (): Promise<void> =>
    new Promise((resolve) => {
      emulator.write("", resolve);
    });
  return Promise.resolve({
    screen: async () => {
      await drawn();
      const { active } = emulator.buffer;
      return trimmed(
        Array.from({ length: rows }, (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? ""),
      );
    },
    written: () => written,
    // What hides it is written down; nothing else does.
    isCursorVisible: () => Promise.resolve(written.lastIndexOf("\u001B[?25l") <= written.lastIndexOf("\u001B[?25h")),
    press: (keys) => void child.stdin.write(keys),
    end: async () => {
      child.kill("SIGKILL");
      await ended;
      emulator.dispose();
    },
  });
};

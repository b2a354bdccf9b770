import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ENVIRONMENT, trimmed, type OpenTerminal } from "./terminal.js";

const run = promisify(execFile);

/** A terminal of a tmux server of its own. */
export const tmux: OpenTerminal = async (command, { columns, rows }) => {
  const folder = mkdtempSync(join(tmpdir(), "tscached-tmux-"));
  const written = join(folder, "written");
  const go = join(folder, "go");
  const script = join(folder, "command.sh");
  // Begins when everything is being written down.
  writeFileSync(script, `while [ ! -e '${go}' ]; do sleep 0.02; done\n${command}\nsleep 600\n`);
  const ask = async (...args: string[]): Promise<string> =>
    (await run("tmux", ["-S", join(folder, "socket"), "-u", "-f", "/dev/null", ...args], { env: ENVIRONMENT })).stdout;
  await ask("new-session", "-d", "-x", String(columns), "-y", String(rows), `TERM=xterm-256color sh '${script}'`);
  await ask("pipe-pane", `cat > '${written}'`);
  writeFileSync(go, "");
  return {
    screen: async () => trimmed((await ask("capture-pane", "-p")).split("\n")),
    written: () => (existsSync(written) ? readFileSync(written, "utf8") : ""),
    isCursorVisible: async () => (await ask("display-message", "-p", "#{cursor_flag}")).trim() === "1",
    press: (keys) => {
      execFileSync("tmux", ["-S", join(folder, "socket"), "send-keys", "-l", keys]);
    },
    end: async () => {
      await ask("kill-server");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

import { spawnSync } from "node:child_process";
import { emulated } from "./emulated.js";
import type { OpenTerminal } from "./terminal.js";
import { tmux } from "./tmux.js";

/**
 * The terminals that this machine has: tmux, which draws its own screen; and what `script` of util-linux gives, drawn by
 * xterm.js, for machines without tmux.
 */
export function availableTerminals(): (readonly [name: string, open: OpenTerminal])[] {
  return [
    ...(succeeds("tmux", "-V") ? [["tmux", tmux] as const] : []),
    ...(succeeds("script", "-qfec", "true", "/dev/null") ? [["script and xterm.js", emulated] as const] : []),
  ];
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: ["ignore", "ignore", "ignore"] }).status === 0;
}

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "./compiler.js";

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** What Node's `--cpu-prof` writes. */
interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const PLUGIN = "/dist/cjs/transformer/";
/** What the plugin wraps, and hands on to the compiler; all else that it calls is done for it. */
const HANDED_ON = /(^|\.)(emit|getSemanticDiagnostics|getBindAndCheckDiagnostics|getProgramDiagnostics)$/;
/** What is nobody's in particular. */
const ASIDE = new Set(["(garbage collector)", "(idle)"]);

/**
 * The share of a build that is spent in the plugin and in what it calls, from 0 to 1. What slows the machine slows the
 * rest of the build alike, so that one build tells. It is more than what the plugin adds, as far as the compiler would
 * have found out later what it is asked.
 */
export async function pluginShare(folder: string, tsconfig: string): Promise<number> {
  const profiles = mkdtempSync(join(tmpdir(), "tscached-bench-"));
  try {
    await compile(folder, tsconfig, ["--cpu-prof", `--cpu-prof-dir=${profiles}`, "--cpu-prof-name=profile"]);
    return shareIn(JSON.parse(readFileSync(join(profiles, "profile"), "utf8")) as Profile);
  } finally {
    rmSync(profiles, { recursive: true, force: true });
  }
}

function shareIn({ nodes, samples, timeDeltas }: Profile): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ofPlugin = new Set<number>();
  // A list that grows while it is gone through comes to what was added as well. The first is the root.
  const open = nodes.slice(0, 1).map((node) => ({ node, isIn: false }));
  for (const { node, isIn } of open) {
    if (isIn) ofPlugin.add(node.id);
    for (const child of (node.children ?? []).map((id) => byId.get(id)).filter((found) => found !== undefined)) {
      const { functionName, url } = child.callFrame;
      const isHandedOn = HANDED_ON.test(functionName);
      open.push({ node: child, isIn: url.includes(PLUGIN) || (isIn && !isHandedOn) });
    }
  }
  let all = 0;
  let plugin = 0;
  for (const [index, id] of samples.entries()) {
    const time = timeDeltas[index] ?? 0;
    if (ASIDE.has(byId.get(id)?.callFrame.functionName ?? "")) continue;
    all += time;
    if (ofPlugin.has(id)) plugin += time;
  }
  return plugin / all;
}

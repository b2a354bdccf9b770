import type { Follower } from "./follower.js";
import { whyDifferent, type Publication } from "./observe.js";

/** What a build published that a clean one doesn't. */
export function differsInPublication(found: Publication, clean: Publication): string | undefined {
  const wrong = difference(found.listed, clean.listed);
  if (wrong !== undefined) return `in the manifest ${wrong}\n${whyDifferent(found, clean)}`;
  const paths = Object.keys(clean.files).filter((path) => found.files[path] !== clean.files[path]);
  if (paths.length === 0) return undefined;
  return paths
    .map((path) => `${path} is\n${found.files[path] ?? "missing"}\ninstead of\n${clean.files[path] ?? ""}`)
    .join("\n");
}

/** What the compiler wrote only with the plugin, or only without. */
export function differsInOutput(follower: Follower): string | undefined {
  const { ours, plain } = follower.takeWritten();
  if (text(ours) === text(plain)) return undefined;
  const more = ours.filter((path) => !plain.includes(path));
  const less = plain.filter((path) => !ours.includes(path));
  return `with the plugin it wrote also ${text(more)}, and not ${text(less)}`;
}

/** Where two lists of versions differ. */
export function difference(
  found: Readonly<Record<string, string>>,
  clean: Readonly<Record<string, string>>,
  isAllowed: (version: string) => boolean = () => false,
): string | undefined {
  const keys = [...new Set([...Object.keys(found), ...Object.keys(clean)])].sort();
  const wrong = keys.filter((key) => found[key] !== clean[key] && !isAllowed(found[key] ?? ""));
  if (wrong.length === 0) return undefined;
  return wrong.map((key) => `${key} is ${found[key] ?? "missing"} instead of ${clean[key] ?? "missing"}`).join("; ");
}

export function text(value: unknown): string {
  return JSON.stringify(value);
}

import { createRequire } from "node:module";
import type * as Yaml from "yaml";

/** Reads YAML. The library is loaded when a lock file asks for it, and not with every compiler. */
export function parseYaml(text: string): unknown {
  const { parse } = createRequire(__filename)("yaml") as typeof Yaml;
  return parse(text);
}

import type { Compiler } from "../compiler/adapter.js";
import type { PluginSettings } from "../settings.js";
import type { Reporter } from "./report.js";

/** What every part of the analysis of one file works with. */
export interface Context {
  readonly compiler: Compiler;
  readonly settings: PluginSettings;
  readonly reporter: Reporter;
}

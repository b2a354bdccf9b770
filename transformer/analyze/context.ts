import type ts from "typescript";
import type { Compiler } from "../compiler/adapter.js";
import type { PluginSettings } from "../settings.js";
import type { Reporter } from "./report.js";

/** What every part of the analysis of one function works with. */
export interface Context {
  readonly compiler: Compiler;
  readonly settings: PluginSettings;
  readonly reporter: Reporter;
  /** Takes in the methods by which classes say what stands for them in the function's key. */
  readonly keyMethods: Set<ts.Node>;
}

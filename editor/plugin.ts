import type ts from "typescript";
import { readSettings, type PluginSettings } from "../transformer/settings.js";
import { createTurns, decorate } from "./decorate.js";
import { createGuard } from "./guard.js";
import { createCodeFixes, supportOurFixes } from "./service/code-fixes.js";
import { createCompletions } from "./service/completions.js";
import { createDefinitions } from "./service/definitions.js";
import { createComplaint, createDiagnostics } from "./service/diagnostics.js";
import type { Features, Surroundings } from "./service/features.js";
import { createQuickInfo } from "./service/quick-info.js";
import { createOpenFiles } from "./views.js";

type TS = typeof ts;

/** What a language server makes a plugin with; other hosts of language services give less. */
export interface PluginInfo extends Pick<ts.server.PluginCreateInfo, "languageService"> {
  readonly config?: unknown;
  /** The server's own side; TypeScript says nothing of what is in it. */
  readonly session?: unknown;
  readonly project?: { readonly projectService?: { readonly logger?: Pick<ts.server.Logger, "info"> } };
}

/** A server that reads a project's configuration again decorates what is decorated already: only the last one answers. */
const takeTurn = createTurns();

/** A language service that shows what we have to say beside what the compiler says. */
export function createEditor(host: TS, info: PluginInfo): ts.LanguageService {
  const { languageService: base, project, session } = info;
  const guard = createGuard(host, (text) => project?.projectService?.logger?.info(text));
  const features = guard.run("The plugin", {}, () => featuresOf({ host, base, guard }, info.config));
  guard.run("getSupportedCodeFixes", undefined, () => {
    if (session !== undefined) supportOurFixes(session);
  });
  return decorate(base, features, takeTurn(project));
}

function featuresOf(surroundings: Omit<Surroundings, "open">, config: unknown): Features {
  const { host, base, guard } = surroundings;
  const settings = settingsOf(config);
  if (typeof settings === "string") {
    guard.log(settings);
    return createComplaint(surroundings, settings);
  }
  const all: Surroundings = { ...surroundings, open: createOpenFiles(host, base, settings) };
  return {
    ...createDiagnostics(all),
    ...createCodeFixes(all),
    ...createQuickInfo(all),
    ...createCompletions(all),
    ...createDefinitions(all),
  };
}

/** The settings of the plugin line, or what is wrong with it. */
function settingsOf(config: unknown): PluginSettings | string {
  try {
    return readSettings(config);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

import { createRequire } from "node:module";
import type ts from "typescript";
import type * as Editor from "../../editor/plugin.js";

/** What a language server asks a plugin for. */
export interface ServerPlugin {
  create(info: Editor.PluginInfo): ts.LanguageService;
}

/** The plugin of a language server. The editor's side is loaded when a project asks for it: a build never does. */
export function createServerPlugin(host: typeof ts): ServerPlugin {
  return {
    create(info) {
      const { createEditor } = createRequire(__filename)("../../editor/plugin.js") as typeof Editor;
      return createEditor(host, info);
    },
  };
}

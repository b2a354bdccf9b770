import type ts from "typescript";
import type { Compiler } from "../transformer/compiler/adapter.js";
import { createSession, versionsAtOnce, type Session } from "../transformer/hosts/session.js";
import type { PluginSettings } from "../transformer/settings.js";
import { createGapFinder } from "./gaps.js";
import { LateVersions } from "./late-versions.js";
import type { CompletionView, FileView, UseView } from "./view.js";

type TS = typeof ts;

/** A file as it is now, and the analysis of the program that it belongs to. */
interface OpenFile {
  readonly file: ts.SourceFile;
  readonly session: Session;
  /** Undefined for a file without tags. */
  view(): FileView | undefined;
  completionView(): CompletionView;
  /** For a file that needs no tags of its own. */
  useView(): UseView;
}

/** Finds files by name in the program as it is now. */
export type OpenFiles = (fileName: string) => OpenFile | undefined;

/** @param service the compiler's own, without what we add to it */
export function createOpenFiles(host: TS, service: ts.LanguageService, settings: PluginSettings): OpenFiles {
  // Each edit makes a new program, and what is known of the old one goes along with it.
  const sessions = new WeakMap<ts.Program, Session>();

  const gaps = createGapFinder(host);

  function createVersions(program: ts.Program, compiler: Compiler): LateVersions {
    return new LateVersions(
      () => versionsAtOnce(compiler),
      () => gaps.mayBeIn(program, compiler),
    );
  }

  function sessionOf(program: ts.Program): Session {
    const session =
      sessions.get(program) ?? createSession(host, program, settings, (compiler) => createVersions(program, compiler));
    sessions.set(program, session);
    return session;
  }

  return (fileName) => {
    const program = service.getProgram();
    const file = program?.getSourceFile(fileName);
    if (program === undefined || file === undefined) return undefined;
    const session = sessionOf(program);
    const parts = { host, program, service, file };
    return {
      file,
      session,
      view: () => {
        const facts = session.facts(file);
        return facts && { ...parts, ...facts };
      },
      completionView: () => ({ ...parts, compiler: () => session.compiler() }),
      useView: () => ({ file, compiler: session.compiler(), factsOf: (other) => session.facts(other) }),
    };
  };
}

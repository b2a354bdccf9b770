import type ts from "typescript";
import { FIXABLE_CODES, fixAll, fixesFor } from "../fixes/index.js";
import type { Features, Surroundings } from "./features.js";

/** Our quick fixes among the compiler's. */
export function createCodeFixes({ base, open, guard }: Surroundings): Features {
  function ours(
    fileName: string,
    start: number,
    end: number,
    codes: readonly number[],
    format: ts.FormatCodeSettings,
  ): readonly ts.CodeFixAction[] {
    if (!codes.some((code) => FIXABLE_CODES.includes(code))) return [];
    const view = open(fileName)?.view();
    const asked = view?.plan.diagnostics.filter(
      ({ code, place }) => codes.includes(code) && place.start === start && place.start + place.length === end,
    );
    const newLine = format.newLineCharacter ?? "\n";
    return view === undefined ? [] : (asked ?? []).flatMap((diagnostic) => fixesFor(view, diagnostic, { newLine }));
  }

  return {
    getCodeFixesAtPosition: (fileName, start, end, codes, format, ...rest) => [
      ...base.getCodeFixesAtPosition(fileName, start, end, codes, format, ...rest),
      ...guard.run("getCodeFixesAtPosition", [], () => ours(fileName, start, end, codes, format)),
    ],
    getCombinedCodeFix: (scope, fixId, ...rest) => {
      const changed = guard.run("getCombinedCodeFix", undefined, () => {
        const view = typeof fixId === "string" ? open(scope.fileName)?.view() : undefined;
        return view && fixAll(view, fixId as string);
      });
      return changed ?? base.getCombinedCodeFix(scope, fixId, ...rest);
    },
    ...supportedCodeFixes(base),
  };
}

/** An editor asks for fixes of codes that are named here only. Since TypeScript 5.0 it is the service that is asked. */
function supportedCodeFixes(base: ts.LanguageService): Features {
  const { getSupportedCodeFixes } = base as Partial<ts.LanguageService>;
  if (getSupportedCodeFixes === undefined) return {};
  return { getSupportedCodeFixes: (...rest) => withOurs(getSupportedCodeFixes.call(base, ...rest)) };
}

/** Where nobody asks the service, or before any project is open: what a server answers to all of its projects' editors. */
export function supportOurFixes(session: unknown): void {
  const server = session as { getSupportedCodeFixes?: ((...rest: unknown[]) => string[]) & { readonly [OURS]?: true } };
  const theirs = server.getSupportedCodeFixes;
  if (theirs === undefined || theirs[OURS]) return;
  server.getSupportedCodeFixes = Object.assign((...rest: unknown[]) => withOurs(theirs.apply(session, rest)), {
    [OURS]: true as const,
  });
}

const OURS = Symbol("tscached");

function withOurs(codes: readonly string[]): string[] {
  return [...new Set([...codes, ...FIXABLE_CODES.map(String)])];
}

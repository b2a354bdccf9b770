import type ts from "typescript";
import { mayHaveTags } from "../../transformer/analyze/tags/names.js";
import { toHostDiagnostic } from "../../transformer/compiler/diagnostics.js";
import { catalogue } from "../../transformer/diagnostics/catalogue.js";
import type { Features, Surroundings } from "./features.js";

/** Since TypeScript 5.6, and internal to it: a large file's visible part comes first, and the whole follows. */
interface RegionDiagnostics {
  getRegionSemanticDiagnostics(
    fileName: string,
    ...rest: readonly unknown[]
  ): { readonly diagnostics: readonly ts.Diagnostic[]; readonly spans: readonly ts.TextSpan[] } | undefined;
}

type Find = (fileName: string) => readonly ts.Diagnostic[];

/** Our diagnostics among the compiler's: the very ones that a build reports, and suggestions. */
export function createDiagnostics(surroundings: Surroundings): Features {
  const { host, base, open, guard } = surroundings;
  const suggestions: Find = (fileName) => {
    const { file, session } = open(fileName) ?? {};
    return file && session ? session.suggestions(file) : [];
  };
  return {
    ...addProblems(surroundings, (fileName) => {
      const { file, session } = open(fileName) ?? {};
      const found = file && session ? [...session.errors(file), ...session.warnings(file)] : [];
      for (const { code, messageText } of found) {
        if (code === catalogue.internalError.code) guard.log(host.flattenDiagnosticMessageText(messageText, "\n"));
      }
      return found;
    }),
    getSuggestionDiagnostics: (fileName, ...rest) => [
      ...base.getSuggestionDiagnostics(fileName, ...rest),
      ...guard.run("getSuggestionDiagnostics", [], () => suggestions(fileName) as ts.DiagnosticWithLocation[]),
    ],
  };
}

/** In the place of all diagnostics, where the plugin line is wrong: it is shown in every file that has tags. */
export function createComplaint(surroundings: Omit<Surroundings, "open">, detail: string): Features {
  const { host, base } = surroundings;
  return addProblems(surroundings, (fileName) => {
    const program = base.getProgram();
    const file = program?.getSourceFile(fileName);
    if (program === undefined || file === undefined || !mayHaveTags(file.text)) return [];
    const place = { file: file.fileName, start: 0, length: 1 };
    return [
      toHostDiagnostic(host, program, { ...catalogue.badSettings({ detail }), category: "error", place, related: [] }),
    ];
  });
}

function addProblems({ base, guard }: Pick<Surroundings, "base" | "guard">, find: Find): Features {
  const problems: Find = (fileName) => guard.run("getSemanticDiagnostics", [], () => find(fileName));
  const whole: Features = {
    getSemanticDiagnostics: (fileName, ...rest) => [
      ...base.getSemanticDiagnostics(fileName, ...rest),
      ...problems(fileName),
    ],
  };
  const inRegions = (base as Partial<RegionDiagnostics>).getRegionSemanticDiagnostics;
  if (inRegions === undefined) return whole;
  const regions: RegionDiagnostics = {
    getRegionSemanticDiagnostics(fileName, ...rest) {
      const theirs = inRegions.call(base, fileName, ...rest);
      if (theirs === undefined) return undefined;
      const shown = problems(fileName).filter(({ start = 0 }) =>
        theirs.spans.some((span) => span.start <= start && start < span.start + span.length),
      );
      return { ...theirs, diagnostics: [...theirs.diagnostics, ...shown] };
    },
  };
  return { ...whole, ...regions };
}

import { join } from "node:path";
import ts from "typescript";
import { fixesFor, FIXABLE_CODES } from "../../../editor/fixes/index.js";
import type { Diagnostic } from "../../../transformer/diagnostics/diagnostic.js";
import { EXPECTED_DIAGNOSTICS, readCases, ROOT, type FixtureCase } from "../../fixtures/cases.js";
import { DEFAULTS } from "../../fixtures/compile.js";
import { EditedFiles } from "./edited-files.js";

/**
 * What else may be said of a function once a fix has taken away what was said first: the fix leads on, and doesn't lead
 * back. Everything that isn't here is a fix that breaks something.
 */
const LEADS_ON: readonly string[] = [
  // What was misspelt was wrong in another way besides.
  "misspelt-tag: TS870100 to TS870101",
  "misspelt-tag: TS870100 to TS870107",
  // Next to it stands another option that needs the one which is gone.
  "surplus-option: TS870125 to TS870125",
  // An option to come, of the other tag.
  "other-tag: TS870124 to TS870900",
  // The variable stands in a module that is used as a whole elsewhere.
  "prefix: TS870306 to TS870306",
  // Who calls the function that is of each session now is to be as well.
  "session-option: TS870623 to TS870623",
];

interface Attempt {
  readonly path: string;
  readonly diagnostic: Diagnostic;
  readonly fix: ts.CodeFixAction;
}

/** What is found wrong with the files of a case. */
interface Findings {
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
}

interface Trial {
  readonly fixture: FixtureCase;
  readonly paths: readonly string[];
  readonly before: Findings;
  readonly attempts: readonly Attempt[];
}

const SOURCE = /\.[cm]?tsx?$/;
const registry = ts.createDocumentRegistry();
const cases = readCases().filter(({ files }) => files.includes(EXPECTED_DIAGNOSTICS));
/** By case: what no fix may do. By transition: what fixes do beside that. */
const breakages = new Map<string, string[]>();
const transitions = new Set<string>();
const fixed = new Set<number>();

beforeAll(() => {
  const groups = new Set(cases.map(optionsOf));
  for (const group of groups) tryAll(cases.filter((fixture) => optionsOf(fixture) === group));
});

function optionsOf({ options }: FixtureCase): string {
  return JSON.stringify(options);
}

/** Applies every fix of some cases alone: one of each case at a time, so that few programs have to be made. */
function tryAll(group: readonly FixtureCase[]): void {
  // Without the types of Node, which take longer than all that is tested here.
  const { options } = ts.convertCompilerOptionsFromJson({ ...DEFAULTS, types: [], ...group[0]?.options }, ROOT);
  const roots = group.flatMap(({ folder, files }) =>
    files.filter((file) => SOURCE.test(file)).map((file) => join(folder, file)),
  );
  const [settings] = (options["plugins"] ?? [{}]) as unknown[];
  const files = new EditedFiles(ts, roots, options, ROOT, { settings, registry });
  const trials = group.map((fixture) => prepare(files, fixture));
  const most = Math.max(...trials.map(({ attempts }) => attempts.length));
  for (let round = 0; round < most; round++) {
    const current = trials.flatMap((trial) => {
      const attempt = trial.attempts[round];
      return attempt === undefined ? [] : [{ trial, attempt }];
    });
    for (const { attempt } of current) files.apply(attempt.fix.changes);
    for (const { trial, attempt } of current) judge(files, trial, attempt);
    for (const { fileName } of current.flatMap(({ attempt }) => attempt.fix.changes)) files.restore(fileName);
  }
}

function prepare(files: EditedFiles, fixture: FixtureCase): Trial {
  const paths = fixture.files
    .map((file) => join(fixture.folder, file))
    .filter((path) => SOURCE.test(path) && files.program.getSourceFile(path) !== undefined);
  const attempts = paths.flatMap((path) => {
    const view = files.viewOf(path);
    return (view?.plan.diagnostics ?? []).flatMap((diagnostic) =>
      view === undefined ? [] : fixesFor(view, diagnostic, { newLine: "\n" }).map((fix) => ({ path, diagnostic, fix })),
    );
  });
  return { fixture, paths, before: find(files, paths), attempts };
}

function find(files: EditedFiles, paths: readonly string[]): Findings {
  return {
    theirs: paths.flatMap((path) => files.theirsIn(path)),
    ours: paths.flatMap((path) => files.oursIn(path).map(said)),
  };
}

function said({ code, text }: Diagnostic): string {
  return `TS${code}: ${text}`;
}

function judge(files: EditedFiles, { fixture, paths, before }: Trial, { diagnostic, fix }: Attempt): void {
  const after = find(files, paths);
  const own = said(diagnostic);
  const broken = without(after.theirs, before.theirs);
  if (!without(before.ours, after.ours).includes(own)) broken.push(`still there: ${own}`);
  if (broken.length > 0) {
    const wrong = broken.map((text) => `${fix.fixName}, "${fix.description}": ${text}`);
    breakages.set(fixture.name, [...(breakages.get(fixture.name) ?? []), ...wrong]);
  }
  fixed.add(diagnostic.code);
  const name = fix.fixName.replace("tscached-", "");
  for (const text of without(after.ours, before.ours)) {
    transitions.add(`${name}: TS${diagnostic.code} to ${text.replace(/:.*/s, "")}`);
  }
}

/** What of some texts isn't among others, each as often as there. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return texts.filter((text) => {
    const index = rest.indexOf(text);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
}

describe("every fix of every fixture", () => {
  test.each(cases.map(({ name }) => name))("%s: takes its diagnostic away and brings no error", (name) => {
    expect(breakages.get(name) ?? []).toEqual([]);
  });

  test("leads on only to what was hidden before", () => {
    expect([...transitions].sort()).toEqual([...LEADS_ON].sort());
  });

  test("is met by each code that has one", () => {
    expect([...fixed].sort()).toEqual([...FIXABLE_CODES].sort());
  });
});

import type ts from "typescript";
import type { FileView } from "../view.js";
import { quoteOf } from "./option-edits.js";
import type { Edit } from "./proposal.js";

const PACKAGE = "tscached";

/** Something of the runtime as a file may write it, and what has to be written for that. */
export interface Imported {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** Imports something of the runtime into a file, if that can be done there; uses what is imported already. */
export function importOf(view: FileView, file: ts.SourceFile, name: string, newLine: string): Imported | undefined {
  const { host, program } = view;
  if (!host.isExternalModule(file)) return undefined;
  const imports = file.statements.filter((statement) => host.isImportDeclaration(statement));
  const ours = imports.filter(({ moduleSpecifier, importClause }) => {
    if (!host.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== PACKAGE) return false;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- TypeScript 5.8 and older have nothing else
    return importClause !== undefined && !importClause.isTypeOnly;
  });
  for (const { importClause } of ours) {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined) continue;
    if (host.isNamespaceImport(bindings)) return { name: `${bindings.name.text}.${name}`, edits: [] };
    const there = bindings.elements.find((element) => (element.propertyName ?? element.name).text === name);
    if (there !== undefined && !there.isTypeOnly) return { name: there.name.text, edits: [] };
  }
  const { verbatimModuleSyntax } = program.getCompilerOptions();
  // An import would have to be written in another way there.
  if (verbatimModuleSyntax === true && view.compiler.moduleFormat(file) === "commonjs") return undefined;
  const local = isTaken(view, file, name) ? `tscached${name[0]?.toUpperCase() ?? ""}${name.slice(1)}` : name;
  const specifier = local === name ? name : `${name} as ${local}`;
  return {
    name: local,
    edits: [specifierEdit(view, file, ours, specifier) ?? importEdit(view, file, specifier, newLine)],
  };
}

/** Adds a name to an import that is there. */
function specifierEdit(
  { host }: FileView,
  file: ts.SourceFile,
  ours: readonly ts.ImportDeclaration[],
  specifier: string,
): Edit | undefined {
  for (const { importClause } of ours) {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !host.isNamedImports(bindings)) continue;
    const last = bindings.elements.at(-1);
    if (last === undefined) {
      return { file: file.fileName, start: bindings.getStart(file), end: bindings.end, text: `{ ${specifier} }` };
    }
    const before = file.text.slice(last.getFullStart(), last.getStart(file));
    // On a line of its own, if the others have one.
    const space = before.includes("\n") ? before : " ";
    return { file: file.fileName, start: last.end, end: last.end, text: `,${space}${specifier}` };
  }
  return undefined;
}

/** A new import, behind the others or at the top of the file. */
function importEdit({ host }: FileView, file: ts.SourceFile, specifier: string, newLine: string): Edit {
  const { text, fileName, statements } = file;
  const last = statements.filter((statement) => host.isImportDeclaration(statement)).at(-1);
  const semicolon = last === undefined || text[last.end - 1] === ";" ? ";" : "";
  const quote = quoteOf(text);
  const line = `import { ${specifier} } from ${quote}${PACKAGE}${quote}${semicolon}`;
  if (last !== undefined) return { file: fileName, start: last.end, end: last.end, text: newLine + line };
  const first = statements.find((statement) => !isDirective(host, statement));
  const at = first === undefined ? text.length : startOf(host, text, first);
  return { file: fileName, start: at, end: at, text: line + newLine + newLine };
}

/** `"use strict"` */
function isDirective(host: typeof ts, statement: ts.Statement): boolean {
  return host.isExpressionStatement(statement) && host.isStringLiteral(statement.expression);
}

/** Where a statement begins, with the comments that belong to it: those that no empty line parts from it. */
function startOf(host: typeof ts, text: string, statement: ts.Statement): number {
  let start = statement.getStart();
  for (const { pos, end } of [...(host.getLeadingCommentRanges(text, statement.pos) ?? [])].reverse()) {
    if (/\n\s*\n/.test(text.slice(end, start))) break;
    start = pos;
  }
  return start;
}

/** Whether a name means something in a file already. */
function isTaken({ host }: FileView, file: ts.SourceFile, name: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    found ||= host.isIdentifier(node) && node.text === name && !isMember(node);
    if (!found) host.forEachChild(node, visit);
  };
  visit(file);
  return found;

  function isMember(node: ts.Identifier): boolean {
    return host.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  }
}

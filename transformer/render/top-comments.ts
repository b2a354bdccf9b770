import type ts from "typescript";
import { readComment } from "../analyze/tags/comment.js";

type TS = typeof ts;

/** What a tool reads of a file wherever it stands, as long as it stands first. */
const OF_FILE =
  /@(?:jest|vitest)-|@(?:licen[cs]e|preserve|copyright|file|fileoverview|overview|module|packageDocumentation|flow|format|ts-check|ts-nocheck)\b|SPDX-License/;

/** What a tool reads of the statement behind it. */
const OF_STATEMENT = /[#@]__\w+__|\bignore next\b|-next-line\b/;

/**
 * Keeps the comments at the top of a file before what is added there.
 *
 * ```js
 * // before                                  // after
 * /*! Licensed to you. *\/                    /*! Licensed to you. *\/
 * /** \@cacheData *\/                          import * as $tscached from "tscached/internal";
 * export function load() { … }               /** \@cacheData *\/
 *                                            export function load() { … }
 * ```
 * The compiler itself does so only with comments that an empty line follows, and takes the others for the statement's.
 *
 * @param first the file's first statement, apart from directives
 * @param compiled what is written for it
 * @param added the first statement that is added before it
 */
export function keepTopComments(
  host: TS,
  file: ts.SourceFile,
  first: ts.Statement,
  compiled: ts.Statement,
  added: ts.Statement,
): void {
  const { text } = file;
  const comments = withoutDetached(host, file, first);
  const staying = firstOfStatement(host, file, first, comments);
  const kept = comments.slice(0, staying);
  const last = kept.at(-1);
  if (last === undefined) return;
  for (const { kind, pos, end } of kept) {
    const isLine = kind === host.SyntaxKind.SingleLineCommentTrivia;
    host.addSyntheticLeadingComment(added, kind, text.slice(pos + 2, isLine ? end : end - 2), true);
  }
  // Each node at the statement's start would write them too, unless it says that its comments begin where its parent's do.
  const firstChild = (node: ts.Node): ts.Node | undefined => host.forEachChild(node, (child) => child);
  for (let node: ts.Node | undefined = compiled; node?.pos === first.pos; node = firstChild(node)) {
    host.setCommentRange(node, { pos: last.end, end: node.end });
  }
}

/** The comments before the first statement without those that the compiler keeps at the top by itself. */
function withoutDetached(host: TS, file: ts.SourceFile, first: ts.Statement): ts.CommentRange[] {
  const comments = host.getLeadingCommentRanges(file.text, first.pos) ?? [];
  if (first !== file.statements[0]) return comments;
  const line = (position: number): number => file.getLineAndCharacterOfPosition(position).line;
  const isApart = (end: number, next: number): boolean => line(next) >= line(end) + 2;
  const gap = comments.findIndex(({ end }, index) => {
    const next = comments[index + 1];
    return next === undefined || isApart(end, next.pos);
  });
  const group = comments[gap];
  return group !== undefined && isApart(group.end, first.getStart(file)) ? comments.slice(gap + 1) : comments;
}

/** Where the comments begin that belong to the statement rather than to the file. */
function firstOfStatement(
  host: TS,
  file: ts.SourceFile,
  first: ts.Statement,
  comments: readonly ts.CommentRange[],
): number {
  const { text } = file;
  let staying = comments.findIndex(
    ({ pos, end }, index) =>
      readComment(text, pos, end).tags.length > 0 ||
      isOfStatement(host, first, text.slice(pos, end), index === comments.length - 1),
  );
  if (staying === -1) return comments.length;
  // What shares a line stays together: the compiler takes only what begins a line for a comment of what follows.
  while (staying > 0 && !text.slice(comments[staying - 1]?.end, comments[staying]?.pos).includes("\n")) staying--;
  return staying;
}

function isOfStatement(host: TS, first: ts.Statement, comment: string, isLast: boolean): boolean {
  if (OF_FILE.test(comment)) return false;
  return OF_STATEMENT.test(comment) || (isLast && comment.startsWith("/**") && isDocumented(host, first));
}

/** Whether a doc comment before a statement is usually about it. */
function isDocumented(host: TS, statement: ts.Statement): boolean {
  return (
    host.isVariableStatement(statement) ||
    host.isFunctionDeclaration(statement) ||
    host.isClassDeclaration(statement) ||
    host.isInterfaceDeclaration(statement) ||
    host.isTypeAliasDeclaration(statement) ||
    host.isEnumDeclaration(statement) ||
    host.isModuleDeclaration(statement) ||
    host.isExportAssignment(statement)
  );
}

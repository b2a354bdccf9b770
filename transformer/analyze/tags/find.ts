import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { readComment, type TaggedComment } from "./comment.js";
import { readTag, TAG } from "./names.js";

/** A comment with our tags, and what it stands before. */
export interface FoundComment {
  readonly comment: TaggedComment;
  /**
   * The outermost node that begins right behind the comment; undefined where the comment stands before no node, as
   * before a keyword or a bracket.
   */
  readonly owner: ts.Node | undefined;
  /** The outermost node that begins on the next line, where the comment ends a line that other code begins. */
  readonly below: ts.Node | undefined;
  /** The innermost node that the comment stands in. */
  readonly within: ts.Node;
}

/** Every comment of a file that has one of our tags, in the order of the source. */
export function findTaggedComments(syntax: Syntax, file: ts.SourceFile): FoundComment[] {
  const found: FoundComment[] = [];
  let readTo = 0;
  for (const match of file.text.matchAll(TAG)) {
    const end = match.index + match[0].length;
    if (match.index < readTo || readTag(match[2] ?? "", file.text, end) === undefined) continue;
    const place = commentAt(syntax, file, match.index);
    if (place === undefined) continue;
    readTo = place.end;
    const comment = readComment(file.text, place.start, place.end);
    const { owner, below, within } = place;
    if (comment.tags.length > 0) found.push({ comment, owner, below, within });
  }
  return found;
}

/** A comment, and what it stands before and in, as {@link FoundComment} has it. */
export interface CommentPlace {
  readonly start: number;
  readonly end: number;
  readonly owner: ts.Node | undefined;
  readonly below: ts.Node | undefined;
  readonly within: ts.Node;
}

/** The comment that a position lies in, if it lies in one: not in a string, a template or code. */
export function commentAt(syntax: Syntax, file: ts.SourceFile, position: number): CommentPlace | undefined {
  const path = nodesAround(syntax, file, position);
  const innermost = path.at(-1) ?? file;
  const { text } = file;

  if (path.length > 1 && position < innermost.getStart(file)) {
    const owner = path.find((node, depth) => depth > 0 && node.pos === innermost.pos);
    const within = owner?.parent ?? file;
    // Behind other code on its line the compiler calls a comment trailing, even where a node follows on that line.
    const ranges = [
      ...(syntax.getLeadingCommentRanges(text, innermost.pos) ?? []),
      ...(syntax.getTrailingCommentRanges(text, innermost.pos) ?? []),
    ];
    const range = ranges.find((candidate) => contains(candidate, position));
    if (range === undefined) return undefined;
    const { pos: start, end } = range;
    const endsLine = /^[^\S\n]*\n/.test(text.slice(end));
    const isBehind = innermost.pos > 0 && !text.slice(innermost.pos, start).includes("\n");
    const ofLineAbove = isBehind && endsLine;
    return { start, end, within, owner: ofLineAbove ? undefined : owner, below: ofLineAbove ? owner : undefined };
  }

  const gap = gapAround(syntax, innermost, position);
  if (gap === undefined) return undefined;
  for (const [start, end] of commentsIn(text, gap.start, gap.end)) {
    if (start <= position && position < end)
      return { start, end, owner: undefined, below: undefined, within: innermost };
  }
  return undefined;
}

/** The nodes that a position lies in, comments before them included, from the file inwards. */
export function nodesAround(syntax: Syntax, file: ts.SourceFile, position: number): ts.Node[] {
  const path: ts.Node[] = [file];
  for (;;) {
    const child = syntax.forEachChild(path.at(-1) ?? file, (node) =>
      node.pos <= position && (position < node.end || node.kind === syntax.SyntaxKind.EndOfFileToken)
        ? node
        : undefined,
    );
    if (child === undefined) return path;
    path.push(child);
  }
}

/** The stretch between two children of a node, which holds only keywords, punctuation and comments. */
function gapAround(syntax: Syntax, node: ts.Node, position: number): { start: number; end: number } | undefined {
  const children: ts.Node[] = [];
  syntax.forEachChild(node, (child) => void children.push(child));
  // What looks like a comment in a literal, a template's text or a name is none.
  if (children.length === 0 && isToken(syntax, node)) return undefined;
  const start = children.filter((child) => child.end <= position).at(-1)?.end ?? node.getStart();
  const end = children.find((child) => child.pos > position)?.pos ?? node.end;
  return { start, end };
}

function isToken(syntax: Syntax, { kind }: ts.Node): boolean {
  const { FirstLiteralToken, LastTemplateToken, JsxText, Identifier, PrivateIdentifier } = syntax.SyntaxKind;
  const isLiteral = kind >= FirstLiteralToken && kind <= LastTemplateToken;
  return isLiteral || kind === JsxText || kind === Identifier || kind === PrivateIdentifier;
}

function* commentsIn(text: string, start: number, end: number): Generator<readonly [number, number]> {
  const comment = /\/\*[^]*?\*\/|\/\/[^\n\r]*/g;
  comment.lastIndex = start;
  for (let found = comment.exec(text); found !== null && found.index < end; found = comment.exec(text)) {
    yield [found.index, found.index + found[0].length];
  }
}

function contains(range: { readonly pos: number; readonly end: number }, position: number): boolean {
  return range.pos <= position && position < range.end;
}

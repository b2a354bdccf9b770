import type ts from "typescript";
import type { Diagnostic, Message, RelatedInformation, Span } from "../diagnostics/diagnostic.js";

/** A stretch of a file, as positions. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Collects the diagnostics of one file. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  private readonly file: ts.SourceFile;

  constructor(file: ts.SourceFile) {
    this.file = file;
  }

  /** Fails the build. */
  error(message: Message, range: Range, related: readonly RelatedInformation[] = []): void {
    this.add("error", message, range, related);
  }

  /** {@link error}, at a node. */
  errorAt(message: Message, node: ts.Node, related: readonly RelatedInformation[] = []): void {
    this.error(message, rangeOf(node), related);
  }

  /** Is printed by the build, which succeeds all the same. */
  warning(message: Message, range: Range, related: readonly RelatedInformation[] = []): void {
    this.add("warning", message, range, related);
  }

  /** {@link warning}, at a node. */
  warningAt(message: Message, node: ts.Node, related: readonly RelatedInformation[] = []): void {
    this.warning(message, rangeOf(node), related);
  }

  private add(
    category: Diagnostic["category"],
    message: Message,
    { start, end }: Range,
    related: readonly RelatedInformation[],
  ): void {
    const place = { file: this.file.fileName, start, length: Math.max(end - start, 1) };
    this.diagnostics.push({ ...message, category, place, related });
  }
}

/** A note that points at a node, in whichever file it is. */
export function pointTo(node: ts.Node, text: string): RelatedInformation {
  return { place: spanOf(node), text };
}

/** Where a node stands, and in which file. */
export function spanOf(node: ts.Node): Span {
  const { start, end } = rangeOf(node);
  return { file: node.getSourceFile().fileName, start, length: end - start };
}

/** Where a node stands, without the comments before it. */
export function rangeOf(node: ts.Node): Range {
  return { start: node.getStart(), end: node.getEnd() };
}

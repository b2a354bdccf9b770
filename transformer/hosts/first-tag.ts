import type ts from "typescript";
import { findTaggedComments } from "../analyze/tags/find.js";
import { mayHaveTags } from "../analyze/tags/names.js";
import type { Message } from "../diagnostics/diagnostic.js";

type TS = typeof ts;

/** An error at a file's first tag; undefined for a file without tags. */
export function errorAtFirstTag(
  host: TS,
  file: ts.SourceFile,
  message: (parameters: { readonly tag: string }) => Message,
): ts.Diagnostic | undefined {
  if (!mayHaveTags(file.text)) return undefined;
  const [tag] = findTaggedComments(host, file).flatMap(({ comment }) => comment.tags);
  if (tag === undefined) return undefined;
  const { code, text } = message({ tag: `@${tag.tag}` });
  const { start, end } = tag;
  const category = host.DiagnosticCategory.Error;
  return { file, start, length: end - start, category, code, messageText: text, source: "tscached" };
}

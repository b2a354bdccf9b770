import type ts from "typescript";

/**
 * Whether a file comes from a language service, by a property internal to TypeScript: an editor's, whose server may talk
 * to it over the standard output, or a tool's, which takes the output for itself.
 */
export function isEdited(file: ts.SourceFile | undefined): boolean {
  return file !== undefined && (file as { readonly scriptSnapshot?: unknown }).scriptSnapshot !== undefined;
}

import type { Message } from "./diagnostic.js";

/**
 * Every diagnostic, in blocks by subject. Codes are stable and never reused; a retired one stays here as a comment.
 * Each has a page in docs/diagnostics and at least one fixture; a test fails when either is missing.
 */
export const catalogue = {
  // 870100 to 870119: the tag itself
  misspeltTag: entry(
    870100,
    (p: { written: string; meant: string }) => `There is no tag @${p.written}. Did you mean @${p.meant}?`,
  ),
  tagInPlainComment: entry(
    870101,
    (p: { tag: string }) =>
      `@${p.tag} is only read in a JSDoc comment. Write "/** @${p.tag} */" on the line above the function.`,
  ),
  misplacedTag: entry(
    870102,
    (p: { tag: string; to: string }) =>
      `@${p.tag} must stand in the JSDoc comment above the whole declaration, on a line before it. Move it ${p.to}.`,
  ),
  notAFunction: entry(
    870103,
    (p: { tag: string; what: string }) => `@${p.tag} belongs on a function, but this is ${p.what}.`,
  ),
  conflictingTags: entry(
    870104,
    () =>
      `A function is either @cacheData (every caller gets a copy) or @cacheResource (everyone shares the object). Remove one of the tags.`,
  ),
  repeatedTag: entry(870105, (p: { tag: string }) => `This function already has @${p.tag}. Remove one of the two.`),
  proseAfterTag: entry(
    870106,
    (p: { tag: string }) =>
      `Only options in braces may follow @${p.tag}. Move the text above the tag, or write the tag's name in backticks if it is only mentioned.`,
  ),

  // 870120 to 870149: the options
  optionsSyntax: entry(
    870120,
    (p: { tag: string; expected: string }) =>
      `The options of @${p.tag} can't be read: ${p.expected} expected. Write an object of literals, such as { ttl: "1h", maxEntries: 1000 }.`,
  ),
  unknownOption: entry(
    870121,
    (p: { tag: string; option: string; meant: string | undefined; known: readonly string[] }) =>
      `@${p.tag} has no option "${p.option}". ` +
      (p.meant === undefined ? `It takes ${p.known.join(", ")}.` : `Did you mean "${p.meant}"?`),
  ),
  optionValue: entry(
    870122,
    (p: { option: string; expected: string; written: string }) =>
      `Option "${p.option}" takes ${p.expected}, not ${p.written}.`,
  ),
  repeatedOption: entry(
    870123,
    (p: { option: string }) => `Option "${p.option}" is given twice. Remove one of the two.`,
  ),
  optionOfOtherKind: entry(
    870124,
    (p: { tag: string; option: string; other: string }) =>
      `Option "${p.option}" is for @${p.other} only. Remove it, or use @${p.other} instead of @${p.tag}.`,
  ),

  // 870200 to 870249: the form of the function
  generator: entry(
    870200,
    () => `A generator can't be cached: its result is used up by the first caller. Return an array instead.`,
  ),
  accessor: entry(
    870201,
    (p: { what: string }) => `A ${p.what} can't be cached. Put the work into a function, tag that, and call it here.`,
  ),
  noBody: entry(870202, () => `This declaration has no body to cache. Put the tag on the function that implements it.`),
  notConstant: entry(
    870203,
    (p: { name: string; keyword: string }) =>
      `"${p.name}" is declared with ${p.keyword}, so another function may take its place. Declare it with const.`,
  ),
  severalDeclarators: entry(
    870204,
    () =>
      `This statement declares several variables, so it isn't clear which one the tag is for. Give the function a statement of its own.`,
  ),
  reassigned: entry(
    870205,
    (p: { name: string }) =>
      `"${p.name}" is assigned another value, so it may not stay the cached function. Remove the assignment.`,
  ),
  usesThis: entry(
    870206,
    (p: { construct: string }) =>
      `A cached function can't use ${p.construct}: what it holds is not in the key. Pass what is needed as a parameter.`,
  ),
  usesDynamicScope: entry(
    870207,
    (p: { construct: string; instead: string }) =>
      `A cached function can't use ${p.construct}: its result may depend on more than the key. ${p.instead}`,
  ),
  noStableName: entry(
    870208,
    () =>
      `A function without a name of its own can't be cached: nothing tells it from others. Declare it with const, and use it by its name.`,
  ),

  // 870300 to 870349: the key
  unhashableParameter: entry(
    870300,
    (p: KeyProblem & { reason: string }) => `"${p.path}" ${p.reason}, which can't be part of a cache key. ${wayOut(p)}`,
  ),
  dynamicParameter: entry(
    870301,
    (p: KeyProblem & { type: string }) =>
      `"${p.path}" has type ${p.type}, which may hold what can't be part of a cache key. Give it a type of plain data, or leave it out. ${wayOut(p)}`,
  ),
  instanceParameter: entry(
    870302,
    (p: KeyProblem & { name: string }) =>
      `"${p.path}" is an instance of class ${p.name}, which can't be part of a cache key. Pass the plain data that the function needs. ${wayOut(p)}`,
  ),

  // 870400 to 870419: the result
  uncopyableResult: entry(
    870400,
    (p: { path: string; reason: string }) =>
      `${p.path} ${p.reason}, which can't be copied for each caller. Return plain data, or use @cacheResource to share the object itself.`,
  ),

  // 870900 to 870909: what is to come
  notSupportedYet: entry(
    870900,
    (p: { what: string; instead: string }) => `Not supported yet: ${p.what}. ${p.instead}`,
  ),

  // 870990 to 870999: our own mistakes
  internalError: entry(
    870990,
    (p: { detail: string }) =>
      `tscached failed on this file, a mistake of tscached's own: ${p.detail}. The file was compiled without caching. Please report it.`,
  ),
} as const;

function entry<P>(
  code: number,
  text: (parameters: P) => string,
): ((parameters: P) => Message) & { readonly code: number } {
  return Object.assign((parameters: P) => ({ code, text: text(parameters) }), { code });
}

/** A part of a parameter that can't be in a key, and the parameter. */
interface KeyProblem {
  readonly path: string;
  readonly parameter: string;
  /** The parameter under a name that leaves it out of the key, as it would be written in its place. */
  readonly renamed: string;
}

function wayOut({ path, parameter, renamed }: KeyProblem): string {
  if (path === parameter) return `To leave it out of the key, start its name with "_": ${renamed}.`;
  // What is in an array or under any name can't be taken out by a pattern.
  if (/[[<]/.test(path)) return `To leave all of "${parameter}" out of the key, start its name with "_": ${renamed}.`;
  // Leaving all of it out would take what the result depends on along.
  return `Destructure "${parameter}", so that only what is needed is bound and in the key, or pass this as a parameter of its own; a name that starts with "_" is left out.`;
}

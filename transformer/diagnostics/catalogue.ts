import type { Message, Span } from "./diagnostic.js";
import { taggedAs } from "./tagged-as.js";

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

  keyTagAlone: entry(
    870107,
    () =>
      `@cacheKey says what the key of a cached function is, but this function isn't cached. Add @cacheData or @cacheResource.`,
  ),
  keySyntax: entry(
    870108,
    (p: { expected: string }) =>
      `@cacheKey can't be read: ${p.expected} expected. Write property paths that start at a parameter, or process.env.NAME, with commas between them: @cacheKey user.id, limit.`,
  ),
  tagsApart: entry(
    870109,
    (p: { tag: string; other: string }) =>
      `@${p.tag} can't stand beside @${p.other}: a function is either cached, or replayed (@cacheReplay), or an input (@cacheInput). Remove one of the tags, or make two functions of it.`,
  ),

  // 870120 to 870149: the options
  optionsSyntax: entry(
    870120,
    (p: { tag: string; expected: string; meant: string | undefined }) =>
      `The options of @${p.tag} can't be read: ${p.expected} expected.${didYouMean(p.meant)} Write an object of literals, such as { ttl: "1h", maxEntries: 1000 }.`,
  ),
  unknownOption: entry(
    870121,
    (p: { tag: string; option: string; meant: string | undefined; known: readonly string[] }) =>
      `@${p.tag} has no option "${p.option}". ` +
      (p.meant === undefined ? `It takes ${p.known.join(", ") || "none"}.` : `Did you mean "${p.meant}"?`),
  ),
  optionValue: entry(
    870122,
    (p: { option: string; expected: string; written: string; meant: string | undefined }) =>
      `Option "${p.option}" takes ${p.expected}, not ${p.written}.${didYouMean(p.meant)}`,
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
  optionLacksOther: entry(
    870125,
    (p: { option: string; lacking: keyof typeof LACKING }) =>
      `Option "${p.option}" ${LACKING[p.lacking]}, or remove "${p.option}".`,
  ),
  entryTagSyntax: entry(
    870126,
    (p: { tag: string; expected: string }) =>
      `The tag ${JSON.stringify(p.tag)} can't be read: ${p.expected} expected. Write a text with parts of the key in single braces, such as "user:{id}"; a brace means nothing else here.`,
  ),
  unknownInEntryTag: entry(
    870127,
    (p: { name: string; meant: string | undefined; known: readonly string[] }) =>
      `The key has no part "${p.name}"${p.name.startsWith("_") ? `: what starts with "_" is left out of it` : ""}. ${choice(p)}`,
  ),
  unfitForEntryTag: entry(
    870128,
    (p: { part: string; read: "value" | "list" | "presence" }) =>
      `"${p.part}" is in the key ${READ_AS[p.read].how}, which can't be written into a tag. Pass what identifies it as a parameter of its own, or list with @cacheKey all that the result depends on, ${p.part}${READ_AS[p.read].example} or the like among it, and name that in the tag.`,
  ),

  // 870200 to 870249: the form of the function
  generator: entry(
    870200,
    (p: ForTag) =>
      `A generator can't be ${taggedAs(p.tag).made}: its result is used up by the first caller. ` +
      (p.tag === "cacheReplay" ? "Show it all in one call instead." : "Return an array instead."),
  ),
  accessor: entry(
    870201,
    (p: ForTag & { what: string }) =>
      `A ${p.what} can't be ${taggedAs(p.tag).made}. Put the work into a function, tag that, and call it here.`,
  ),
  noBody: entry(
    870202,
    (p: ForTag) => `This declaration has no ${taggedAs(p.tag).body}. Put the tag on the function that implements it.`,
  ),
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
    (p: ForTag & { name: string }) =>
      `"${p.name}" is assigned another value, so it may not stay the ${taggedAs(p.tag).function}. Remove the assignment.`,
  ),
  usesThis: entry(
    870206,
    (p: { construct: string; viaHelper: boolean; hasClass: boolean }) =>
      `A cached function can't use "${p.construct}"${p.viaHelper ? ", as what is used here does" : ""}: what it holds is not in the key. ` +
      (p.viaHelper
        ? `Pass what is needed as a parameter, or say with the option "this" that it doesn't matter: { this: "ignore" }.`
        : `${p.hasClass ? `Give the class a [cacheKey]() method, or say` : "Say"} with the option "this" how it counts: { this: "instance" } for a cache of each object's own, { this: "ignore" } to leave it out of the key. Or pass what is needed as a parameter.`),
  ),
  usesDynamicScope: entry(
    870207,
    (p: ForTag & { construct: string; instead: string }) =>
      `${taggedAs(p.tag).subject} can't use ${p.construct}: ${taggedAs(p.tag).dynamic}. ${p.instead}`,
  ),
  noStableName: entry(
    870208,
    (p: ForTag) =>
      `A function without a name of its own can't be ${taggedAs(p.tag).made}: nothing tells it from others. Declare it with const, and use it by its name.`,
  ),
  thisWithoutReceiver: entry(
    870209,
    (p: { mode: string }) =>
      `This function isn't called on an object, so the option this: "${p.mode}" says nothing. Remove it, or declare a "this" parameter.`,
  ),
  noModule: entry(
    870210,
    (p: ForTag) =>
      `${taggedAs(p.tag).subject} must be in a module: compiled, it imports tscached, and this file has neither import nor export, so that its names are those of the whole program. Add "export {}" to the file.`,
  ),
  loaderModule: entry(
    870211,
    (p: ForTag) =>
      `${taggedAs(p.tag).subject} imports ${taggedAs(p.tag).imports}, which AMD, UMD and System modules can't. Set "module" to CommonJS or to a kind of ES modules, or with AMD and System "outFile".`,
  ),
  assignsOuterVariable: entry(
    870220,
    (p: OutsideVariable & { name: string; isHelper: boolean }) =>
      `${p.isHelper ? `The variable "${p.name}" is assigned on the way from here` : `"${p.name}" is assigned here`}, which a cached function only does on a miss; and it is not in the key. Return the new value instead, or start the variable's name with "_" if it doesn't matter.`,
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
    (p: KeyProblem & { name: string; declared: Span | undefined }) =>
      `"${p.path}" is an instance of class ${p.name}, which can't be part of a cache key. Pass the plain data that the function needs, or give the class a [cacheKey]() method. ${wayOut(p)}`,
  ),
  unhashableVariable: entry(
    870303,
    (p: OutsideVariable & { path: string; reason: string }) =>
      `The captured variable "${p.path}" ${p.reason}, which can't be part of a cache key. Pass the plain data that the function needs as a parameter, or start the variable's name with "_" if the result doesn't depend on it.`,
  ),
  shadowedVariable: entry(
    870304,
    (p: { name: string; helper: string }) =>
      `The variable "${p.name}", which "${p.helper}" reads, belongs in the key, but here this name means something else. Rename one of the two.`,
  ),
  unknownInKey: entry(
    870305,
    (p: { name: string; kind: string; meant: string | undefined; known: readonly string[] }) =>
      (p.kind === "parameter" ? `There is no parameter "${p.name}". ` : `"${p.kind}" has no property "${p.name}". `) +
      choice(p),
  ),
  variableNotInKey: entry(
    870306,
    (p: OutsideVariable & { name: string; why: string }) =>
      `The variable "${p.name}" may change, but is not in the key: ${p.why}. Pass what the function needs as a parameter, or start the variable's name with "_" if the result doesn't depend on it.`,
  ),

  // 870400 to 870419: the result
  uncopyableResult: entry(
    870400,
    (p: { path: string; reason: string }) =>
      `${p.path} ${p.reason}, which can't be copied for each caller. Return plain data, or use @cacheResource to share the object itself.`,
  ),

  // 870500 to 870519: the code version
  computedModule: entry(
    870500,
    (p: { what: string }) =>
      `Which module ${p.what}() loads is only known at run time, so the cached function keeps its old results when that module changes. Write the module's name as a literal, list the modules in a table of literal imports, or change the option "version" along with them.`,
  ),
  codeNotFound: entry(
    870501,
    (p: { what: string }) =>
      `No code was found for "${p.what}", so the cached function keeps its old results when that code changes. Build it first, put its JavaScript beside its types, or change the option "version" along with it.`,
  ),
  projectNotFollowed: entry(
    870502,
    (p: { what: string }) =>
      `${p.what} is built without tscached, so "tspc -b" doesn't tell this cached function of changes there that leave its types as they are, and it keeps its old results. Write the plugin line in that configuration too, or in one that both extend.`,
  ),

  // 870600 to 870619: functions whose calls are observed
  observedUsesThis: entry(
    870600,
    (p: ForTag & { construct: string }) =>
      `${taggedAs(p.tag).subject} can't use "${p.construct}": ${taggedAs(p.tag).dynamic}. Pass what is needed as a parameter.`,
  ),
  observedInside: entry(
    870601,
    (p: ForTag) =>
      `${taggedAs(p.tag).subject} can't be made inside of a function or a block: what it sees of the code around would be that of another call. Move it to the top of a module, a namespace or a class, and pass what it needs as parameters.`,
  ),
  defaultHoldsFunction: entry(
    870602,
    (p: ForTag) =>
      `${taggedAs(p.tag).subject} can't have a default that makes a function: that would go on to see the parameters of another call. Make the function outside, and name it in the default.`,
  ),
  replayGivesResult: entry(
    870603,
    (p: { type: string }) =>
      `A replayed function gives nothing, neither inside of a cached function nor outside, so that no result depends on it; but the result of this one may be ${p.type}. Return nothing: void or Promise<void>.`,
  ),
  unfitForInput: entry(
    870604,
    (p: { path: string; reason: string }) =>
      `${p.path} ${p.reason}, which can't be compared with what it was: an input is known by its arguments and its answer. Pass and return plain data.`,
  ),

  // 870620 to 870639: what a cached function reads directly, past its key
  readsEnvironment: entry(
    870620,
    (p: { name: string | undefined }) =>
      `${p.name === undefined ? "The environment" : `The environment variable "${p.name}"`} is read here, but is not in the key, so that a result goes on to be served when it has changed. ` +
      (p.name === undefined
        ? `Read a variable of it with env("NAME") of tscached, which a hit asks again.`
        : `Read it with env("${p.name}") of tscached, which a hit asks again, or take it into the key: @cacheKey process.env.${p.name}.`),
  ),
  readsTime: entry(
    870621,
    (p: { what: string }) =>
      `The time is read here (${p.what}), but a hit gives the result of an earlier time. Take the time as a parameter, which is in the key; or, if that doesn't matter, as one with "_" and a default, which isn't.`,
  ),
  readsRandom: entry(
    870622,
    (p: { what: string }) =>
      `Something random is made here (${p.what}), but a hit gives the result of what was made earlier. Take it as a parameter, which is in the key; or, if that doesn't matter, as one with "_" and a default, which isn't.`,
  ),
  callsSessionFunction: entry(
    870623,
    (p: { name: string }) =>
      `"${p.name}" has a cache for each session, but what this function returns is stored for all of them: the call is a SessionError whenever it is made. Give this function scope: "session" as well, or pass it the value as a parameter.`,
  ),

  // 870900 to 870909: what is to come
  notSupportedYet: entry(
    870900,
    (p: { what: string; instead: string }) => `Not supported yet: ${p.what}. ${p.instead}`,
  ),

  // 870910 to 870919: how files are compiled
  compiledAlone: entry(
    870910,
    (p: { tag: string }) =>
      `${p.tag} needs types, and this file is compiled without: by itself, as with "transpileOnly" of ts-node and ts-loader, "isolatedModules" for ts-jest, or ts.transpileModule. Compile it with type checks.`,
  ),
  loaderMissing: entry(
    870911,
    (p: { tag: string }) =>
      `${p.tag} depends on more files than ts-loader tells webpack of, so that a change in one of them would leave an old key or version behind. Put our loader before ts-loader: use: ["tscached/webpack-loader", "ts-loader"].`,
  ),

  // 870980 to 870989: how the project is set up
  badSettings: entry(
    870980,
    (p: { detail: string }) => `${p.detail} Until that is mended, nothing of tscached is checked in the editor.`,
  ),

  // 870990 to 870999: our own mistakes
  internalError: entry(
    870990,
    (p: { detail: string }) =>
      `tscached failed on this file, a mistake of tscached's own: ${p.detail}. The file was compiled without caching. Please report it.`,
  ),
} as const;

type Entry<P extends object> = ((parameters: P) => Message) & { readonly code: number };

function entry<P extends object>(code: number, text: (parameters: P) => string): Entry<P> {
  return Object.assign((parameters: P) => ({ code, text: text(parameters), parameters }), { code });
}

/** What a message says, if it is of this entry. */
export function parametersOf<P extends object>(of: Entry<P>, { code, parameters }: Message): P | undefined {
  return code === of.code ? (parameters as P) : undefined;
}

/** The tag that a message about the form of a function is for. */
interface ForTag {
  readonly tag: string;
}

/** The most names that a message lists. */
const MOST_NAMES = 8;

/** Of a value as it is to be written. */
function didYouMean(meant: string | undefined): string {
  return meant === undefined ? "" : ` Did you mean ${meant}?`;
}

/** What could be named in the place of what isn't there. */
function choice({ meant, known }: { readonly meant: string | undefined; readonly known: readonly string[] }): string {
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  if (known.length === 0) return `There is nothing to name here.`;
  return `There is ${known.slice(0, MOST_NAMES).join(", ")}${known.length > MOST_NAMES ? " and others" : ""}.`;
}

/** What the key has of a part that is no primitive, and how a path to one might go on from there. */
const READ_AS = {
  value: { how: "as something that may be an object", example: ".id" },
  list: { how: "as a list", example: "[0]" },
  presence: { how: "only as there or not", example: "" },
} as const;

/** What an option is nothing without, and how to say that. */
const LACKING = {
  ttl: 'needs a "ttl" beside it: what never expires is never stale. Add one, such as ttl: "1h"',
  background:
    'needs refresh: "background" beside it: without that, no call gets a stale result while a new one is made. Add it',
  spinner: 'needs a spinner to stand beside, and "showSpinner" is false. Make that true',
} as const;

/** A variable around a function. */
interface OutsideVariable {
  /** Its name where it is declared; undefined if it is only one of those that the message is about. */
  readonly declared: Span | undefined;
}

/** A part of a parameter that can't be in a key, and the parameter. */
interface KeyProblem {
  readonly path: string;
  readonly advice: {
    /** How it comes into the key: all of the parameter is in it, the body reads a part, or `@cacheKey` says so. */
    readonly how: "parameter" | "read" | "expression";
    readonly parameter: string;
    /** The parameter under a name that leaves it out of the key, as it would be written in its place. */
    readonly renamed: string;
  };
}

/** Whether leaving all of the parameter out of the key is a way out. */
export function mayBeLeftOut({ path, advice: { how, parameter } }: KeyProblem): boolean {
  // Of what is only read in part, that would take what the result depends on along; what is in an array or under any
  // name can't be taken out by a pattern.
  return how !== "expression" && (path === parameter || (how === "parameter" && /[[<]/.test(path)));
}

function wayOut(problem: KeyProblem): string {
  const { path, advice } = problem;
  const { how, parameter, renamed } = advice;
  if (how === "expression") return `Name something of it that can, such as an id.`;
  if (path === parameter) return `To leave it out of the key, start its name with "_": ${renamed}.`;
  if (how === "read") {
    return `Pass it as a parameter of its own, whose name starts with "_" to leave it out of the key, or say with @cacheKey what the key is.`;
  }
  if (mayBeLeftOut(problem))
    return `To leave all of "${parameter}" out of the key, start its name with "_": ${renamed}.`;
  return `Read or destructure only what is needed of "${parameter}", so that only this is in the key, pass this as a parameter of its own, whose name starts with "_" to leave it out, or say with @cacheKey what the key is.`;
}

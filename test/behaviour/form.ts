/** One of the four ways to cache one function. */
export interface Form {
  readonly kind: "data" | "resource";
  readonly style: "async" | "sync";
}

export const ASYNC_DATA: Form = { kind: "data", style: "async" };
export const ASYNC_RESOURCE: Form = { kind: "resource", style: "async" };
const SYNC_DATA: Form = { kind: "data", style: "sync" };
const SYNC_RESOURCE: Form = { kind: "resource", style: "sync" };

export const FORMS = named([ASYNC_DATA, ASYNC_RESOURCE, SYNC_DATA, SYNC_RESOURCE]);
export const ASYNC_FORMS = named([ASYNC_DATA, ASYNC_RESOURCE]);
export const RESOURCE_FORMS = named([ASYNC_RESOURCE, SYNC_RESOURCE]);
export const DATA_FORMS = named([ASYNC_DATA, SYNC_DATA]);

/** `sync data` */
export function nameOf({ style, kind }: Form): string {
  return `${style} ${kind}`;
}

/**
 * A source in one of the forms.
 *
 * @param source written as async data; the other forms are made by taking words away
 */
export function inForm(source: string, { kind, style }: Form): string {
  const ofKind = kind === "data" ? source : source.replaceAll("@cacheData", "@cacheResource");
  if (style === "async") return ofKind;
  return ofKind.replace(/\b(?:async|await) /g, "").replace(/\bPromise<([^<>]+(?:<[^<>]+>)?)>/g, "$1");
}

function named(forms: readonly Form[]): (readonly [string, Form])[] {
  return forms.map((form) => [nameOf(form), form]);
}

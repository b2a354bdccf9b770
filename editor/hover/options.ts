import type { CachedFunction } from "../../transformer/analyze/plan.js";
import { tagText } from "../../transformer/analyze/tags/tag-template.js";
import { bytesLabel, durationLabel } from "../../transformer/manifest/labels.js";
import { code, listed } from "./markdown.js";

/** How long and how much is kept, and what else the options say, a phrase each. */
export function optionPhrases({ options, key, version }: CachedFunction): string[] {
  const { ttl, maxEntries, maxBytes, refresh, staleFor, staleIfError, tags, freeze, showSpinner, showTime } = options;
  const labels = key.map(({ label }) => label);
  const bounds = [
    ...(maxEntries === undefined ? [] : [`${grouped(maxEntries)} ${maxEntries === 1 ? "entry" : "entries"}`]),
    ...(maxBytes === undefined ? [] : [sizeText(maxBytes)]),
  ];
  const stale = staleFor ?? ttl;
  return [
    ttl === undefined ? "without a time limit" : `for ${durationLabel(ttl)}`,
    ...(refresh === "background" && stale !== undefined
      ? [`after that, for ${durationLabel(stale)} more while a new result is made`]
      : []),
    ...(staleIfError === undefined ? [] : [`for ${durationLabel(staleIfError)} more if the function throws`]),
    ...(tags === undefined
      ? []
      : [
          `until ${listed(
            tags.map((tag) => code(tagText(tag, labels))),
            "or",
          )} is invalidated`,
        ]),
    ...(bounds.length === 0 ? [] : [`at most ${listed(bounds)}${whose(options)}`]),
    ...(freeze === false ? ["not frozen, though its type is readonly"] : []),
    ...shown(showSpinner ?? showTime ?? false, showTime === true),
    ...(version.options.version === undefined ? [] : [`under version ${code(version.options.version)}`]),
  ];
}

/** What bounds are for, where there is more than one cache. */
function whose({ scope, this: receiver }: CachedFunction["options"]): string {
  return `${receiver === undefined ? "" : " for each object"}${scope === undefined ? "" : " in each session"}`;
}

function shown(spinner: boolean | string, withTime: boolean): string[] {
  if (spinner === false) return [];
  const text = spinner === true ? "" : ` ${code(spinner)}`;
  return [`shown${text} while it runs${withTime ? ", with the time" : ""}`];
}

function sizeText(bytes: number): string {
  const label = bytesLabel(bytes);
  return label.endsWith("B") ? label : `${grouped(bytes)} bytes`;
}

/** `10,000`, in every locale. */
function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

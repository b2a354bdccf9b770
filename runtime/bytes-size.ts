import { parseCount } from "./count.js";

/** As SI and IEC 80000-13 have them: KB is a thousand bytes, KiB is 1,024. */
const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1_000,
  KB: 1_000,
  MB: 1_000_000,
  GB: 1_000_000_000,
  KiB: 1_024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
};

/** What a size in bytes may look like, for messages. */
export const BYTES_FORM = 'bytes as a whole number, or a string such as "512KB", "64MB", "1.5GB" or "64MiB"';

/**
 * Reads a size in bytes.
 *
 * @param size a whole number of bytes, or a string of one number and one of the units B, KB, MB, GB (powers of 1,000),
 *   KiB, MiB and GiB (powers of 1,024); a fraction is rounded to whole bytes
 * @returns bytes, or undefined if it isn't a size of at least 1
 */
export function parseBytes(size: unknown): number | undefined {
  return parseCount(typeof size === "string" ? parseText(size) : size);
}

function parseText(text: string): number | undefined {
  const [, number, name = ""] = /^(\d+(?:\.\d+)?)(B|[kK]B|[MG]B|[KMG]iB)$/.exec(text) ?? [];
  const unit = UNITS[name];
  return unit === undefined ? undefined : Math.round(Number(number) * unit);
}

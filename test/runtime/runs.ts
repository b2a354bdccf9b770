/** How often a property is tried: with TSCACHED_NIGHTLY set, as often as it takes to find what is rare. */
export function runs(usual: number, nightly: number): number {
  return isNightly ? nightly : usual;
}

export const isNightly = (process.env["TSCACHED_NIGHTLY"] ?? "") !== "";

// Far more than it should take; it only ends a run that hangs.
if (isNightly) jest.setTimeout(3_600_000);

/** A file with a diagnostic, the ways out that are offered, and what one of them makes of the file. */
export interface FixCase {
  readonly title: string;
  /** The first diagnostic of this code is the one to fix. */
  readonly code: number;
  readonly before: string;
  /** The descriptions of all that is offered; none where nothing leads out. */
  readonly offers: readonly string[];
  /** Which of them to take; the first if absent. */
  readonly take?: number;
  /** The whole file afterwards; absent where nothing is offered. */
  readonly after?: string;
  /** Other files, by name, before and afterwards. */
  readonly others?: Readonly<Record<string, readonly [before: string, after: string]>>;
  /** An expression over what the file exports, whose value must not change. */
  readonly value?: string;
  /** What is still wrong afterwards, by code: what the fix is not for. */
  readonly leaves?: readonly number[];
}

/** A fix done to all of a file. */
export interface FixAllCase {
  readonly title: string;
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/** What is to be done when each signal aborts: one listener a signal, since Node.js warns of more than ten. */
const pending = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Has something done when a signal aborts.
 *
 * @returns takes that back; a signal for which nothing is to be done any more keeps nothing
 */
function onAbort(signal: AbortSignal, action: () => void): () => void {
  const known = pending.get(signal);
  const actions = known ?? new Set();
  if (known === undefined) {
    pending.set(signal, actions);
    signal.addEventListener("abort", runAll);
  }
  actions.add(action);
  return () => {
    if (!actions.delete(action) || actions.size > 0 || pending.get(signal) !== actions) return;
    pending.delete(signal);
    signal.removeEventListener("abort", runAll);
  };
}

function runAll(this: AbortSignal): void {
  for (const action of [...(pending.get(this) ?? [])]) action();
}

/** Whether a value can be given up by. Told by its members: there are signals of other realms, and polyfills. */
export function isSignal(value: unknown): value is AbortSignal {
  if (typeof value !== "object" || value === null || !("aborted" in value)) return false;
  return typeof value.aborted === "boolean" && typeof (value as AbortSignal).addEventListener === "function";
}

/** Whether a call wants nothing any more. */
export function hasGivenUp({ signals }: { readonly signals: readonly AbortSignal[] }): boolean {
  return signals.some(({ aborted }) => aborted);
}

/**
 * Has something done when the first of some signals aborts.
 *
 * @param action gets that signal's reason
 * @returns takes that back
 */
export function onFirstAbort(signals: readonly AbortSignal[], action: (reason: unknown) => void): () => void {
  const forget = (): void => {
    for (const takeBack of heard) takeBack();
  };
  const heard = signals.map((signal) =>
    onAbort(signal, () => {
      forget();
      action(signal.reason);
    }),
  );
  return forget;
}

/** Waits on behalf of a call: rejects with the reason of its first signal that aborts. What it waited for goes on. */
export function unlessGivenUp<T>(
  { signals }: { readonly signals: readonly AbortSignal[] },
  awaited: Promise<T>,
): Promise<T> {
  if (signals.length === 0) return awaited;
  return new Promise((resolve, reject) => {
    awaited.finally(onFirstAbort(signals, reject)).then(resolve, reject);
    // It tells nobody any more.
    const aborted = signals.find((signal) => signal.aborted);
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the reason is the caller's
    if (aborted !== undefined) reject(aborted.reason);
  });
}

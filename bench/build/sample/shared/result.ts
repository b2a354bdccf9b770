/** What an operation gives that may fail in ways its caller expects. */
export type Result<Value, Failure = string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

export function success<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

export function failure<Failure>(reason: Failure): Result<never, Failure> {
  return { ok: false, failure: reason };
}

export function mapResult<Value, Mapped, Failure>(
  result: Result<Value, Failure>,
  change: (value: Value) => Mapped,
): Result<Mapped, Failure> {
  return result.ok ? success(change(result.value)) : result;
}

export function chain<Value, Next, Failure>(
  result: Result<Value, Failure>,
  next: (value: Value) => Result<Next, Failure>,
): Result<Next, Failure> {
  return result.ok ? next(result.value) : result;
}

/** The values of all results, or the failures if there is one. */
export function collect<Value, Failure>(
  results: readonly Result<Value, Failure>[],
): Result<readonly Value[], readonly Failure[]> {
  const values: Value[] = [];
  const failures: Failure[] = [];
  for (const result of results) {
    if (result.ok) values.push(result.value);
    else failures.push(result.failure);
  }
  return failures.length === 0 ? success(values) : failure(failures);
}

export function otherwise<Value, Failure>(result: Result<Value, Failure>, fallback: Value): Value {
  return result.ok ? result.value : fallback;
}

/** Runs something that throws, and gives what it threw as a text. */
export function attempt<Value>(run: () => Value): Result<Value> {
  try {
    return success(run());
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

export async function attemptAsync<Value>(run: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return success(await run());
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

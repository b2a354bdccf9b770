/** A promise that a test settles when it wants to. */
export interface Gate<T> {
  readonly passed: Promise<T>;
  open(value: T): void;
  fail(reason: unknown): void;
}

export function makeGate<T = void>(): Gate<T> {
  let open!: (value: T) => void;
  let fail!: (reason: unknown) => void;
  const passed = new Promise<T>((onValue, onError) => {
    open = onValue;
    fail = onError;
  });
  return { passed, open, fail };
}

/** Lets everything run that needs no timer and no I/O. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

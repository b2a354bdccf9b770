interface Class {
  /** Given one of its own instances it makes an equal one. */
  from(value: object): object;
}

/** An equal `Temporal` value. They can't change, but properties can be put on them. */
export function copyTemporal(value: object): object {
  return (value.constructor as unknown as Class).from(value);
}

/** Whether a value with the prototype of a `Temporal` class is one inside. */
export function isTemporal(value: object): boolean {
  try {
    copyTemporal(value);
    return true;
  } catch {
    return false;
  }
}

/** Arrays or objects nested `levels` deep, built without recursion. */
export function nested(levels: number, wrap: (inner: object) => object): object {
  let value: object = {};
  for (let level = 1; level < levels; level++) value = wrap(value);
  return value;
}

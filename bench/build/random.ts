/** The same items in an order that is the same every time, but has nothing to do with the given one. */
export function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const next = generator();
  return items
    .map((item) => ({ item, place: next() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

/** Numbers that look like chance (George Marsaglia's xorshift32), the same ones every time. */
function generator(): () => number {
  let state = 0x9e3779b9 | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

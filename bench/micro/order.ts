/** An order that is another in each round, so that each item follows a different one in turn. */
export function inTurn<T>(items: readonly T[], round: number): T[] {
  const start = round % items.length;
  const turned = [...items.slice(start), ...items.slice(0, start)];
  return round % 2 === 0 ? turned : turned.reverse();
}

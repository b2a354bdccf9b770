/** A way through a graph, from its start to a target. */
export interface Way {
  readonly target: number;
  /** The nodes on it, both ends included. Of a way that is too long to read only those near the ends. */
  readonly nodes: readonly number[];
  /** How many are left out in the middle. */
  readonly omitted: number;
}

/** How many nodes at each end of a way are always told: all ways of a long chain together grow with its square. */
const END = 16;

/**
 * Finds for every node of a graph its nearest targets, with the shortest ways to them.
 *
 * Goes from all targets at once against the direction of the edges, and takes in at most `most` targets at a node. So
 * the work is `most` times the graph's size, however many nodes lead to however many targets.
 *
 * @param uses the nodes that each node leads to
 * @param targets of those at one distance, the first comes first
 * @returns for a node, the ways to its targets, nearest first
 */
export function nearestTargets(
  uses: readonly (readonly number[])[],
  targets: Iterable<number>,
  most: number,
): (node: number) => readonly Way[] {
  const users = reversed(uses);
  const atNode: Arrival[][] = uses.map(() => []);
  const arrivals: Arrival[] = [];
  const arrive = (node: number, target: number, next: Arrival | undefined): void => {
    const known = atNode[node];
    if (known === undefined || known.length >= most || known.some((arrival) => arrival.target === target)) return;
    const arrival = { node, target, next, left: (next?.left ?? 0) + 1 };
    known.push(arrival);
    arrivals.push(arrival);
  };
  for (const target of targets) arrive(target, target, undefined);
  // A list that grows while it is gone through comes to what was added as well.
  for (const arrival of arrivals) {
    for (const user of users[arrival.node] ?? []) arrive(user, arrival.target, arrival);
  }
  return (node) => (atNode[node] ?? []).map(wayOf);
}

/** A target that is known at a node, and where the way to it goes on. */
interface Arrival {
  readonly node: number;
  readonly target: number;
  readonly next: Arrival | undefined;
  /** How many nodes there are from here to the target, both counted. */
  readonly left: number;
}

function wayOf(arrival: Arrival): Way {
  const start: number[] = [];
  const end: number[] = [];
  let omitted = 0;
  for (let at: Arrival | undefined = arrival; at !== undefined; at = at.next) {
    if (start.length < END) start.push(at.node);
    else if (at.left <= END) end.push(at.node);
    else omitted++;
  }
  return { target: arrival.target, nodes: [...start, ...end], omitted };
}

function reversed(uses: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const users: number[][] = uses.map(() => []);
  for (const [node, used] of uses.entries()) for (const each of used) users[each]?.push(node);
  return users;
}

/** One person helped, wrote to, or worked with another; `weight` says how much. */
export interface Tie {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
}

export interface NetworkMember {
  readonly person: string;
  /** Different people reached by, and reaching, this one. */
  readonly given: number;
  readonly received: number;
  readonly weightGiven: number;
  readonly weightReceived: number;
  /** Share of shortest ways between other people that pass through this one, 0 to 1. */
  readonly betweenness: number;
  /** Without this person the network falls into more parts. */
  readonly cutPoint: boolean;
  readonly group: number;
}

export interface Network {
  readonly people: number;
  readonly ties: number;
  /** Ties there are ÷ ties there could be. */
  readonly density: number;
  /** Share of ties that are returned. */
  readonly reciprocity: number;
  /** Parts of the network that are not connected, largest first. */
  readonly groups: readonly number[];
  readonly members: readonly NetworkMember[];
}

/**
 * Who holds a network of help and hand-overs together. Ties add up by pair; ties of people to themselves count for nothing.
 * Betweenness by Brandes (2001) over ties regardless of direction, each as long as the other; cut points by Tarjan (1972).
 */
export function collaborationNetwork(ties: readonly Tie[], others: readonly string[] = []): Network {
  const names = [...new Set([...ties.flatMap(({ from, to }) => [from, to]), ...others])].sort();
  const place = new Map(names.map((name, i) => [name, i]));
  const size = names.length;
  const pairs = new Map<number, number>();
  for (const { from, to, weight } of ties) {
    if (from === to) continue;
    const key = (place.get(from) ?? 0) * size + (place.get(to) ?? 0);
    pairs.set(key, (pairs.get(key) ?? 0) + weight);
  }
  const given = new Int32Array(size);
  const received = new Int32Array(size);
  const weightGiven = new Float64Array(size);
  const weightReceived = new Float64Array(size);
  const neighbours = Array.from({ length: size }, () => new Set<number>());
  let returned = 0;
  for (const [key, weight] of pairs) {
    const [from, to] = [Math.floor(key / size), key % size];
    given[from] += 1;
    received[to] += 1;
    weightGiven[from] += weight;
    weightReceived[to] += weight;
    neighbours[from].add(to);
    neighbours[to].add(from);
    if (pairs.has(to * size + from)) returned += 1;
  }
  const graph = neighbours.map((set) => [...set].sort((a, b) => a - b));
  const between = betweenness(graph);
  const cuts = cutPoints(graph);
  const { groupOf, sizes } = components(graph);
  return {
    people: size,
    ties: pairs.size,
    density: size < 2 ? 0 : pairs.size / (size * (size - 1)),
    reciprocity: pairs.size === 0 ? 0 : returned / pairs.size,
    groups: sizes,
    members: names
      .map(
        (person, i): NetworkMember => ({
          person,
          given: given[i],
          received: received[i],
          weightGiven: weightGiven[i],
          weightReceived: weightReceived[i],
          betweenness: between[i],
          cutPoint: cuts[i] === 1,
          group: groupOf[i],
        }),
      )
      .sort((a, b) => b.betweenness - a.betweenness || (a.person < b.person ? -1 : 1)),
  };
}

/** Brandes (2001), algorithm 1, for undirected graphs; divided by (n − 1)(n − 2)/2. */
function betweenness(graph: readonly (readonly number[])[]): Float64Array {
  const size = graph.length;
  const centrality = new Float64Array(size);
  for (let source = 0; source < size; source++) {
    const order: number[] = [];
    const before = Array.from({ length: size }, () => [] as number[]);
    const ways = new Float64Array(size);
    const distance = new Int32Array(size).fill(-1);
    ways[source] = 1;
    distance[source] = 0;
    const queue = [source];
    for (let head = 0; head < queue.length; head++) {
      const at = queue[head];
      order.push(at);
      for (const next of graph[at]) {
        if (distance[next] === -1) {
          distance[next] = distance[at] + 1;
          queue.push(next);
        }
        if (distance[next] === distance[at] + 1) {
          ways[next] += ways[at];
          before[next].push(at);
        }
      }
    }
    const share = new Float64Array(size);
    for (const at of order.reverse()) {
      for (const prior of before[at]) share[prior] += (ways[prior] / ways[at]) * (1 + share[at]);
      if (at !== source) centrality[at] += share[at];
    }
  }
  const scale = size < 3 ? 0 : 1 / ((size - 1) * (size - 2)); // each pair was counted from both ends
  return centrality.map((value) => value * scale);
}

/** Tarjan (1972): a vertex whose removal disconnects its part. Without recursion, so that long chains are no trouble. */
function cutPoints(graph: readonly (readonly number[])[]): Uint8Array {
  const size = graph.length;
  const found = new Uint8Array(size);
  const seenAt = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  let time = 0;
  for (let root = 0; root < size; root++) {
    if (seenAt[root] !== -1) continue;
    let children = 0;
    const stack = [{ at: root, parent: -1, next: 0 }];
    seenAt[root] = low[root] = time++;
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < graph[top.at].length) {
        const to = graph[top.at][top.next++];
        if (to === top.parent) continue;
        if (seenAt[to] !== -1) low[top.at] = Math.min(low[top.at], seenAt[to]);
        else {
          seenAt[to] = low[to] = time++;
          stack.push({ at: to, parent: top.at, next: 0 });
        }
        continue;
      }
      stack.pop();
      if (top.parent === -1) continue;
      low[top.parent] = Math.min(low[top.parent], low[top.at]);
      if (top.parent === root) children += 1;
      else if (low[top.at] >= seenAt[top.parent]) found[top.parent] = 1;
    }
    if (children > 1) found[root] = 1;
  }
  return found;
}

function components(graph: readonly (readonly number[])[]): { groupOf: Int32Array; sizes: number[] } {
  const raw = new Int32Array(graph.length).fill(-1);
  const sizes: number[] = [];
  for (let start = 0; start < graph.length; start++) {
    if (raw[start] !== -1) continue;
    const queue = [start];
    raw[start] = sizes.length;
    for (let head = 0; head < queue.length; head++) {
      for (const next of graph[queue[head]]) {
        if (raw[next] !== -1) continue;
        raw[next] = sizes.length;
        queue.push(next);
      }
    }
    sizes.push(queue.length);
  }
  const rank = sizes.map((_, i) => i).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const place = new Int32Array(sizes.length);
  for (const [to, from] of rank.entries()) place[from] = to;
  return { groupOf: raw.map((group) => place[group]), sizes: rank.map((group) => sizes[group]) };
}

/** A directed graph placed in layers: the steps of a process from start to end, with the ways back. */
export interface LayeredEdge {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

export interface LayeredLayout {
  /** Layer and place across it, both in whole or broken units; places are at least 1 apart within a layer. */
  readonly nodes: ReadonlyMap<string, { readonly layer: number; readonly place: number }>;
  /** For each edge, in the order given, the points it passes from its start to its end. Empty for loops to itself. */
  readonly routes: readonly (readonly { readonly layer: number; readonly place: number }[])[];
  readonly layers: number;
  readonly places: number;
}

interface Slot {
  readonly key: string;
  readonly layer: number;
  place: number;
  /** Room it takes across: 1 for a node, less for a passing edge. */
  readonly breadth: number;
  readonly before: Slot[];
  readonly after: Slot[];
}

/**
 * Layered drawing after Sugiyama, Tagawa and Toda (1981): cycles are broken by a greedy order (Eades, Lin and Smyth 1993)
 * that turns round as little weight as it can, layers follow the longest path, crossings shrink by barycentre sweeps,
 * and long edges pass through a slot of their own in every layer between.
 */
export function layeredLayout(ids: readonly string[], edges: readonly LayeredEdge[]): LayeredLayout {
  const rank = new Map(greedyOrder(ids, edges).map((id, at) => [id, at]));
  const forward = edges.map((edge) =>
    (rank.get(edge.from) ?? 0) <= (rank.get(edge.to) ?? 0) ? edge : { ...edge, from: edge.to, to: edge.from },
  );
  const layerOf = longestPathLayers(ids, forward, rank);
  const layers = Math.max(0, ...layerOf.values()) + 1;
  const rows: Slot[][] = Array.from({ length: layers }, () => []);
  const slots = new Map<string, Slot>();
  const open = (key: string, layer: number, breadth: number): Slot => {
    const slot: Slot = { key, layer, place: rows[layer].length, breadth, before: [], after: [] };
    rows[layer].push(slot);
    return slot;
  };
  for (const id of ids) slots.set(id, open(id, layerOf.get(id) ?? 0, 1));
  const chains = forward.map(({ from, to }, at) => chainOf(slots.get(from), slots.get(to), at, open));
  for (let sweep = 0; sweep < 12; sweep += 1) sortByNeighbours(rows, sweep % 2 === 0);
  for (let pass = 0; pass < 24; pass += 1) pullTowardsNeighbours(rows, pass % 2 === 0);
  const leastPlace = Math.min(0, ...rows.flat().map(({ place }) => place));
  const point = ({ layer, place }: Slot) => ({ layer, place: place - leastPlace });
  return {
    nodes: new Map([...slots].map(([id, slot]) => [id, point(slot)])),
    routes: chains.map((chain, at) => {
      const points = chain.map(point);
      return forward[at].from === edges[at].from ? points : points.toReversed();
    }),
    layers,
    places: Math.max(0, ...rows.flat().map(({ place }) => place)) - leastPlace + 1,
  };
}

function chainOf(
  from: Slot | undefined,
  to: Slot | undefined,
  edge: number,
  open: (key: string, layer: number, breadth: number) => Slot,
): Slot[] {
  if (from === undefined || to === undefined || from === to) return [];
  const chain = [from];
  for (let layer = from.layer + 1; layer < to.layer; layer += 1) chain.push(open(`${edge}/${layer}`, layer, 0.4));
  chain.push(to);
  for (let at = 1; at < chain.length; at += 1) {
    chain[at - 1].after.push(chain[at]);
    chain[at].before.push(chain[at - 1]);
  }
  return chain;
}

/** Sinks go last, sources first, and of the rest whoever sends out most more than it receives. */
function greedyOrder(ids: readonly string[], edges: readonly LayeredEdge[]): string[] {
  const left = new Set(ids);
  const first: string[] = [];
  const last: string[] = [];
  while (left.size > 0) {
    const flow = new Map([...left].map((id) => [id, { out: 0, in: 0 }]));
    for (const { from, to, value } of edges) {
      if (from === to || !left.has(from) || !left.has(to)) continue;
      (flow.get(from) as { out: number }).out += Math.max(value, 1e-9);
      (flow.get(to) as { in: number }).in += Math.max(value, 1e-9);
    }
    const sink = [...flow].findLast(([, { out, in: into }]) => out === 0 && into > 0);
    const source = [...flow].find(([, { in: into }]) => into === 0);
    const [chosen] = sink ?? source ?? [...flow].toSorted(([, a], [, b]) => b.out - b.in - (a.out - a.in))[0];
    if (sink !== undefined) last.unshift(chosen);
    else first.push(chosen);
    left.delete(chosen);
  }
  return [...first, ...last];
}

function longestPathLayers(
  ids: readonly string[],
  edges: readonly LayeredEdge[],
  rank: ReadonlyMap<string, number>,
): Map<string, number> {
  const layer = new Map(ids.map((id) => [id, 0]));
  const inOrder = ids.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  for (const id of inOrder) {
    for (const { from, to } of edges) {
      if (from === id && to !== id && layer.has(to))
        layer.set(to, Math.max(layer.get(to) ?? 0, (layer.get(id) ?? 0) + 1));
    }
  }
  return layer;
}

function mean(slots: readonly Slot[], otherwise: number): number {
  return slots.length === 0 ? otherwise : slots.reduce((sum, { place }) => sum + place, 0) / slots.length;
}

function sortByNeighbours(rows: Slot[][], downwards: boolean): void {
  for (const row of downwards ? rows : rows.toReversed()) {
    const centre = new Map(row.map((slot) => [slot, mean(downwards ? slot.before : slot.after, slot.place)]));
    row.sort((a, b) => (centre.get(a) ?? 0) - (centre.get(b) ?? 0));
    row.forEach((slot, at) => {
      slot.place = at;
    });
  }
}

function pullTowardsNeighbours(rows: Slot[][], downwards: boolean): void {
  for (const row of downwards ? rows : rows.toReversed()) {
    const wanted = row.map((slot) => mean(downwards ? slot.before : slot.after, slot.place));
    const placed: number[] = [];
    for (const [at, want] of wanted.entries())
      placed.push(at === 0 ? want : Math.max(want, placed[at - 1] + (row[at - 1].breadth + row[at].breadth) / 2));
    const drift = wanted.reduce((sum, want, at) => sum + want - placed[at], 0) / Math.max(row.length, 1);
    row.forEach((slot, at) => {
      slot.place = placed[at] + drift;
    });
  }
}

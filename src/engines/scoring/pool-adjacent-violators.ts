export interface IsotonicStep {
  readonly x: number;
  readonly mean: number;
  readonly weight: number;
}

/**
 * The non-decreasing step function closest to y in squares: pool adjacent violators (Ayer et al. 1955). One step per block,
 * with the block's mean x, mean y and number of points. Order of the points does not matter.
 */
export function poolAdjacentViolators(x: ArrayLike<number>, y: ArrayLike<number>): IsotonicStep[] {
  const order = Uint32Array.from({ length: x.length }, (_, i) => i).sort((a, b) => x[a] - x[b]);
  const blocks: { sumX: number; sumY: number; weight: number }[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from;
    const block = { sumX: 0, sumY: 0, weight: 0 };
    while (to < order.length && x[order[to]] === x[order[from]]) {
      block.sumX += x[order[to]];
      block.sumY += y[order[to]];
      block.weight += 1;
      to += 1;
    }
    from = to;
    blocks.push(block);
    while (blocks.length > 1) {
      const last = blocks[blocks.length - 1];
      const before = blocks[blocks.length - 2];
      if (before.sumY * last.weight < last.sumY * before.weight) break;
      before.sumX += last.sumX;
      before.sumY += last.sumY;
      before.weight += last.weight;
      blocks.pop();
    }
  }
  return blocks.map(({ sumX, sumY, weight }) => ({ x: sumX / weight, mean: sumY / weight, weight }));
}

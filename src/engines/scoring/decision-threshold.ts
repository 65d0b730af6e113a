export interface ThresholdChoice {
  readonly threshold: number;
  readonly sensitivity: number;
  readonly specificity: number;
  readonly precision: number;
  readonly accuracy: number;
}

/**
 * The probability from which on a row is called positive: the one with the largest sensitivity + specificity − 1
 * (Youden 1950), half-way to the next lower probability.
 */
export function decisionThreshold(probabilities: ArrayLike<number>, target: ArrayLike<number>): ThresholdChoice {
  const count = target.length;
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => probabilities[b] - probabilities[a]);
  let positives = 0;
  for (let i = 0; i < count; i++) positives += target[i];
  const negatives = count - positives;
  let hits = 0;
  let best = { gain: -1, hits: 0, selected: 0, threshold: 0.5 };
  for (let k = 0; k < count; k++) {
    hits += target[order[k]];
    const here = probabilities[order[k]];
    const next = k + 1 < count ? probabilities[order[k + 1]] : 0;
    if (next === here) continue;
    const gain = hits / positives - (k + 1 - hits) / negatives;
    if (gain > best.gain) best = { gain, hits, selected: k + 1, threshold: (here + next) / 2 };
  }
  const falseHits = best.selected - best.hits;
  return {
    threshold: best.threshold,
    sensitivity: best.hits / positives,
    specificity: 1 - falseHits / negatives,
    precision: best.hits / Math.max(1, best.selected),
    accuracy: (best.hits + negatives - falseHits) / count,
  };
}

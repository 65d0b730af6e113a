/**
 * The chance that a row with target 1 scores above a row with target 0, ties counting half: the area under the ROC curve
 * by ranks (Mann & Whitney 1947). 0.5 when one class is absent.
 */
export function rocAuc(scores: ArrayLike<number>, target: ArrayLike<number>): number {
  const count = scores.length;
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let hits = 0;
  let rankSum = 0;
  for (let from = 0; from < count; ) {
    let to = from;
    let hitsHere = 0;
    while (to < count && scores[order[to]] === scores[order[from]]) {
      if (target[order[to]] === 1) hitsHere += 1;
      to += 1;
    }
    rankSum += hitsHere * ((from + 1 + to) / 2);
    hits += hitsHere;
    from = to;
  }
  const misses = count - hits;
  return hits === 0 || misses === 0 ? 0.5 : (rankSum - (hits * (hits + 1)) / 2) / (hits * misses);
}

import type { EncodedRows, PlannedFeature } from './feature-plan.ts';

/**
 * What one feature alone says about each row: the hit rate of the rows in other folds that have the same value (category)
 * or fall into the same fortieth by quantiles (number). Missing values are a group of their own; rates of small groups lean
 * towards the overall rate by two rows.
 */
export function singleColumnRates(
  feature: PlannedFeature,
  encoded: EncodedRows,
  f: number,
  target: Uint8Array,
  folds: Uint8Array,
): Float64Array {
  const { groups, count } =
    feature.kind === 'category'
      ? { groups: encoded.codes[f]!.map((code) => code + 1), count: feature.levels.length + 2 }
      : quantileGroups(encoded.numbers[f]!, 40);
  const foldCount = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  const hits = new Float64Array(count * foldCount);
  const rows = new Float64Array(count * foldCount);
  let allHits = 0;
  groups.forEach((group, i) => {
    hits[group * foldCount + folds[i]] += target[i];
    rows[group * foldCount + folds[i]] += 1;
    allHits += target[i];
  });
  const prior = allHits / target.length;
  const rate = new Float64Array(count * foldCount);
  for (let group = 0; group < count; group++) {
    const at = group * foldCount;
    let [groupHits, groupRows] = [0, 0];
    for (let fold = 0; fold < foldCount; fold++) {
      groupHits += hits[at + fold];
      groupRows += rows[at + fold];
    }
    for (let fold = 0; fold < foldCount; fold++) {
      rate[at + fold] = (groupHits - hits[at + fold] + 2 * prior) / (groupRows - rows[at + fold] + 2);
    }
  }
  return Float64Array.from(groups, (group, i) => rate[group * foldCount + folds[i]]);
}

/** Group 0 holds the missing values; the others have about equally many rows. */
function quantileGroups(values: Float64Array, wanted: number): { groups: Int32Array; count: number } {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges: number[] = [];
  for (let k = 1; k < wanted; k++) {
    const edge = sorted[Math.floor((k / wanted) * sorted.length)];
    if (edges.length === 0 || edge > edges[edges.length - 1]) edges.push(edge);
  }
  const groups = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const half = (low + high) >>> 1;
      if (edges[half] <= value) low = half + 1;
      else high = half;
    }
    return low + 1;
  });
  return { groups, count: edges.length + 2 };
}

/**
 * Agreement of two partitions of the same rows, corrected for chance (Hubert & Arabie 1985, eq. 5): 1 the same, about 0
 * no better than chance. Labels are whole numbers from 0. Two partitions of one block each agree fully.
 * Throws RangeError when the lengths differ. Cost O(rows + blocks²).
 */
export function adjustedRandIndex(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) {
    throw new RangeError(`invalid partitions: ${left.length} and ${right.length} rows (equal lengths are expected)`);
  }
  const columns = largest(right) + 1;
  const table = new Float64Array((largest(left) + 1) * columns);
  const leftSizes = new Float64Array(largest(left) + 1);
  const rightSizes = new Float64Array(columns);
  for (let i = 0; i < left.length; i++) {
    table[left[i] * columns + right[i]] += 1;
    leftSizes[left[i]] += 1;
    rightSizes[right[i]] += 1;
  }
  const together = pairs(table);
  const inLeft = pairs(leftSizes);
  const inRight = pairs(rightSizes);
  const all = (left.length * (left.length - 1)) / 2;
  const expected = all === 0 ? 0 : (inLeft * inRight) / all;
  const most = (inLeft + inRight) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function pairs(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += (count * (count - 1)) / 2;
  return sum;
}

function largest(labels: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] > most) most = labels[i];
  return most;
}

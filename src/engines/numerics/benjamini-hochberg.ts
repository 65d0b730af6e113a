/**
 * p-values adjusted for the false discovery rate over all of them: Benjamini & Hochberg (1995), as R's
 * `p.adjust(p, "BH")`. In the order given. Throws RangeError for a value outside [0, 1].
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const count = pValues.length;
  for (let i = 0; i < count; i++) {
    if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
      throw new RangeError(`invalid p: ${pValues[i]} (a number from 0 to 1 is expected)`);
    }
  }
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => pValues[b] - pValues[a]);
  const adjusted = new Float64Array(count);
  let least = 1;
  for (let place = 0; place < count; place++) {
    const i = order[place];
    least = Math.min(least, (pValues[i] * count) / (count - place));
    adjusted[i] = least;
  }
  return adjusted;
}

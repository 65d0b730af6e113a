export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly predicted: number;
  readonly observed: number;
}

/** Mean of −log(probability of what happened). Probabilities are held to [1e-15, 1 − 1e-15]. */
export function logLoss(probabilities: ArrayLike<number>, target: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < target.length; i++) {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probabilities[i]));
    sum -= target[i] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return sum / target.length;
}

/** Mean squared difference of probability and outcome: Brier (1950). */
export function brierScore(probabilities: ArrayLike<number>, target: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < target.length; i++) sum += (probabilities[i] - target[i]) ** 2;
  return sum / target.length;
}

/** Predicted against observed in bins of equal width (empty ones left out). */
export function calibrationBins(
  probabilities: ArrayLike<number>,
  target: ArrayLike<number>,
  bins = 10,
): CalibrationBin[] {
  const counts = new Float64Array(bins);
  const predicted = new Float64Array(bins);
  const observed = new Float64Array(bins);
  for (let i = 0; i < target.length; i++) {
    const bin = Math.min(bins - 1, Math.floor(probabilities[i] * bins));
    counts[bin] += 1;
    predicted[bin] += probabilities[i];
    observed[bin] += target[i];
  }
  return Array.from(counts, (count, bin) => ({
    low: bin / bins,
    high: (bin + 1) / bins,
    count,
    predicted: predicted[bin] / Math.max(1, count),
    observed: observed[bin] / Math.max(1, count),
  })).filter(({ count }) => count > 0);
}

/** Expected calibration error over ten bins of equal width: Naeini, Cooper & Hauskrecht (2015). */
export function expectedCalibrationError(probabilities: ArrayLike<number>, target: ArrayLike<number>): number {
  const total = target.length;
  return calibrationBins(probabilities, target).reduce(
    (sum, { count, predicted, observed }) => sum + (count / total) * Math.abs(predicted - observed),
    0,
  );
}

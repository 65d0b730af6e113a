import { type Matrix, matrix } from '#engines/numerics/matrix.ts';

/**
 * Correlation of residuals drawn towards the identity by the intensity of Schäfer & Strimmer (2005), which keeps it
 * invertible with more series than observations. `residuals[i]` are those of node i, all as long; their means are not
 * taken out (they are errors of forecasts). Returns the correlation and λ.
 */
export function shrunkCorrelation(residuals: readonly Float64Array[]): { correlation: Matrix; lambda: number } {
  const nodes = residuals.length;
  const n = residuals[0].length;
  const scaled = residuals.map((own) => {
    let squares = 0;
    for (const value of own) squares += value * value;
    const root = Math.sqrt(squares / n);
    return root > 0 ? own.map((value) => value / root) : new Float64Array(n);
  });
  const correlation = matrix(nodes, nodes);
  let [variance, size] = [0, 0];
  for (let i = 0; i < nodes; i++) {
    correlation.data[i * nodes + i] = 1;
    for (let j = 0; j < i; j++) {
      let [mean, squares] = [0, 0];
      for (let t = 0; t < n; t++) {
        const product = scaled[i][t] * scaled[j][t];
        mean += product / n;
        squares += product * product;
      }
      correlation.data[i * nodes + j] = correlation.data[j * nodes + i] = mean;
      variance += (squares - n * mean * mean) / (n * Math.max(1, n - 1));
      size += mean * mean;
    }
  }
  const lambda = size > 0 ? Math.min(1, Math.max(1e-3, variance / size)) : 1;
  for (let i = 0; i < nodes; i++) {
    for (let j = 0; j < nodes; j++) if (i !== j) correlation.data[i * nodes + j] *= 1 - lambda;
  }
  return { correlation, lambda };
}

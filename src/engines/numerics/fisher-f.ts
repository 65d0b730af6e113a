import { betaInverse } from './beta.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { checkPositive } from './inverse-cdf.ts';
import { binomialTerm } from './stirling-error.ts';
import { logBeta } from './log-gamma.ts';

/** Density of Fisher's F with df1 and df2 degrees of freedom. */
export function fisherFDensity(f: number, df1: number, df2: number): number {
  checkPositive('df1', df1);
  checkPositive('df2', df2);
  if (f < 0) return 0;
  if (f === 0) return df1 < 2 ? Number.POSITIVE_INFINITY : df1 === 2 ? 1 : 0;
  const { x, y } = share(f, df1, df2);
  const [a, b] = [df1 / 2, df2 / 2];
  // x^a·y^b/B(a, b) is the density of log f
  const logDensity =
    a < 0.5 || b < 0.5
      ? Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b))
      : (binomialTerm(a, b, x, y) * a * b) / (a + b);
  return logDensity / f;
}

export function fisherFCdf(f: number, df1: number, df2: number): number {
  return tails(f, df1, df2).lower;
}

export function fisherFUpper(f: number, df1: number, df2: number): number {
  return tails(f, df1, df2).upper;
}

/** The f with chance p below it. */
export function fisherFQuantile(p: number, df1: number, df2: number): number {
  const { x, y } = betaInverse(p, false, df1 / 2, df2 / 2);
  return (df2 * x) / (df1 * y);
}

/** The f with chance p above it. */
export function fisherFUpperQuantile(p: number, df1: number, df2: number): number {
  const { x, y } = betaInverse(p, true, df1 / 2, df2 / 2);
  return (df2 * x) / (df1 * y);
}

function tails(f: number, df1: number, df2: number): { lower: number; upper: number } {
  checkPositive('df1', df1);
  checkPositive('df2', df2);
  if (f <= 0) return { lower: 0, upper: 1 };
  if (f === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const { x, y } = share(f, df1, df2);
  return incompleteBeta(df1 / 2, df2 / 2, x, y);
}

/** x = df1·f/(df1·f + df2) and 1 − x. */
function share(f: number, df1: number, df2: number): { x: number; y: number } {
  const product = df1 * f;
  return product > df2
    ? { x: 1 / (1 + df2 / product), y: df2 / product / (1 + df2 / product) }
    : { x: product / df2 / (1 + product / df2), y: 1 / (1 + product / df2) };
}

import { gammaCdf, gammaDensity, gammaQuantile, gammaUpper, gammaUpperQuantile } from './gamma.ts';

/** χ² with `df` degrees of freedom: the gamma distribution of shape df/2 and rate 1/2. */
export const chiSquaredDensity = (x: number, df: number): number => gammaDensity(x, df / 2, 0.5);
export const chiSquaredCdf = (x: number, df: number): number => gammaCdf(x, df / 2, 0.5);
export const chiSquaredUpper = (x: number, df: number): number => gammaUpper(x, df / 2, 0.5);
export const chiSquaredQuantile = (p: number, df: number): number => gammaQuantile(p, df / 2, 0.5);
export const chiSquaredUpperQuantile = (p: number, df: number): number => gammaUpperQuantile(p, df / 2, 0.5);

import { type Exact, divide, exactFromText, one } from '#engines/commission/exact.ts';

/** Reads '33.33%', '0.25' or '1/3' exactly; undefined when it is anything else. */
export function readShare(text: string): Exact | undefined {
  const [over, under, more] = text.trim().replace(/\s*%$/, '').split('/');
  if (more !== undefined) return undefined;
  const value = exactFromText(over.trim());
  const divisor = under === undefined ? one : exactFromText(under.trim());
  if (value === undefined || divisor === undefined || divisor.n === 0n) return undefined;
  const share = divide(value, divisor);
  return text.trim().endsWith('%') ? divide(share, { n: 100n, d: 1n }) : share;
}

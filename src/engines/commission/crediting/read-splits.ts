import { type Exact, exactFromText } from '../exact.ts';

export interface Part {
  readonly payee: string;
  readonly share: Exact;
}

/** Reads 'Ann 50%; Bob 50%', 'Ann:1/3, Bob:1/3, Cy:1/3' or 'Ann=0.7|Bob=0.3'; undefined when a part cannot be read. */
export function readSplits(text: string): Part[] | undefined {
  const parts: Part[] = [];
  for (const piece of text.split(/[;,|；，]/u)) {
    if (piece.trim() === '') continue;
    const match = /^\s*(.+?)\s*[:=：\s]\s*(\d+(?:\.\d+)?)\s*(?:\/\s*(\d+))?\s*(%?)\s*$/u.exec(piece);
    const share = match === null ? undefined : exactFromText(match[2]);
    if (match === null || share === undefined) return undefined;
    const divisor = BigInt(match[3] ?? '1') * (match[4] === '%' ? 100n : 1n);
    if (divisor === 0n) return undefined;
    parts.push({ payee: match[1], share: { n: share.n, d: share.d * divisor } });
  }
  return parts.length === 0 ? undefined : parts;
}

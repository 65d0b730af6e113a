import type { Collector } from './feed-worker.ts';

/** Adds up numbers; cannot take a negative one, nor end at zero. */
export function sumCollector(): Collector<number, number> {
  let sum = 0;
  return {
    take(part) {
      if (part < 0) throw new RangeError(`${part} is negative`);
      sum += part;
    },
    finish() {
      if (sum === 0) throw new RangeError('nothing came');
      return sum;
    },
  };
}

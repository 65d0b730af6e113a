import { priceVolumeMix } from '../../src/engines/variance/price-volume-mix.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import type { Bench } from '../define-bench.ts';

/** Whether parts add up to the last unit over random data, and how long large data take. */
export const bench: Bench = {
  title: 'Variance (engines, section 12)',
  async run({ time }) {
    const random = seededRandom('variance');
    const lines = (count: number, slices: number) =>
      Array.from({ length: count }, () => ({
        slice: [`r${random.integer(8)}`, `p${random.integer(slices)}`],
        quantity: random.integer(200) - 2,
        amountMinor: BigInt(random.integer(10_000_000) - 1000),
      }));
    let exact = 0;
    const tries = 2000;
    for (let i = 0; i < tries; i++) {
      const [actual, reference] = [lines(1 + random.integer(40), 12), lines(1 + random.integer(40), 12)];
      const total = (list: typeof actual): bigint => list.reduce((sum, line) => sum + line.amountMinor, 0n);
      const found = priceVolumeMix(actual, reference, { dimensions: ['region', 'product'] });
      const parts = found.parts.reduce((sum, part) => sum + part.minor, 0n);
      const slices = found.slices.every(
        (slice) => slice.parts.reduce((sum, part) => sum + part.minor, 0n) === slice.gapMinor,
      );
      if (parts === total(actual) - total(reference) && slices) exact += 1;
    }
    const [actual, reference] = [lines(200_000, 2000), lines(200_000, 2000)];
    const ms = await time(() => priceVolumeMix(actual, reference, { dimensions: ['region', 'product'] }));
    return [
      {
        bar: 'random comparisons whose parts sum to the gap to the last unit, whole and every slice',
        measured: `${exact} of ${tries}`,
        limit: `${tries}`,
        met: exact === tries,
      },
      {
        bar: 'price, volume, mix of 400,000 lines in 16,000 slices, two dimensions',
        measured: `${(ms / 1000).toFixed(2)} s`,
        limit: '5 s',
        met: ms <= 5000,
      },
    ];
  },
};

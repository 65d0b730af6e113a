import { adjustedRandIndex } from '../../src/engines/segmentation/adjusted-rand.ts';
import { cluster } from '../../src/engines/segmentation/cluster.ts';
import { rfm } from '../../src/engines/segmentation/rfm.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { readTable } from '../../src/platform/tabular/read-table.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

/** Stability and recovery of clusters; speed of RFM. */
export const bench: Bench = {
  title: 'Segments (engines, section 4)',
  async run({ reference, time }) {
    const rows: BenchRow[] = [];
    let right = 0;
    let agreement = 0;
    const tries = 40;
    for (let seed = 0; seed < tries; seed++) {
      const random = seededRandom(seed);
      const k = 2 + (seed % 4);
      const centres = Array.from({ length: k }, (_, c) => [
        8 * Math.cos((2 * Math.PI * c) / k),
        8 * Math.sin((2 * Math.PI * c) / k),
      ]);
      const truth = Array.from({ length: 400 }, () => random.integer(k));
      const columns = [0, 1, 2].map((j) => ({
        name: `c${j}`,
        values: truth.map((group) => (centres[group][j] ?? 0) + 1.5 * random.normal()),
      }));
      const found = cluster(columns, { seed });
      if (found.k === k) right += 1;
      agreement += adjustedRandIndex(found.of, truth) / tries;
    }
    rows.push({
      bar: 'number of planted groups found (2 to 5 groups, 400 rows, one column of noise)',
      measured: `${right} of ${tries}, adjusted Rand ${agreement.toFixed(3)}`,
      limit: `${Math.ceil(0.9 * tries)} of ${tries}`,
      met: right >= 0.9 * tries,
    });
    let called = 0;
    for (let seed = 0; seed < tries; seed++) {
      const random = seededRandom(`noise ${seed}`);
      const columns = [0, 1, 2].map((j) => ({
        name: `c${j}`,
        values: Array.from({ length: 400 }, () => random.normal()),
      }));
      if (cluster(columns, { seed }).structure === 'clear') called += 1;
    }
    rows.push({
      bar: 'noise called a clear structure',
      measured: `${called} of ${tries}`,
      limit: '0',
      met: called === 0,
    });
    const file = reference('wholesale-customers-uci/wholesale_customers.csv');
    if (file !== undefined) {
      const table = await readTable(file);
      const columns = table.header
        .slice(2)
        .map((name, j) => ({ name, values: table.rows.map((row) => Number(row[j + 2])) }));
      const found = cluster(columns);
      const channel = table.rows.map((row) => Number(row[0]) - 1);
      rows.push({
        bar: 'wholesale customers: k chosen is stable under resampling (adjusted Rand)',
        measured: `k ${found.k}, ${found.stability.toFixed(3)}`,
        limit: '0.8',
        met: found.stability >= 0.8,
        note: `agreement with the channel, which was not used: adjusted Rand ${adjustedRandIndex(found.of, channel).toFixed(3)}`,
      });
    }
    const random = seededRandom('rfm');
    const n = 1_000_000;
    const purchases = {
      customer: Array.from({ length: n }, () => `c${random.integer(200_000)}`),
      day: Array.from({ length: n }, () => random.integer(1000)),
      amount: Array.from({ length: n }, () => random.integer(100_000) / 100),
    };
    const seconds = (await time(() => rfm(purchases, { asOf: 1000 }), 2)) / 1000;
    rows.push({
      bar: 'RFM of 1 M purchases, 200,000 customers',
      measured: `${seconds.toFixed(2)} s`,
      limit: '5 s',
      met: seconds <= 5,
    });
    return rows;
  },
};

import { type QuotaRow, allocateQuota } from '#engines/quota/allocate-quota.ts';
import { seededRandom } from '#kernel/random.ts';
import type { Bench } from '../define-bench.ts';

/** Sums to the last unit whatever the rules, limits kept where the total allows, and how long a large force takes. */
export const bench: Bench = {
  title: 'Quota (engines, section 7)',
  async run({ time }) {
    const random = seededRandom('quota bench');
    const runs = 10_000;
    let [inexact, beyond, refused] = [0, 0, 0];
    for (let i = 0; i < runs; i++) {
      const rows = force(1 + random.integer(40), `run ${i}`);
      const total = random.integer(5_000_000);
      const found = allocateQuota(rows, { total, potentialWeight: 0.6, historyWeight: 0.4, mostChange: 0.2 });
      if (found === undefined) {
        refused += 1;
        if (rows.reduce((sum, { capacity }) => sum + Math.floor(capacity ?? total), 0) >= total) inexact += 1;
        continue;
      }
      const sum = found.quotas.reduce((all, { quota }) => all + BigInt(quota), 0n);
      if (sum !== BigInt(total)) inexact += 1;
      for (const [j, { quota }] of found.quotas.entries()) {
        const { capacity, history, ramp } = rows[j];
        if (quota > (capacity ?? total)) beyond += 1;
        if (found.changeLimitGivenUp || ramp < 1 || history === undefined) continue;
        const least = Math.min(Math.floor(capacity ?? total), Math.ceil(history * 0.8));
        if (quota < least || quota > Math.max(least, Math.floor(history * 1.2))) beyond += 1;
      }
    }
    const large = force(10_000, 'large');
    const ms = await time(() =>
      allocateQuota(large, { total: 9_000_000_000, potentialWeight: 0.6, historyWeight: 0.4, mostChange: 0.2 }),
    );
    return [
      {
        bar: `${runs.toLocaleString('en')} random forces: sums that differ from the total, or refused though capacity is there`,
        measured: String(inexact),
        limit: '0',
        met: inexact === 0,
        note: `${refused} rightly refused: their capacities cannot carry the total`,
      },
      {
        bar: 'quotas above capacity, or beyond the limit of change though it was kept',
        measured: String(beyond),
        limit: '0',
        met: beyond === 0,
      },
      { bar: '10,000 people', measured: `${ms.toFixed(0)} ms`, limit: '500 ms', met: ms <= 500 },
    ];
  },
};

function force(people: number, seed: string): QuotaRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: people }, (_, i) => ({
    id: `p${i}`,
    potential: random.next() < 0.9 ? 1000 * random.exponential() : undefined,
    history: random.next() < 0.85 ? random.integer(200_000) : undefined,
    capacity: random.next() < 0.3 ? 50_000 + random.integer(300_000) : undefined,
    ramp: random.next() < 0.15 ? random.next() : 1,
    expected: random.next() < 0.7 ? random.integer(200_000) : undefined,
  }));
}

import { detectAnomalies } from '../../src/engines/anomaly/detect-anomalies.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

const rate = 0.001;

/** False alarms on clean series and finds on planted ones; series of several lengths, seasons, persistences and tails. */
export const bench: Bench = {
  title: 'Anomaly (engines, section 12)',
  async run({ time }) {
    const rows: BenchRow[] = [];
    for (const kind of kinds) {
      const tries = Math.ceil(20_000 / kind.n);
      let [alarms, points] = [0, 0];
      const found = { 4: 0, 6: 0, 8: 0 };
      for (let i = 0; i < tries; i++) {
        const random = seededRandom(`${kind.name} ${i}`);
        const clean = series(kind, random);
        alarms += detectAnomalies(clean, { season: kind.season, alarmRate: rate }).points.filter(
          (point) => point?.anomaly,
        ).length;
        points += kind.n;
        if (i >= 80) continue;
        const at = random.integer(kind.n);
        for (const size of [4, 6, 8] as const) {
          const planted = clean.slice();
          planted[at] += size * noise * Math.sqrt(1 - kind.persistence ** 2);
          if (detectAnomalies(planted, { season: kind.season, alarmRate: rate }).points[at]?.anomaly === true)
            found[size] += 1;
        }
      }
      const planted = Math.min(tries, 80);
      const measured = alarms / points;
      rows.push({
        bar: `false alarms per 1,000 clean points: ${kind.name}`,
        measured: (1000 * measured).toFixed(2),
        limit: `${(1000 * kind.limit).toFixed(1)}`,
        met: measured <= kind.limit,
        note: `asked for ${1000 * rate}; planted jumps found: 4 sd ${share(found[4], planted)}, 6 sd ${share(found[6], planted)}, 8 sd ${share(found[8], planted)}`,
      });
    }
    const random = seededRandom('speed');
    const many = Array.from({ length: 200 }, () => series(kinds[2], random));
    const ms = await time(() => many.forEach((values) => detectAnomalies(values, { season: 12 })), 2);
    rows.push({
      bar: 'one series of 120 months',
      measured: `${(ms / 200).toFixed(1)} ms`,
      limit: '10 ms',
      met: ms / 200 <= 10,
    });
    return rows;
  },
};

const noise = 4;
const kinds = [
  { name: '60 points without season', n: 60, season: 1, persistence: 0, tails: 0, limit: 0.002 },
  { name: '60 months with season', n: 60, season: 12, persistence: 0, tails: 0, limit: 0.002 },
  { name: '120 months with season', n: 120, season: 12, persistence: 0, tails: 0, limit: 0.002 },
  { name: '364 days with season', n: 364, season: 7, persistence: 0, tails: 0, limit: 0.002 },
  { name: '120 months with season, persistence .5', n: 120, season: 12, persistence: 0.5, tails: 0, limit: 0.002 },
  { name: '200 points, persistence .8', n: 200, season: 1, persistence: 0.8, tails: 0, limit: 0.002 },
  { name: '120 months with season, tails of t(5)', n: 120, season: 12, persistence: 0, tails: 5, limit: 0.01 },
  { name: '120 points, tails of t(3)', n: 120, season: 1, persistence: 0, tails: 3, limit: 0.01 },
] as const;

function series({ n, season, persistence, tails }: (typeof kinds)[number], random: Random): number[] {
  let rest = 0;
  return Array.from({ length: n }, (_, t) => {
    rest =
      persistence * rest + Math.sqrt(1 - persistence ** 2) * (tails === 0 ? random.normal() : studentT(tails, random));
    return 200 + 0.3 * t + (season > 1 ? 15 * Math.sin((2 * Math.PI * t) / season) : 0) + noise * rest;
  });
}

/** Student's t with variance 1. */
function studentT(df: number, random: Random): number {
  let squares = 0;
  for (let i = 0; i < df; i++) squares += random.normal() ** 2;
  return random.normal() / Math.sqrt((squares / df) * (df / (df - 2)));
}

function share(count: number, of: number): string {
  return `${Math.round((100 * count) / of)} %`;
}

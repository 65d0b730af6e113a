import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One series of a forecasting competition: what was shown and what came after. */
export interface CompetitionSeries {
  readonly id: string;
  readonly type: string;
  readonly horizon: number;
  readonly season: number;
  readonly train: readonly number[];
  readonly test: readonly number[];
}

export function readCompetition(file: string): CompetitionSeries[] {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1);
  return lines.map((line) => {
    const cells = line.split(',');
    const numbers = (text: string): number[] => text.split(' ').map(Number);
    return {
      id: cells[0],
      type: cells[1].toLowerCase(),
      horizon: Number(cells[3]),
      season: Number(cells[5]),
      train: numbers(cells[8]),
      test: numbers(cells[9]),
    };
  });
}

/** Symmetric absolute percentage errors, 200|f − y|/(|f| + |y|), as the competition averaged them. */
export function symmetricErrors(forecast: readonly number[], actual: readonly number[]): number[] {
  return actual.map((value, h) => {
    const size = Math.abs(forecast[h]) + Math.abs(value);
    return size === 0 ? 0 : (200 * Math.abs(forecast[h] - value)) / size;
  });
}

/** Means of errors in all and by type. */
export class ErrorTable {
  readonly #sums = new Map<string, { sum: number; count: number }>();

  add(type: string, errors: readonly number[]): void {
    for (const key of [type, 'all']) {
      const one = this.#sums.get(key) ?? { sum: 0, count: 0 };
      for (const error of errors) one.sum += error;
      one.count += errors.length;
      this.#sums.set(key, one);
    }
  }

  mean(key = 'all'): number {
    const one = this.#sums.get(key);
    return one === undefined ? 0 : one.sum / one.count;
  }

  describe(digits = 2): string {
    return [...this.#sums.keys()]
      .sort()
      .map((key) => `${key} ${this.mean(key).toFixed(digits)}`)
      .join(', ');
  }
}

export interface PeerForecast {
  readonly id: string;
  readonly method: string;
  readonly seconds: number;
  readonly mean: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** R `forecast` on the same series, in this run. */
export function peerForecasts(
  tasks: readonly { readonly series: CompetitionSeries; readonly method: 'ets' | 'thetaf' | 'auto.arima' }[],
): PeerForecast[] {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
  const rows = tasks.map(
    ({ series, method }) => `${series.id},${series.season},${series.horizon},${method},${series.train.join(' ')}`,
  );
  writeFileSync(join(folder, 'tasks.csv'), `id,frequency,h,method,values\n${rows.join('\n')}\n`);
  const out = execFileSync('Rscript', [join(import.meta.dirname, 'forecast-peers.R'), join(folder, 'tasks.csv')], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  rmSync(folder, { recursive: true });
  return out
    .split('\n')
    .filter((line) => line.includes(';'))
    .map((line) => {
      const [id, method, seconds, mean, lower, upper] = line.split(';');
      const numbers = (text: string): number[] => text.trim().split(' ').map(Number);
      return {
        id,
        method,
        seconds: Number(seconds),
        mean: numbers(mean),
        lower: numbers(lower),
        upper: numbers(upper),
      };
    });
}

import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import type { ScoringRecord } from './feature-column.ts';
import { scoreRecords } from './score-rows.ts';
import { trainScore } from './train-score.ts';
import { trainScoreOnRecords } from './train-score-on-records.ts';
import type { TrainedScore } from './trained-score.ts';

/** Deals whose chance to be won is known: industry, size (with blanks), visits; region does nothing. */
function deals(count: number, seed: number) {
  const random = seededRandom(seed);
  const chances: number[] = [];
  const records = Array.from({ length: count }, (_, i): ScoringRecord => {
    const industry = random.pick(['bank', 'retail', 'steel']);
    const visits = random.integer(9);
    const size = random.next() < 0.2 ? null : Math.round(Math.exp(random.normal() + 9));
    const score =
      -1.2 +
      (industry === 'bank' ? 1.5 : 0) +
      0.35 * visits -
      (size === null ? 1 : 0) +
      (visits > 5 && industry === 'steel' ? -2 : 0);
    const chance = 1 / (1 + Math.exp(-score));
    chances.push(chance);
    return {
      id: `D${i}`,
      industry,
      visits,
      size,
      region: random.pick(['N', 'S']),
      fax: null,
      won: random.next() < chance,
    };
  });
  return { records, chances };
}

const outcome = (record: ScoringRecord): boolean | undefined => (record.won === null ? undefined : record.won === true);
const train = (records: readonly ScoringRecord[], leaveOut: string[] = ['won', 'id'], options = {}): TrainedScore =>
  trainScoreOnRecords(records, outcome, leaveOut, options);

describe('a trained score', () => {
  const { records } = deals(3000, 5);
  const fresh = deals(2000, 6);
  const trained = train(records, ['won', 'id'], { explainHeldOut: true });
  const scored = scoreRecords(trained.model, fresh.records);

  it('tells the true chances within a few points and is calibrated', () => {
    const off = scored.map(({ probability }, i) => Math.abs(probability - fresh.chances[i]));
    expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThan(0.06);
    expect(trained.metrics.ece).toBeLessThan(0.03);
    expect(trained.metrics.rows).toBe(3000);
  });

  it('gives reasons that add up to the log-odds, for new and for held-out rows', () => {
    for (const { probability, base, score, reasons } of [...scored, ...trained.heldOut.scored!]) {
      const sum = reasons.reduce((total, { effect }) => total + effect, base);
      expect(sum).toBeCloseTo(score, 10);
      expect(1 / (1 + Math.exp(-score))).toBeCloseTo(probability, 12);
    }
    trained.heldOut.scored!.forEach(({ probability }, i) =>
      expect(probability).toBeCloseTo(trained.heldOut.probabilities[i], 10),
    );
  });

  it('names what matters and leaves out what cannot help', () => {
    expect(
      trained.features
        .slice(0, 2)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['industry', 'visits']);
    expect(trained.features.find(({ name }) => name === 'visits')!.direction).toBe('for');
    expect(trained.excluded).toEqual([{ name: 'fax', reason: 'no values' }]);
    expect(trained.leaks).toEqual([]);
  });

  it('repeats with its seed and survives JSON', () => {
    const again = train(records);
    expect(again.metrics).toEqual(trained.metrics);
    const stored = JSON.parse(JSON.stringify(trained.model));
    expect(scoreRecords(stored, fresh.records.slice(0, 50))).toEqual(scored.slice(0, 50));
  });

  it('scores rows with values and blanks it has never seen', () => {
    const [odd] = scoreRecords(trained.model, [{ industry: 'space', visits: null, size: 1e12 }]);
    expect(odd.probability).toBeGreaterThan(0);
    expect(odd.probability).toBeLessThan(1);
  });
});

describe('leaks', () => {
  it('are found when a column knows the answer, and a column filled only afterwards', () => {
    const random = seededRandom(2);
    const records = deals(1500, 9).records.map((record, i) => ({
      ...record,
      won: i < 1200 ? record.won : null,
      signed: random.next() < 0.97 ? record.won === true : record.won !== true,
      closedOn: i < 1200 ? 20_000 + random.integer(300) : null,
    }));
    const { leaks } = train(records);
    expect(leaks.map(({ column, certainty }) => `${column} ${certainty}`).sort()).toEqual([
      'closedOn likely',
      'signed likely',
    ]);
    expect(train(records, ['won', 'id', 'signed', 'closedOn']).leaks).toEqual([]);
  });
});

describe('time and fairness', () => {
  it('judges on the latest fifth when times are given', () => {
    const { records } = deals(1000, 3);
    const columns = ['industry', 'visits'].map((name) => ({
      name,
      kind: 'category' as const,
      values: records.map((record) => String(record[name])),
    }));
    const target = Uint8Array.from(records, (record) => (record.won === true ? 1 : 0));
    const times = Float64Array.from(records, (_, i) => Math.floor(i / 3));
    const trained = trainScore({
      columns,
      target,
      times,
      protectedColumn: { name: 'region', groups: records.map(({ region }) => String(region)) },
    });
    expect(trained.split.kind).toBe('time');
    expect(trained.heldOut.index.every((row) => times[row] >= trained.split.testFrom!)).toBe(true);
    expect(trained.metrics.rows).toBeGreaterThanOrEqual(200);
    expect(trained.fairness!.groups.map(({ group }) => group).sort()).toEqual(['N', 'S']);
    expect(trained.fairness!.selectionRatio).toBeGreaterThan(0.6);
  });
});

describe('bad input', () => {
  it.each([
    ['too few rows', () => train(deals(10, 1).records), 'invalid data: 10 rows'],
    [
      'one class',
      () => train(deals(60, 1).records.map((record) => ({ ...record, won: true }))),
      '60 positive and 0 negative',
    ],
    [
      'nothing to learn from',
      () => train(deals(60, 1).records.map(({ won, id }) => ({ won, id, x: 1 }))),
      'none can be learned from',
    ],
  ])('refuses %s', (_, work, message) => {
    expect(work).toThrow(message);
  });
});

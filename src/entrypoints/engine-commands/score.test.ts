import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface ScoreAnswer {
  auc: number;
  logLoss: number;
  brier: number;
  ece: number;
  threshold: number;
  leaks: { column: string; certainty: string }[];
  features: { name: string; effect: number }[];
  excluded: { name: string }[];
  applied?: { rows: number; auc: number };
  fairness?: { groups: unknown[] };
  split: { kind: string; testFrom?: string };
  notes: string[];
  rows: {
    id: string;
    probability: number;
    base: number;
    outcome: number | null;
    heldOut: boolean;
    reasons: { feature: string; value: string | number | null; effect: number }[];
  }[];
}

function score(line: string, input?: string): ScoreAnswer {
  const { status, stderr, stdout } = runQuarterdeck(`score train ${line} --json`, input);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as ScoreAnswer;
}

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('scoring'))('quarterdeck %s', (line) => {
    const answer = score(line.replace('score train ', ''));
    expect(answer.auc).toBeGreaterThan(0.48);
    expect(answer.rows.length).toBeGreaterThan(1000);
    if (line.includes('Leads.csv')) {
      const dropped = line.includes('--drop');
      expect(answer.leaks.map(({ column }) => column)).toEqual(dropped ? [] : ['Tags', 'Lead Quality']);
      expect(answer.auc).toBeGreaterThan(dropped ? 0.93 : 0.98);
      expect(answer.ece).toBeLessThan(0.02);
    }
  });
});

/** Deals as an export has them: a BOM, odd case, blanks, a bad number, open ones at the end. */
function dealsCsv(count: number): string {
  const random = seededRandom(8);
  const lines = Array.from({ length: count }, (_, i) => {
    const source = random.pick(['Fair', 'Web', 'Referral', '']);
    const visits = random.integer(10);
    const won = random.next() < 1 / (1 + Math.exp(-(-2 + 0.4 * visits + (source === 'Referral' ? 1.5 : 0))));
    const stage = i >= count - 20 ? 'Negotiation' : won ? 'Won' : 'Lost';
    const day = `2026-${String(1 + Math.floor((11 * i) / count)).padStart(2, '0')}-15`;
    return [`K${i}`, source, i === 3 ? 'many' : visits, day, random.pick(['F', 'M']), stage].join(';');
  });
  return `\uFEFFDeal ID;Lead Source;VISITS;Created;Gender;Stage\n${lines.join('\n')}\n`;
}

describe('score train on files as they come', () => {
  const csv = dealsCsv(620);

  it('tells won from lost, scores the open ones and gives reasons that add up', () => {
    const answer = score('- --target stage --id "deal id" --protected gender --date created', csv);
    expect(answer.rows).toHaveLength(620);
    expect(answer.rows.filter(({ outcome }) => outcome === null).map(({ id }) => id)).toContain('K619');
    for (const { probability, base, reasons } of answer.rows) {
      const sum = reasons.reduce((total, { effect }) => total + effect, base);
      expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(probability, 10);
    }
    expect(answer.split.kind).toBe('time');
    expect(answer.fairness!.groups).toHaveLength(2);
    expect(answer.features.map(({ name }) => name).sort()).toEqual(['Lead Source', 'VISITS']);
    expect(answer.notes.join('\n')).toContain('1 cells of "VISITS" are no number (line 5: "many")');
    expect(answer.notes.join('\n')).toContain('"Negotiation" count as open');
  });

  it('scores another file with its own column order, new values and missing columns', () => {
    const other = join(tmpdir(), 'quarterdeck-score-apply.csv');
    writeFileSync(other, 'visits,stage,lead source,deal id\n9,Won,Referral,A\n0,Lost,Planet,B\n,,Web,C\n');
    const answer = score(`- --target STAGE --apply ${other} --id "Deal ID" --drop gender`, csv);
    expect(answer.rows.map(({ id }) => id)).toEqual(['A', 'B', 'C']);
    expect(answer.rows[0].probability).toBeGreaterThan(0.7);
    expect(answer.rows[1].probability).toBeLessThan(0.4);
    expect(answer.applied).toMatchObject({ rows: 2, auc: 1 });
    expect(answer.notes.join('\n')).toContain('has no column "Created"');
  });

  it('leaves a leak out when asked to', () => {
    const leaking = csv
      .split('\n')
      .map((line, i) =>
        i === 0 ? `${line};Invoice` : line === '' ? line : `${line};${line.endsWith('Won') ? 'yes' : 'no'}`,
      )
      .join('\n');
    const answer = score('- --target stage --id "deal id" --drop-leaks', leaking);
    expect(answer.leaks[0]).toMatchObject({ column: 'Invoice', certainty: 'likely' });
    expect(answer.features.map(({ name }) => name)).not.toContain('Invoice');
    expect(answer.auc).toBeLessThan(0.9);
  });

  it.each([
    ['score train -', csv, 2, /--target is required/],
    ['score train - --target outcome', csv, 3, /a column named "outcome"/],
    ['score train - --target stage --drop colour', csv, 3, /a column named "colour"/],
    ['score train - --target stage --positive Maybe', csv, 3, /the value "Maybe"/],
    ['score train - --target "lead source"', csv, 3, /--positive VALUE/],
    ['score train - --target stage --date "lead source"', csv, 3, /a column of dates/],
    ['score train - --target won', 'won,x\n1,2\n1,3\n', 3, /two different outcomes/],
    ['score train - --target won', 'won,x\n1,2\n0,3\n', 3, /found "data: 2 rows", expected at least 20/],
    ['score train - --target won', '', 3, /empty/],
    ['score train - --target won --reasons 0', 'won,x\n1,2\n', 2, /--reasons/],
  ])('%s refuses with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

import { describe, expect, it } from 'vitest';
import { InputCollector } from './collect-input.ts';
import type { DiagnosisPart, LoadedDeal } from './diagnosis-part.ts';
import { PartsHash } from './hash-parts.ts';

const deal: Omit<LoadedDeal, 'id'> = {
  status: 'open',
  amount: 100,
  listAmount: null,
  createdDay: 19_000,
  closedDay: null,
  expectedCloseDay: null,
  lastActivityDay: null,
  slipCount: 0,
  activities: 0,
  early: null,
  meetings: null,
  contacts: null,
  first: null,
  stage: 's',
  probability: 0.5,
  owner: 'o',
  team: null,
  account: null,
  product: null,
  region: null,
  segment: null,
  source: null,
  competitor: null,
};
const dealsOf = (count: number): LoadedDeal[] =>
  Array.from({ length: count }, (_, i) => ({ ...deal, id: `deal ${i}` }));
const facts: DiagnosisPart = { facts: { asOfDay: 20_000, currency: 'CNY', nextQuarterQuota: null } };
const visit = { stage: 's', enteredDay: 19_000.5, days: 3, running: true };

describe('the hash of what a diagnosis looks at', () => {
  const hashOf = (...parts: DiagnosisPart[]): string => {
    const hash = new PartsHash();
    for (const part of parts) hash.take(part);
    return hash.hex();
  };
  const rows = dealsOf(1500);
  const whole = hashOf({ list: 'deals', rows }, facts);

  it('does not know how the lists were cut', () => {
    const [first, second] = [rows.slice(0, 7), rows.slice(7)];
    const none = rows.slice(0, 0);
    expect(hashOf({ list: 'deals', rows: first }, { list: 'deals', rows: second }, facts)).toBe(whole);
    expect(hashOf({ list: 'deals', rows }, { list: 'deals', rows: none }, facts)).toBe(whole);
  });

  it('knows every row, wherever it stands, in which list it is, and the facts', () => {
    const changed = rows.with(1499, { ...rows[1499], amount: 1 });
    expect(hashOf({ list: 'deals', rows: changed }, facts)).not.toBe(whole);
    expect(hashOf({ list: 'deals', rows: rows.slice(1) }, facts)).not.toBe(whole);
    expect(hashOf({ list: 'deals', rows }, { facts: { ...facts.facts, nextQuarterQuota: 5 } })).not.toBe(whole);
    const person = { person: 'p', course: 'c', completedDay: 1 };
    const trained = hashOf({ list: 'trainings', rows: [person] }, facts);
    expect(hashOf({ list: 'names', rows: [person as never] }, facts)).not.toBe(trained);
  });
});

describe('the parts of a diagnosis put together', () => {
  const inputOf = (...parts: DiagnosisPart[]) => {
    const collector = new InputCollector();
    for (const part of structuredClone(parts)) collector.take(part);
    return collector.input();
  };

  it('gives visits the place of their deal, and leaves out those of deals that are not seen', () => {
    const input = inputOf(
      { list: 'deals', rows: dealsOf(2) },
      { list: 'deals', rows: [{ ...deal, id: 'last' }] },
      { list: 'stageVisits', rows: ['last', 'hidden', 'deal 0'].map((id) => ({ ...visit, deal: id })) },
      facts,
    );
    expect(input.deals.map(({ id }) => id)).toEqual(['deal 0', 'deal 1', 'last']);
    expect(input.stageVisits).toEqual([2, 0].map((place) => ({ ...visit, deal: place })));
    expect(input).toMatchObject({ asOfDay: 20_000, currency: 'CNY', lines: [], names: {} });
  });

  it('knows early work of nobody where no activity is kept, and none of a deal without where some are', () => {
    expect(inputOf({ list: 'deals', rows: dealsOf(2) }, facts).deals.map(({ early }) => early)).toEqual([null, null]);
    const worked = { ...deal, id: 'worked', activities: 3, early: 2, meetings: 1, contacts: 1, first: 0 };
    const none = { activities: 0, meetings: 0, contacts: 0, firstContactDays: null };
    expect(inputOf({ list: 'deals', rows: [...dealsOf(1), worked] }, facts).deals.map(({ early }) => early)).toEqual([
      none,
      { activities: 2, meetings: 1, contacts: 1, firstContactDays: 0 },
    ]);
  });

  it('is refused when the reading did not come to its end', () => {
    expect(() => inputOf({ list: 'deals', rows: dealsOf(1) })).toThrow('without its facts');
  });
});

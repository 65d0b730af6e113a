import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { type DealHistory, dealLandmarks, openDealFeatures } from './deal-landmarks.ts';
import { winChances } from './win-chance.ts';

const today = 20_000;

/** Deals whose chance rests on the source alone; the stage says how far they are. */
function deals(count: number, chances: Readonly<Record<string, number>> = { fair: 0.2, web: 0.6 }): DealHistory[] {
  const random = seededRandom('deals');
  return Array.from({ length: count }, (_, i) => {
    const createdDay = today - 700 + Math.floor((i / count) * 690);
    const source = random.pick(Object.keys(chances));
    const closes = createdDay + 20 + random.integer(60);
    const closed = closes <= today;
    const outcome = !closed ? 'open' : random.next() < chances[source] ? 'won' : 'lost';
    return {
      id: `deal ${i}`,
      outcome,
      createdDay,
      closedDay: closed ? closes : null,
      firstExpectedCloseDay: createdDay + 45,
      amount: 100_000 + random.integer(900_000),
      account: `account ${i % 80}`,
      family: random.pick(['pumps', 'tools']),
      competitor: null,
      source,
      channel: null,
      segment: null,
      industry: null,
      region: null,
      owner: `owner ${i % 6}`,
      visits: [
        { stage: 'first', owner: `owner ${i % 6}`, day: createdDay },
        { stage: 'second', owner: `owner ${i % 6}`, day: createdDay + 15 },
      ],
      activityDays: [createdDay, createdDay + 10, createdDay + 19],
    } satisfies DealHistory;
  });
}

describe('landmarks', () => {
  it('see nothing of what happened later', () => {
    const all = deals(400);
    const { rows, days } = dealLandmarks(all, today);
    const earliest = Math.max(...days);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 399 }), fc.constantFrom('visit', 'activity'), (i, what) => {
        const changed = all.map((deal, j) =>
          j !== i
            ? deal
            : what === 'visit'
              ? { ...deal, visits: [...deal.visits, { stage: 'later', owner: 'someone', day: earliest + 1 }] }
              : { ...deal, activityDays: [...deal.activityDays, earliest + 1] },
        );
        const again = dealLandmarks(changed, today).rows;
        // The record of a person is that of deals closed before the day; only who closed this deal may differ.
        const plain = (row: (typeof rows)[number]) => ({ ...row, ownerWinRate: 0 });
        expect(again.map(plain)).toEqual(rows.map(plain));
      }),
      { numRuns: 20 },
    );
  });

  it('only show deals that were open on the day', () => {
    const { rows, days } = dealLandmarks(deals(400), today);
    rows.forEach((row, i) => {
      expect(Number(row.ageDays)).toBeGreaterThanOrEqual(0);
      expect(days[i]).toBeLessThan(today);
    });
  });
});

describe('win chances', () => {
  const all = deals(2400);
  const result = winChances(all, today);
  if (result.state !== 'ready') throw new Error('enough deals were given');

  it('tell sources apart as planted, in every open deal', () => {
    const source = new Map(all.map((deal) => [deal.id, deal.source]));
    const mean = (name: string): number => {
      const own = result.chances.filter((one) => source.get(one.id) === name);
      return own.reduce((sum, one) => sum + one.chance, 0) / own.length;
    };
    expect(mean('web') - mean('fair')).toBeGreaterThan(0.25);
    expect(result.trained.metrics.auc).toBeGreaterThan(0.6);
    expect(result.leftOut).toEqual([]);
    expect(result.chances).toHaveLength(openDealFeatures(all, today).length);
  });

  it('give reasons that add up to the chance', () => {
    for (const { chance, base, reasons } of result.chances) {
      const logOdds = reasons.reduce((sum, { effect }) => sum + effect, Math.log(base / (1 - base)));
      expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(chance, 9);
    }
  });

  it('leave out and name a column that knows the outcome', () => {
    const leaking = all.map((deal) => ({ ...deal, channel: deal.outcome === 'won' ? 'contract' : 'none' }));
    const told = winChances(leaking, today);
    expect(told.state === 'ready' && told.leftOut).toEqual(['channel']);
  });

  it('say honestly that there is not enough history', () => {
    expect(winChances(deals(60), today)).toMatchObject({ state: 'notEnough', needs: 200 });
    expect(winChances([], today)).toEqual({ state: 'notEnough', rows: 0, won: 0, needs: 200 });
  });
});

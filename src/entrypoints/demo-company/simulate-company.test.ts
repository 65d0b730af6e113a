import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureTruth, shows } from './measure-truths.ts';
import { plantedTruths, truths } from './planted-truths.ts';
import { type SimulatedCompany, simulateCompany } from './simulate-company.ts';
import type { SimulationOptions } from './world.ts';

const endsOn = '2026-11-23';

function small(options: Partial<SimulationOptions> = {}): SimulatedCompany {
  return simulateCompany({ seed: 7, endsOn, planted: 'all', size: 'small', ...options });
}

function hash({ rows, changes }: SimulatedCompany): string {
  return createHash('sha256')
    .update(JSON.stringify([rows, changes]))
    .digest('hex');
}

describe('the demo company, full size', () => {
  let planted: SimulatedCompany;
  let plain: SimulatedCompany;
  beforeAll(() => {
    planted = simulateCompany({ seed: 1, endsOn, planted: 'all' });
    plain = simulateCompany({ seed: 1, endsOn, planted: 'none' });
  });

  it.each(truths)('shows %s when planted and not when not', (truth) => {
    expect(measureTruth[truth](planted)).toSatisfy(shows);
    expect(measureTruth[truth](plain)).not.toSatisfy(shows);
  });

  it('is as large as announced', () => {
    const { rows } = planted;
    expect(rows.opportunity.length).toBeGreaterThan(59_000);
    expect(rows.opportunity.length).toBeLessThan(61_000);
    expect(rows.account).toHaveLength(3000);
    expect(rows.product).toHaveLength(120);
    expect(rows.activity.length).toBeGreaterThan(150_000);
    expect(rows.activity.length).toBeLessThan(250_000);
    const present = rows.person.filter(({ leftOn }) => leftOn === null).length;
    expect(present).toBeGreaterThanOrEqual(56);
    expect(present).toBeLessThanOrEqual(64);
    expect(rows.person.length).toBeGreaterThan(present + 5);
  });

  it('has deals from five thousand to two million yuan, half of them below sixty thousand', () => {
    const amounts = plain.rows.opportunity.map(({ baseMinor }) => baseMinor / 100).sort((left, right) => left - right);
    expect(amounts[0]).toBeGreaterThan(3000);
    expect(amounts.at(-1)).toBeLessThan(2_600_000);
    expect(amounts[amounts.length >> 1]).toBeGreaterThan(35_000);
    expect(amounts[amounts.length >> 1]).toBeLessThan(60_000);
  });
});

describe('the demo company, small', () => {
  const measurable = truths.filter((truth) => plantedTruths[truth].measurableWhenSmall);

  it('is the same for the same seed and differs for another', () => {
    expect(hash(small())).toBe(hash(small()));
    expect(hash(small())).not.toBe(hash(small({ seed: 8 })));
    expect(hash(small())).not.toBe(hash(small({ planted: 'none' })));
  });

  it.each(measurable)('shows %s alone when it alone is planted, over two seeds', (truth) => {
    for (const seed of [1, 3]) {
      const company = small({ seed, planted: [truth] });
      expect(measurable.filter((other) => shows(measureTruth[other](company)))).toEqual([truth]);
    }
  });

  it('refuses what it cannot simulate', () => {
    expect(() => small({ endsOn: '2026-02-30' })).toThrow('invalid endsOn: 2026-02-30');
    expect(() => small({ endsOn: '2020-01-01' })).toThrow(RangeError);
    expect(() => small({ planted: ['luck' as 'season'] })).toThrow('invalid planted truth: luck');
  });
});

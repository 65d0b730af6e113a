import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { diagnose } from '../diagnose.ts';
import type { DiagnosedDeal, DiagnosisInput } from '../diagnosis-input.ts';
import { slowRamp } from './slow-ramp.ts';

/** Six settled sellers who win 20 a month, and eight who join over two years and come up to speed with the time constant. */
function company(months: number): DiagnosisInput {
  const random = seededRandom(3);
  const asOfDay = 21_000;
  const people = Array.from({ length: 14 }, (_, i) => ({
    id: `p${i}`,
    team: null,
    manager: null,
    sells: true,
    joinedDay: i < 6 ? asOfDay - 3000 : asOfDay - 1000 + (i - 6) * 90,
    leftDay: null,
  }));
  const deals: DiagnosedDeal[] = people.flatMap(({ id, joinedDay }) => {
    const first = Math.max(joinedDay, asOfDay - 1095);
    return Array.from({ length: asOfDay - first }, (_, day) => first + day).flatMap((day) => {
      const served = (day - joinedDay) / 30.44;
      const level = months === 0 || joinedDay < asOfDay - 2000 ? 1 : 1 - Math.exp(-served / months);
      if (random.next() > level * 0.6) return [];
      return [{ status: 'won', owner: id, amount: 1000 * (0.5 + random.next()), createdDay: day - 20, closedDay: day }];
    });
  }) as unknown as DiagnosedDeal[];
  return {
    asOfDay,
    currency: 'CNY',
    deals,
    stageVisits: [],
    leads: [],
    accounts: [],
    lines: [],
    people,
    trainings: [],
    nextQuarterQuota: null,
    names: {},
  };
}

describe('the ramp of new sellers', () => {
  it('is told when it is slow, with the months it takes and what it costs', () => {
    const [finding] = diagnose(company(9), [slowRamp]).findings;
    // Half is reached after 9 · ln 2 − ½ = 5.7 months.
    const [{ output, inputs }] = finding.trace;
    expect(inputs![1].value).toBeLessThan(5.7);
    expect(inputs![2].value).toBeGreaterThan(5.7);
    expect(Math.abs(output!.value - 5.7)).toBeLessThan(1.5);
    expect(finding.money!.mid).toBeGreaterThan(0);
  });

  it('is no finding when people start at full speed, and says what it needs when nobody is new', () => {
    expect(diagnose(company(0), [slowRamp])).toMatchObject({ findings: [], checked: ['slowRamp'] });
    const none = { ...company(0), people: company(0).people.slice(0, 6) };
    expect(diagnose(none, [slowRamp]).unchecked).toMatchObject([{ rule: 'slowRamp' }]);
  });
});

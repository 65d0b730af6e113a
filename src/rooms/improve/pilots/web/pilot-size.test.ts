import { describe, expect, it } from 'vitest';
import { type PilotSizeForm, pilotSize } from './pilot-size.ts';

const form: PilotSizeForm = {
  measure: 'share',
  today: 50,
  hoped: 75,
  effect: 1,
  spread: 1,
  power: 90,
  alarm: 5,
  arms: 2,
  groupSize: 1,
  alike: 0,
  perDay: 10,
};

describe('the size of a pilot on the page', () => {
  it('is that of R’s power.prop.test and power.t.test, rounded up', () => {
    expect(pilotSize(form)).toMatchObject({ perArm: 77, total: 154, weeks: 3 });
    expect(pilotSize({ ...form, measure: 'mean' })).toMatchObject({ perArm: 23 });
  });
  it('grows with groups that are alike, and the curve passes the chance asked for', () => {
    const single = pilotSize(form)!;
    const grouped = pilotSize({ ...form, groupSize: 11, alike: 0.1 })!;
    expect(grouped.perArm).toBeGreaterThanOrEqual(2 * single.perArm - 1);
    expect(grouped.groups).toBe(Math.ceil(grouped.perArm / 11));
    expect(single.curve[0].chance).toBeLessThan(0.9);
    expect(single.curve.at(-1)!.chance).toBeGreaterThan(0.9);
    expect(single.curve.map(({ n }) => n)).toEqual(Array.from({ length: 16 }, (_, k) => 10 * (k + 1)));
  });
  it('has no answer for no effect or shares outside 0 to 100 %', () => {
    expect(pilotSize({ ...form, hoped: 50 })).toBeUndefined();
    expect(pilotSize({ ...form, today: 0 })).toBeUndefined();
    expect(pilotSize({ ...form, measure: 'mean', spread: 0 })).toBeUndefined();
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlan } from '#engines/commission/plan/read-plan.ts';
import { readPlanText } from '#platform/plan-documents/read-plan-text.ts';
import { type Assumptions, firstAssumptions, payCurve } from './sample-company.ts';

const folder = join(import.meta.dirname, '../../../../../../docs/plans');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

function planOf(file: string) {
  const read = readPlan(readPlanText(readFileSync(join(folder, file), 'utf8'), file).data);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.plan;
}

function curveOf(file: string, change: (first: Assumptions) => Assumptions = (first) => first) {
  const plan = planOf(file);
  return payCurve(plan, change(firstAssumptions(plan)));
}

const payAt = (curve: ReturnType<typeof curveOf>, pace: number): number =>
  curve.find((point) => Math.abs(point.pace - pace) < 1e-9)!.pay;

describe('the picture of a plan', () => {
  it('shows a straight commission as a straight line', () => {
    const curve = curveOf('01-straight-commission.yaml');
    expect(payAt(curve, 0)).toBe(0);
    expect(payAt(curve, 1)).toBeCloseTo(50_000, 0);
    expect(payAt(curve, 2)).toBeCloseTo(100_000, 0);
  });

  it('bends where the accelerators of a yearly quota begin, on attainment and not on money', () => {
    const curve = curveOf('03-quota-accelerators.yaml');
    // 8 % of a quota of 1,000,000: half at x 0.75, half at x 1; the next half at x 1.5
    expect(payAt(curve, 0.5)).toBeCloseTo(30_000, 0);
    expect(payAt(curve, 1)).toBeCloseTo(70_000, 0);
    expect(payAt(curve, 1.5)).toBeCloseTo(130_000, 0);
    expect(payAt(curve, 2)).toBeCloseTo(210_000, 0);
  });

  it('makes more deals, not dearer ones, where pieces count', () => {
    const curve = curveOf('04-sales-development.yaml');
    const atGoal = curve.find(({ pace }) => pace === 1)!;
    expect(atGoal.byComponent['per-meeting']).toBe(12 * 10 * 50);
    expect(atGoal.byComponent['month-bonus']).toBe(12 * 400);
  });

  it('shows a lead what the team sells', () => {
    const lead = curveOf('08-team-lead.yaml', (first) => ({ ...first, person: { ...first.person, role: 'lead' } }));
    expect(lead.at(-1)!.byComponent['team-override']).toBeGreaterThan(0);
    expect(lead.at(-1)!.byComponent['own-sales']).toBeUndefined();
  });

  it.each(files)('can be drawn for the ready plan %s, from nothing to something', (file) => {
    const curve = curveOf(file);
    expect(curve).toHaveLength(41);
    expect(curve.every(({ pay }) => Number.isFinite(pay))).toBe(true);
    expect(curve.at(-1)!.pay).toBeGreaterThan(0);
  });
});

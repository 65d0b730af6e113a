import { powerCurve } from '#engines/sizing/response-curve.ts';
import { sizeForce } from '#engines/sizing/size-force.ts';
import type { SellingSegment } from '../contract.ts';

/** What may be changed; undefined takes what the company's own data say. */
export interface SizingInputs {
  readonly cost: number | undefined;
  /** Share of sales. */
  readonly margin: number | undefined;
  readonly elasticity: number;
}

export interface SizedUnit {
  readonly id: string;
  readonly name: string;
  readonly now: number;
  readonly best: number;
  readonly sales: number;
  readonly salesAtBest: number;
  /** It grew as far as the method lets it: more may be better still. */
  readonly atLimit: boolean;
}

export interface ForceSize {
  readonly now: number;
  readonly best: number;
  readonly cost: number;
  /** As people are spread today, and at the best number spread best. */
  readonly profitNow: number;
  readonly profitBest: number;
  readonly units: readonly SizedUnit[];
  /** Profit at a number of people, spread best. */
  readonly steps: readonly { readonly people: number; readonly profit: number }[];
  readonly curve: readonly { readonly people: number; readonly profit: number }[];
}
/** About a fifth and a tenth fewer and more than today. */
const steps = [0.8, 0.9, 1, 1.1, 1.2];

/** The mean of published elasticities of personal selling, which the engine takes where nothing better is known. */
export const usualElasticity = 0.34;

/** Of all sales whose margin is known; undefined without any. */
export function knownMargin(segments: readonly SellingSegment[]): number | undefined {
  const known = segments.flatMap(({ margin, sales }) => (margin === null ? [] : [{ earned: margin * sales, sales }]));
  const sales = known.reduce((sum, one) => sum + one.sales, 0);
  return sales === 0 ? undefined : known.reduce((sum, one) => sum + one.earned, 0) / sales;
}

/** The cost of a person at which today's number is about the best: what the last of them brings. */
export function costToday(segments: readonly SellingSegment[], { margin, elasticity }: SizingInputs): number {
  const earned = segments.reduce((sum, one) => sum + (margin ?? one.margin ?? 0) * one.sales, 0);
  return (elasticity * earned) / segments.reduce((sum, { people }) => sum + people, 0);
}

/** The number of people that earns most, in all and in each unit; undefined where a margin is missing or nobody sells. */
export function sizeOfForce(segments: readonly SellingSegment[], inputs: SizingInputs): ForceSize | undefined {
  const { margin, elasticity } = inputs;
  if (segments.length === 0 || !(elasticity > 0)) return undefined;
  if (margin === undefined && segments.some((one) => one.margin === null)) return undefined;
  const cost = inputs.cost ?? costToday(segments, inputs);
  const problem = segments.map(({ id, people, sales, margin: own }) => ({
    id,
    people,
    curve: powerCurve(people, sales, elasticity),
    margin: margin ?? own ?? 0,
    cost,
  }));
  const sized = sizeForce(problem);
  const now = segments.reduce((sum, { people }) => sum + people, 0);
  const least = Math.max(1, Math.round(Math.min(now, sized.people) * 0.4));
  const most = Math.min(sized.curve.length - 1, Math.round(Math.max(now, sized.people) * 1.5) + 2);
  return {
    now,
    best: sized.people,
    cost,
    profitNow: problem.reduce((sum, one) => sum + one.margin * one.curve.sales(one.people) - cost * one.people, 0),
    profitBest: sized.profit,
    units: sized.segments.map((one, i) => ({
      id: one.id,
      name: segments[i].name,
      now: one.now,
      best: one.people,
      sales: segments[i].sales,
      salesAtBest: one.sales,
      atLimit: one.people > one.now && one.marginalProfit > 0,
    })),
    steps: [...new Set(steps.map((times) => Math.round(now * times)))].map((people) => ({
      people,
      profit: sized.curve[people],
    })),
    curve: Array.from({ length: most - least + 1 }, (_, i) => ({ people: least + i, profit: sized.curve[least + i] })),
  };
}

import type { PayeeOutcome, PlanOutcome } from './outcome.ts';

export interface Change {
  readonly payee: string;
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

export interface Comparison {
  readonly plan: string;
  readonly against: string;
  readonly costChange: number;
  readonly winners: number;
  readonly losers: number;
  readonly unchanged: number;
  /** The largest changes, up and down, at most ten each. */
  readonly mostWon: readonly Change[];
  readonly mostLost: readonly Change[];
  /** Whether the better half by sales wins: mean change of the better half less that of the other. */
  readonly favoursPerformers: number;
}

/** Who earns more and who less under `draft` than under `base`, payee by payee over the same credits. */
export function comparePlans(base: PlanOutcome, draft: PlanOutcome): Comparison {
  const before = new Map(base.byPayee.map((one) => [one.payee, one]));
  const after = new Map(draft.byPayee.map((one) => [one.payee, one]));
  const payees = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes = payees.map((payee): Change & { sold: number } => {
    const [old, now] = [before.get(payee), after.get(payee)];
    const change = cents((now?.pay ?? 0) - (old?.pay ?? 0));
    return { payee, before: old?.pay ?? 0, after: now?.pay ?? 0, change, sold: soldOf(old, now) };
  });
  const ordered = [...changes].sort((left, right) => right.change - left.change);
  const plain = ({ payee, before: old, after: now, change }: Change): Change => ({
    payee,
    before: old,
    after: now,
    change,
  });
  return {
    plan: draft.plan,
    against: base.plan,
    costChange: cents(draft.cost - base.cost),
    winners: changes.filter(({ change }) => change > 0).length,
    losers: changes.filter(({ change }) => change < 0).length,
    unchanged: changes.filter(({ change }) => change === 0).length,
    mostWon: ordered
      .filter(({ change }) => change > 0)
      .slice(0, 10)
      .map(plain),
    mostLost: ordered
      .filter(({ change }) => change < 0)
      .slice(-10)
      .reverse()
      .map(plain),
    favoursPerformers: favour(changes),
  };
}

function favour(changes: readonly (Change & { sold: number })[]): number {
  const bySales = [...changes].sort((left, right) => right.sold - left.sold);
  const half = Math.floor(bySales.length / 2);
  if (half === 0) return 0;
  const mean = (list: readonly Change[]): number => list.reduce((sum, { change }) => sum + change, 0) / list.length;
  return cents(mean(bySales.slice(0, half)) - mean(bySales.slice(-half)));
}

function soldOf(old: PayeeOutcome | undefined, now: PayeeOutcome | undefined): number {
  return old?.sold ?? now?.sold ?? 0;
}

function cents(value: number): number {
  return Math.round(value * 1000) / 1000;
}

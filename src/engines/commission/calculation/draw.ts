import { roundRatio } from '#kernel/decimal.ts';
import { minorDigits } from '#kernel/currency.ts';
import { type Exact, one, powerOfTen, roundToUnit } from '../exact.ts';
import { CannotCompute } from '../expression/evaluate.ts';
import type { Period } from '../periods.ts';
import type { PlanScope } from '../plan/plan.ts';
import { type Line, type LineKind, makeLine } from './line.ts';
import { type Owner, termsOfSpan } from './owner.ts';

/**
 * The draw of one period. Pay below the draw is lifted to it; with a recoverable draw the difference is a debt, repaid
 * from pay above the draw in later periods. Returns the line (if any) and the debt afterwards, in minor units.
 */
export function drawLine(
  owner: Owner,
  period: Period,
  earnedMinor: bigint,
  debtMinor: bigint,
): { line?: Line; debtMinor: bigint } {
  const { draw, rounding } = owner.setting.plan;
  if (draw === undefined) return { debtMinor };
  const terms = termsOfSpan(owner, period, period.through);
  const amount = terms === undefined ? undefined : drawAmount(owner, period);
  const drawMinor = amount === undefined ? 0n : roundToUnit(amount, rounding.unit, rounding.mode) * rounding.unitMinor;
  if (amount !== undefined && earnedMinor < drawMinor) {
    const advance = drawMinor - earnedMinor;
    const line = moneyLine(owner, 'draw', draw.clause, advance, `earned less than the draw`);
    return { line, debtMinor: draw.kind === 'recoverable' ? debtMinor + advance : debtMinor };
  }
  const above = earnedMinor - drawMinor;
  if (debtMinor === 0n || above <= 0n) return { debtMinor };
  const most = roundRatio(above * draw.recover.n, draw.recover.d, 'down');
  const repaid = most < debtMinor ? most : debtMinor;
  if (repaid === 0n) return { debtMinor };
  const line = moneyLine(owner, 'recovery', draw.clause, -repaid, 'repays earlier draws from pay above the draw');
  return { line, debtMinor: debtMinor - repaid };
}

function drawAmount(owner: Owner, period: Period): Exact | undefined {
  const draw = owner.setting.plan.draw!;
  const terms = termsOfSpan(owner, period, period.through)!;
  if (!draw.appliesTo(terms) || period.from > draw.effective.through || period.through < draw.effective.from)
    return undefined;
  const state = { total: unavailable, quota: unavailable, earned: unavailable };
  const scope: PlanScope = { credit: undefined, terms, state, day: period.from };
  try {
    if (draw.months !== undefined) {
      const hired = terms.hired ?? terms.from;
      const months =
        (Number(period.from.slice(0, 4)) - Number(hired.slice(0, 4))) * 12 +
        Number(period.from.slice(5, 7)) -
        Number(hired.slice(5, 7));
      const most = draw.months(scope);
      if (BigInt(Math.max(0, months)) * most.d >= most.n) return undefined;
    }
    return draw.amount(scope);
  } catch (problem) {
    if (!(problem instanceof CannotCompute)) throw problem;
    owner.setting.warn({
      code: 'cannot-compute',
      message: `the draw cannot be read: ${problem.message}; none was paid`,
      fix: 'fill in the value and calculate again',
      payee: owner.payee,
      period: period.id,
      clause: draw.clause,
    });
    return undefined;
  }
}

function moneyLine(owner: Owner, kind: LineKind, clause: string, minor: bigint, note: string): Line {
  const { currency } = owner.setting.plan;
  const base: Exact = { n: minor, d: powerOfTen(minorDigits(currency)) };
  const line = makeLine({ component: 'draw', clause, kind, credit: undefined, base, rate: one, factor: one, note });
  line.minor = minor;
  return line;
}

function unavailable(): never {
  throw new CannotCompute('a draw cannot depend on totals');
}

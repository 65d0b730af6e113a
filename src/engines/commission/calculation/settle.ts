import type { Component } from '../plan/plan.ts';
import { drawLine } from './draw.ts';
import type { Line } from './line.ts';
import { limitSpans } from './limits.ts';
import { type LinesByPeriod, type Owner, termsOfSpan } from './owner.ts';
import { roundLines } from './round-lines.ts';
import type { Statement } from './statement.ts';
import type { CreditStream } from './stream.ts';

const planLimits = 'plan';

/** Puts a payee's components together, period by period: limits of the whole plan, rounding, draw. */
export function settle(owner: Owner, components: readonly Component[], stream: CreditStream): Statement[] {
  const { plan, periods, directory } = owner.setting;
  const limits = limitsOfPlan(owner, components, stream);
  const returnedUnits = new Map<Line, bigint>();
  const fixed = new Set(components.filter(({ kind }) => kind === 'fixed').map(({ id }) => id));
  const statements: Statement[] = [];
  let debtMinor = 0n;
  for (const period of periods) {
    const lines = components.flatMap(({ id }) => owner.earned.get(id)?.get(period.id) ?? []);
    lines.push(...(limits.get(period.id) ?? []));
    roundLines(lines, plan.rounding, returnedUnits);
    const earnedMinor = lines.reduce((sum, line) => (fixed.has(line.component) ? sum : sum + line.minor), 0n);
    const draw = drawLine(owner, period, earnedMinor, debtMinor);
    debtMinor = draw.debtMinor;
    if (draw.line !== undefined) lines.push(draw.line);
    const present =
      directory.termsIn(owner.payee, period).length > 0 && termsOfSpan(owner, period, period.through) !== undefined;
    if (lines.length === 0 && !present) continue;
    statements.push({
      payee: owner.payee,
      period,
      currency: plan.currency,
      totalMinor: lines.reduce((sum, { minor }) => sum + minor, 0n),
      lines,
      drawDebtMinor: debtMinor,
    });
  }
  return statements;
}

/** The plan's own cap and floor hold everything but salary and allowances. */
function limitsOfPlan(owner: Owner, components: readonly Component[], stream: CreditStream): LinesByPeriod {
  const { cap, floor } = owner.setting.plan;
  if (cap === undefined && floor === undefined) return new Map();
  const all: LinesByPeriod = new Map();
  for (const { id, kind } of components) {
    if (kind === 'fixed') continue;
    for (const [period, lines] of owner.earned.get(id) ?? []) all.set(period, [...(all.get(period) ?? []), ...lines]);
  }
  limitSpans(owner, { id: planLimits, appliesTo: () => true, cap, floor }, all, stream);
  return new Map(
    [...all].map(([period, lines]) => [period, lines.filter(({ component }) => component === planLimits)]),
  );
}

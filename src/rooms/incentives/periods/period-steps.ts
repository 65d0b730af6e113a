import { sql } from 'kysely';
import { type LocalText, text } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { wrongState } from '../steps.ts';
import type { PeriodState } from './contract.ts';
import { openExceptions } from './find-exceptions.ts';
import { bookPeriod, payOut } from './ledger.ts';
import { type PeriodRow, isClosed, lockedPeriod, movePeriod, periodRows, statementsHash } from './period-store.ts';

export const periodStepNames = ['calculation', 'review', 'approval', 'closing', 'payment', 'reopening'] as const;
export type PeriodStep = (typeof periodStepNames)[number];

/** What stands in the way of a step: a stable code and a text that says what to do. */
export interface Obstacle {
  readonly code: string;
  readonly text: LocalText;
}

const from: Readonly<Record<PeriodStep, readonly PeriodState[]>> = {
  calculation: ['open', 'calculated'],
  review: ['calculated'],
  approval: ['reviewed'],
  closing: ['approved'],
  payment: ['closed'],
  reopening: ['calculated', 'reviewed', 'approved'],
};

const to: Readonly<Record<Exclude<PeriodStep, 'calculation'>, PeriodState>> = {
  review: 'reviewed',
  approval: 'approved',
  closing: 'closed',
  payment: 'paid',
  reopening: 'open',
};

/** Why the viewer cannot take a step now; undefined when they can. */
export async function obstacleTo(
  context: WriteContext,
  period: PeriodRow,
  step: PeriodStep,
): Promise<Obstacle | undefined> {
  if (!from[step].includes(period.state))
    return {
      code: 'state-conflict',
      text: text(
        `the period is ${period.state}`,
        `期间状态为${stateNames[period.state]['zh-Hans']}`,
        `期間狀態為${stateNames[period.state]['zh-Hant']}`,
      ),
    };
  switch (step) {
    case 'approval':
      return (await approvalObstacle(context, period)) ?? (await exceptionObstacle(context, period));
    case 'closing':
      return (await earlierObstacle(context, period)) ?? (await exceptionObstacle(context, period));
    default:
      return undefined;
  }
}

/** Takes a step, or refuses it with the obstacle. Closing books the statements and keeps their hash; payment books payouts. */
export async function takeStep(
  context: WriteContext,
  periodId: string,
  step: Exclude<PeriodStep, 'calculation'>,
  why: string | null,
): Promise<void> {
  const period = await lockedPeriod(context, periodId);
  const obstacle = await obstacleTo(context, period, step);
  if (obstacle?.code === 'state-conflict') throw wrongState('period', period.state, from[step].join(' or '));
  if (obstacle !== undefined)
    throw new Refused(obstacle.code, obstacle.text.en, {
      field: 'state',
      found: period.state,
      expected: obstacle.text.en,
    });
  if (step === 'closing') {
    await bookPeriod(context, period);
    const hash = await statementsHash(context, period.id);
    await movePeriod(context, period, 'closed', { note: why, closedHash: hash, hash });
    return;
  }
  if (step === 'payment') await payOut(context, period);
  await movePeriod(context, period, to[step], { note: why });
}

/** Segregation of duties, by person: a key or another session changes nothing (Z16). */
async function approvalObstacle(context: WriteContext, period: PeriodRow): Promise<Obstacle | undefined> {
  const { personId } = context.viewer;
  const { rows } = await sql<{ calculated: boolean; corrected: boolean; paid: boolean }>`
    select
      exists (select from qd.pay_calculation c where c.company_id = qd.current_company() and c.period_id = ${period.id}::uuid and c.person_id = ${personId}::uuid
        and c.ran_at > coalesce((select max(s.at) from qd.pay_period_step s where s.company_id = c.company_id and s.period_id = c.period_id and s.to_state = 'open'), '-infinity')) as calculated,
      exists (select from qd.pay_adjustment a where a.company_id = qd.current_company() and a.state = 'approved' and a.proposed_by = ${personId}::uuid
        and (a.period_id = ${period.id}::uuid or a.kind = 'credit' and a.on_date between ${period.fromOn}::date and ${period.throughOn}::date)) as corrected,
      exists (select from qd.pay_statement s where s.company_id = qd.current_company() and s.period_id = ${period.id}::uuid and s.latest and s.owner_id = ${personId}::uuid) as paid`.execute(
    context.tx.kysely,
  );
  const [{ calculated, corrected, paid }] = rows;
  if (paid)
    return {
      code: 'forbidden-own-pay',
      text: text(
        'nobody approves a period in which they are paid',
        '任何人不得审批含有本人薪酬的期间',
        '任何人不得審批含有本人薪酬的期間',
      ),
    };
  if (calculated)
    return {
      code: 'forbidden-own-work',
      text: text('whoever calculated a period cannot approve it', '计算人不得审批同一期间', '計算人不得審批同一期間'),
    };
  if (corrected)
    return {
      code: 'forbidden-own-work',
      text: text(
        'whoever proposed a correction in a period cannot approve it',
        '提出调整的人不得审批该期间',
        '提出調整的人不得審批該期間',
      ),
    };
  return undefined;
}

async function exceptionObstacle(context: WriteContext, period: PeriodRow): Promise<Obstacle | undefined> {
  const open = await openExceptions(context, period.id);
  if (open === 0) return undefined;
  return {
    code: 'unexplained-exceptions',
    text: text(`${open} exceptions are not explained`, `有 ${open} 项异常尚未说明`, `有 ${open} 項異常尚未說明`),
  };
}

async function earlierObstacle(context: WriteContext, period: PeriodRow): Promise<Obstacle | undefined> {
  const earlier = (await periodRows(context, { calendar: period.calendar })).filter(
    (other) => other.throughOn < period.fromOn && !isClosed(other),
  );
  const first = earlier.at(-1);
  if (first === undefined) return undefined;
  return {
    code: 'earlier-period-open',
    text: text(
      `${first.label} is not closed: periods close in order`,
      `${first.label} 尚未关账，须按顺序关账`,
      `${first.label} 尚未關帳，須按順序關帳`,
    ),
  };
}

export const stateNames: Readonly<Record<PeriodState, LocalText>> = {
  open: text('open', '未计算', '未計算'),
  calculated: text('calculated', '已计算', '已計算'),
  reviewed: text('reviewed', '已复核', '已覆核'),
  approved: text('approved', '已审批', '已審批'),
  closed: text('closed', '已关账', '已關帳'),
  paid: text('paid', '已发放', '已發放'),
};

import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { StatementDocument } from '#engines/commission/calculation/statement.ts';
import { firstDay, lastDayOfAll } from '#engines/commission/plan/plan.ts';
import { mayPay } from '#engines/commission/calculation/may-pay.ts';
import { engineVersion } from '#engines/commission/version.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { type CreditingRun, adjustmentRows, runCrediting } from '../credits/index.ts';
import { type PersonTerms, type VersionRow, compileText, hashOf, loadPersonTerms } from '../plans/index.ts';
import { note, wrongState } from '../steps.ts';
import { loadInput, peopleOn } from './calculation-input.ts';
import { type ManualLine, type PlanBooks, type PlanResult, calculatePlan, interdependent } from './calculate-plan.ts';
import type { calculationReply } from './contract.ts';
import { findExceptions } from './find-exceptions.ts';
import { type PeriodRow, isClosed, lockedPeriod, movePeriod, periodRows, statementsHash } from './period-store.ts';
import { type StoredOutcome, storeStatements } from './store-statements.ts';

export interface CalculatedPlan extends PlanResult {
  readonly planId: string;
  /** The version in force on the last day, else the last that held. */
  readonly versionId: string;
  /** Whom it was calculated for. */
  readonly people: readonly string[];
  readonly drawIsRecoverable: boolean;
  /** Whether anything can fall due in the period. */
  readonly mayPay: boolean;
}

/**
 * Calculates a period: credits first, then every plan of its calendar. `changed` follows the event log and calculates only the
 * people whom it touches (a plan in which people depend on one another is calculated whole). Statements that come out the
 * same keep their revision. The period is locked, so nothing is written once it closes.
 * @param credited a run of crediting that stands: in this transaction, with nothing sold or changed since
 */
export async function calculatePeriod(
  context: WriteContext,
  periodId: string,
  scope: 'all' | 'changed',
  credited?: CreditingRun,
): Promise<z.input<typeof calculationReply>> {
  const period = await lockedPeriod(context, periodId);
  if (period.state !== 'open' && period.state !== 'calculated')
    throw wrongState('period', period.state, 'open or calculated; reopen it first');
  const followed = scope === 'changed' && period.state === 'calculated' ? 'changed' : 'all';
  const crediting = credited ?? (await runCrediting(context, followed));
  const limited = followed === 'changed' ? await peopleToCalculate(context, crediting) : 'all';
  const { defaultEvent } = crediting;
  const versionsOf = plansOf(crediting.versions, period);
  const everyone = limited === 'all' || [...versionsOf.values()].flat().some((row) => paidTogether(row));
  const terms = await loadPersonTerms(context, true, everyone ? undefined : limited);
  const plans: CalculatedPlan[] = [];
  for (const [planId, versions] of versionsOf)
    plans.push(await calculateOnePlan(context, period, planId, versions, { terms, limited, defaultEvent }));
  const stored: StoredOutcome = { written: 0, unchanged: 0 };
  for (const plan of plans) {
    const outcome = await storeStatements(context, period, plan);
    stored.written += outcome.written;
    stored.unchanged += outcome.unchanged;
  }
  const exceptions = await findExceptions(context, period, plans, terms, limited);
  const id = newId(context);
  const inputHash = await statementsHash(context, period.id);
  const result = { statements: stored.written, unchanged: stored.unchanged, exceptions };
  await sql`
    insert into qd.pay_calculation (id, period_id, ran_at, person_id, via, scope, input_hash, engine_version, result)
    values (${id}::uuid, ${period.id}::uuid, ${context.now}::timestamptz, ${context.viewer.personId}::uuid, ${context.author.via}, ${scope}, ${inputHash}, ${engineVersion},
      ${JSON.stringify(result)}::jsonb)`.execute(context.tx.kysely);
  await movePeriod(context, period, 'calculated', { calculated: true, note: scope, hash: inputHash });
  await note(context, 'payCalculation', id, 'ran', { scope: { to: scope }, statements: { to: stored.written } });
  const { looked, added, changed, removed, unassigned } = crediting.summary;
  return {
    periodId,
    state: 'calculated',
    version: period.version + 1,
    statements: stored.written,
    unchanged: stored.unchanged,
    exceptions,
    credits: { looked, changed: added + changed + removed, unassigned },
    inputHash,
    engineVersion,
  };
}

function paidTogether({ text }: VersionRow): boolean {
  return interdependent(compileText(text).plan);
}

/** People whose credits or corrections moved since the last calculation of any period. */
async function peopleToCalculate(context: WriteContext, { people }: CreditingRun): Promise<readonly string[] | 'all'> {
  if (people === 'all') return 'all';
  const { rows } = await sql<{ id: string }>`
    select distinct owner_id::text as id from qd.pay_adjustment where company_id = qd.current_company() and state = 'approved'
      and decided_at >= coalesce((select max(ran_at) from qd.pay_calculation where company_id = qd.current_company()), '-infinity')`.execute(
    context.tx.kysely,
  );
  return [...new Set([...people, ...rows.map(({ id }) => id)])];
}

/** Plans that pay by the period's calendar, with the versions that held at some time until its last day, oldest first. */
function plansOf(versions: readonly VersionRow[], period: PeriodRow): Map<string, VersionRow[]> {
  const relevant = versions.filter(
    ({ state, calendar, fromOn }) =>
      (state === 'approved' || state === 'retired') &&
      calendar === period.calendar &&
      (fromOn === null || fromOn <= period.throughOn),
  );
  return Map.groupBy(
    relevant.sort((left, right) => ((left.fromOn ?? '') < (right.fromOn ?? '') ? -1 : 1)),
    ({ planId }) => planId,
  );
}

interface Scope {
  readonly terms: readonly PersonTerms[];
  readonly limited: readonly string[] | 'all';
  readonly defaultEvent: string;
}

async function calculateOnePlan(
  context: WriteContext,
  period: PeriodRow,
  planId: string,
  versions: readonly VersionRow[],
  { terms, limited, defaultEvent }: Scope,
): Promise<CalculatedPlan> {
  const compiled = versions.map((row) => ({ row, plan: planBetween(row) }));
  const whole = limited === 'all' || compiled.some(({ plan }) => interdependent(plan));
  const stated = await peopleStated(context, planId, whole ? undefined : limited);
  const everyone = [...new Set([...peopleOn(terms, planId), ...stated])].sort();
  const people = whole ? everyone : everyone.filter((id) => limited.includes(id));
  const last = compiled.at(-1)!;
  const found = {
    planId,
    versionId: last.row.id,
    people,
    drawIsRecoverable: last.plan.draw?.kind !== 'forgivable',
    mayPay: compiled.some(({ plan }) => mayPay(plan, { from: period.fromOn, through: period.throughOn })),
  };
  if (people.length === 0) return { ...found, statements: [], unassigned: [], warnings: [] };
  const earlier = (await periodRows(context, { calendar: period.calendar })).filter(
    ({ throughOn }) => throughOn < period.fromOn,
  );
  const open = versions.some(({ fromOn }) => fromOn === null);
  const from = open ? await firstCredit(context, planId, everyone) : undefined;
  const books = async (group: readonly string[]): Promise<PlanBooks> => ({
    versions: await Promise.all(
      compiled.map(async ({ row, plan }) => ({
        versionId: row.id,
        plan,
        textHash: hashOf(`${row.textHash} ${row.fromOn} ${row.throughOn}`),
        input: await loadInput(context, {
          plan,
          planId,
          defaultEvent,
          from: row.fromOn ?? from ?? period.fromOn,
          through: period.throughOn,
          lastSale: row.throughOn ?? lastDayOfAll,
          terms,
          people: group,
        }),
      })),
    ),
    period,
    takesAdjustments: earlier.every(isClosed),
    closedPeriods: earlier.filter(isClosed).map(({ label }) => label),
    closed: await closedDocuments(context, planId, group, period.fromOn),
    manual: await manualLines(context, planId, group, period, earlier),
  });
  const together = compiled.some(({ plan }) => interdependent(plan));
  const results: PlanResult[] = [];
  for (const group of together ? [people] : groupsOf(people)) {
    results.push(calculatePlan(await books(group)));
    // Others get their answers in between.
    await nextTurn();
  }
  // The engine states everyone on the plan; others than those asked for have none of their credits here.
  const wanted = new Set(people);
  return {
    ...found,
    statements: results.flatMap(({ statements }) => statements).filter(({ document }) => wanted.has(document.payee)),
    unassigned: results.flatMap(({ unassigned }) => unassigned),
    warnings: results.flatMap(({ warnings }) => warnings),
  };
}

/** People whose pay does not depend on one another are calculated in groups: no single step takes long, whoever else waits. */
const groupSize = 50;

function groupsOf(people: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(people.length / groupSize) }, (_, i) =>
    people.slice(i * groupSize, (i + 1) * groupSize),
  );
}

/** The plan of a version within the days on which it holds, whatever came after it was written. */
function planBetween(row: VersionRow) {
  const { plan } = compileText(row.text);
  const effective = { from: row.fromOn ?? firstDay, through: row.throughOn ?? lastDayOfAll };
  const within = (span: { from: CivilDate; through: CivilDate }) => ({
    from: span.from > effective.from ? span.from : effective.from,
    through: span.through < effective.through ? span.through : effective.through,
  });
  return {
    ...plan,
    effective: within(plan.effective),
    components: plan.components.map((component) => ({ ...component, effective: within(component.effective) })),
    ...(plan.draw === undefined ? {} : { draw: { ...plan.draw, effective: within(plan.draw.effective) } }),
  };
}

/** Whoever has a statement of the plan already, on it or not any more; of these people when some are named. */
async function peopleStated(context: WriteContext, planId: string, among?: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct owner_id::text as id from qd.pay_statement where company_id = qd.current_company() and plan_id = ${planId}::uuid
      ${among === undefined ? sql`` : sql`and owner_id = any(${[...among]}::uuid[])`}`.execute(context.tx.kysely);
  return rows.map(({ id }) => id);
}

/** The first day of a plan without one: that of the first credit of whoever is or was on it. */
async function firstCredit(
  context: WriteContext,
  planId: string,
  now: readonly string[],
): Promise<CivilDate | undefined> {
  const people = [...now, ...(await peopleStated(context, planId))];
  const { rows } = await sql<{ day: CivilDate | null }>`
    select min(on_date) as day from qd.pay_credit where company_id = qd.current_company() and owner_id = any(${[...people]}::uuid[])`.execute(
    context.tx.kysely,
  );
  return rows[0].day ?? undefined;
}

async function closedDocuments(
  context: WriteContext,
  planId: string,
  people: readonly string[],
  before: CivilDate,
): Promise<StatementDocument[]> {
  const { rows } = await sql<{ document: string }>`
    select s.document from qd.pay_statement s join qd.pay_period p on p.company_id = s.company_id and p.id = s.period_id
    where s.company_id = qd.current_company() and s.plan_id = ${planId}::uuid and s.owner_id = any(${[...people]}::uuid[]) and s.latest
      and p.state in ('closed', 'paid') and p.through_on < ${before}::date order by p.from_on, s.owner_id`.execute(
    context.tx.kysely,
  );
  return rows.map(({ document }) => JSON.parse(document) as StatementDocument);
}

/**
 * Corrections of pay itself. One that is booked stays in its period; one that is new goes to the first open period, which
 * takes it for good.
 */
async function manualLines(
  context: WriteContext,
  planId: string,
  people: readonly string[],
  period: PeriodRow,
  earlier: readonly PeriodRow[],
): Promise<ManualLine[]> {
  const firstOpen = earlier.every(isClosed);
  const labels = new Map([...earlier, period].map(({ id, label }) => [id, label]));
  const lines: ManualLine[] = [];
  for (const row of await adjustmentRows(context, { state: 'approved' })) {
    if (row.kind !== 'pay' || row.planId !== planId || !people.includes(row.personId)) continue;
    let at = row.periodId;
    if (at === null && firstOpen) {
      at = period.id;
      await sql`
        update qd.pay_adjustment set period_id = ${at}::uuid, version = version + 1 where company_id = qd.current_company() and id = ${row.id}::uuid`.execute(
        context.tx.kysely,
      );
    }
    const label = at === null ? undefined : labels.get(at);
    if (label === undefined) continue;
    lines.push({ personId: row.personId, period: label, id: row.id, amountMinor: row.amountMinor, reason: row.reason });
  }
  return lines;
}

import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Plan } from '#engines/commission/plan/plan.ts';
import type { PlanDocument } from '#engines/commission/plan/schema.ts';
import { addDays } from '#kernel/civil-date.ts';
import { Refused } from '#kernel/result.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { planName } from '../plan-words.ts';
import { checkVersion, notFound, note, wrongState } from '../steps.ts';
import { compileText } from './compile-text.ts';
import { type VersionRow, planVersions } from './plan-store.ts';

/** The calendar a plan is paid by: its kind of period, its own fiscal year, or pay cycles of its own. */
export function calendarOf(document: PlanDocument): string {
  if (typeof document.period !== 'string') return `plan:${document.plan}`;
  const plain = document.yearStartsIn === 1 || document.period === 'month' || document.period === 'week';
  return plain ? document.period : `${document.period}/${document.yearStartsIn}`;
}

/** Makes a plan of a text, with version 1 as a draft. */
export async function createPlan(context: WriteContext, text: string): Promise<string> {
  const { plan, document } = compileText(text);
  const planId = newId(context);
  const { rows } = await sql`
    insert into qd.pay_plan (id, key, name, created_by, created_at)
    values (${planId}::uuid, ${plan.id}, ${JSON.stringify(planName(document))}::jsonb, ${context.viewer.personId}::uuid, ${context.now}::timestamptz)
    on conflict (company_id, key) do nothing returning id`.execute(context.tx.kysely);
  if (rows.length === 0)
    throw new Refused('duplicate-plan', `there is a plan ${plan.id} already: make a new version of it`, {
      field: 'text',
      found: plan.id,
      expected: 'a name (plan:) of its own',
    });
  await note(context, 'payPlan', planId, 'created', { key: { to: plan.id } });
  return insertVersion(context, planId, 1, text, plan, document);
}

/** A new draft of a plan. Whoever writes it cannot approve it. */
export async function createVersion(context: WriteContext, planId: string, text: string): Promise<string> {
  const versions = await planVersions(context, { planId, lock: true });
  if (versions.length === 0) throw notFound('plan', planId);
  const { plan, document } = compileText(text);
  sameKey(plan, versions[0].key);
  return insertVersion(context, planId, versions[0].number + 1, text, plan, document);
}

async function insertVersion(
  context: WriteContext,
  planId: string,
  number: number,
  text: string,
  plan: Plan,
  document: PlanDocument,
): Promise<string> {
  const id = newId(context);
  await sql`
    insert into qd.pay_plan_version (id, plan_id, number, text, text_hash, currency, calendar, period, from_on, through_on, created_by, created_at, edited_by)
    values (${id}::uuid, ${planId}::uuid, ${number}, ${text}, ${hashOf(text)}, ${plan.currency}, ${calendarOf(document)}, ${periodOf(document)},
      ${document.effective?.from ?? null}::date, ${document.effective?.through ?? null}::date, ${context.viewer.personId}::uuid,
      ${context.now}::timestamptz, array[${context.viewer.personId}::uuid])`.execute(context.tx.kysely);
  await note(context, 'payPlanVersion', id, 'created', { number: { to: number }, textHash: { to: hashOf(text) } });
  return id;
}

/** Replaces the text of a draft. */
export async function editVersion(context: WriteContext, id: string, text: string, expected: number): Promise<void> {
  const row = await lockedVersion(context, id);
  checkVersion(row.version, expected);
  if (row.state !== 'draft') throw wrongState('plan version', row.state, 'a draft: make a new version to change it');
  const { plan, document } = compileText(text);
  sameKey(plan, row.key);
  await sql`
    update qd.pay_plan_version set text = ${text}, text_hash = ${hashOf(text)}, currency = ${plan.currency}, calendar = ${calendarOf(document)},
      period = ${periodOf(document)}, from_on = ${document.effective?.from ?? null}::date, through_on = ${document.effective?.through ?? null}::date,
      edited_by = case when ${context.viewer.personId}::uuid = any(edited_by) then edited_by else edited_by || ${context.viewer.personId}::uuid end,
      version = version + 1
    where company_id = qd.current_company() and id = ${id}::uuid`.execute(context.tx.kysely);
  await note(context, 'payPlanVersion', id, 'edited', { textHash: { from: row.textHash, to: hashOf(text) } });
}

export async function submitVersion(context: WriteContext, id: string): Promise<void> {
  const row = await lockedVersion(context, id);
  if (row.state !== 'draft') throw wrongState('plan version', row.state, 'a draft');
  await move(context, row, 'submitted');
}

/** Refuses an approval by anyone who wrote in it (reliability Z16); the person counts, not how they signed in. */
export async function approveVersion(context: WriteContext, id: string): Promise<void> {
  const row = await lockedVersion(context, id);
  if (row.state !== 'submitted') throw wrongState('plan version', row.state, 'submitted for approval');
  mayDecide(context, row);
  await endEarlier(context, row);
  await move(context, row, 'approved');
  const { document } = compileText(row.text);
  await sql`
    update qd.pay_plan set name = ${JSON.stringify(planName(document))}::jsonb, version = version + 1
    where company_id = qd.current_company() and id = ${row.planId}::uuid`.execute(context.tx.kysely);
}

export async function rejectVersion(context: WriteContext, id: string, reason: string): Promise<void> {
  const row = await lockedVersion(context, id);
  if (row.state !== 'submitted') throw wrongState('plan version', row.state, 'submitted for approval');
  mayDecide(context, row);
  await move(context, row, 'draft', reason);
}

export function wroteIn(context: WriteContext, row: VersionRow): boolean {
  const { personId } = context.viewer;
  return row.createdBy === personId || row.editedBy.includes(personId);
}

function mayDecide(context: WriteContext, row: VersionRow): void {
  if (wroteIn(context, row))
    throw new Refused('forbidden-own-work', 'whoever wrote a plan cannot approve or reject it', {
      field: 'id',
      found: row.id,
      expected: 'a decision by someone who did not write in it',
    });
}

/** The version that holds so far ends the day before; two versions never hold on one day. */
async function endEarlier(context: WriteContext, row: VersionRow): Promise<void> {
  const others = (await planVersions(context, { planId: row.planId, states: ['approved', 'retired'] })).filter(
    ({ id }) => id !== row.id,
  );
  const from = row.fromOn;
  for (const other of others) {
    const apart =
      (other.throughOn !== null && from !== null && other.throughOn < from) ||
      (row.throughOn !== null && other.fromOn !== null && row.throughOn < other.fromOn);
    if (apart) continue;
    if (from === null || (other.fromOn !== null && other.fromOn >= from))
      throw new Refused('plan-overlaps', `version ${other.number} holds on some of the same days`, {
        field: 'effective.from',
        found: from ?? 'nothing',
        expected: `a first day (effective: { from: … }) after ${other.fromOn ?? 'the start'} of version ${other.number}`,
      });
    const last = addDays(from, -1);
    const closed = await closedAfter(context, other.id, last);
    if (closed !== undefined)
      throw new Refused('plan-overlaps', `${closed} is closed with version ${other.number}`, {
        field: 'effective.from',
        found: from,
        expected: `a first day after ${closed}`,
      });
    await sql`
      update qd.pay_plan_version set through_on = ${last}::date, state = 'retired', version = version + 1
      where company_id = qd.current_company() and id = ${other.id}::uuid`.execute(context.tx.kysely);
    await note(context, 'payPlanVersion', other.id, 'ended', { throughOn: { from: other.throughOn, to: last } });
  }
}

/** The last closed period that a version was paid in after a day. */
async function closedAfter(context: WriteContext, versionId: string, day: string): Promise<string | undefined> {
  const { rows } = await sql<{ label: string }>`
    select p.label from qd.pay_statement s join qd.pay_period p on p.company_id = s.company_id and p.id = s.period_id
    where s.company_id = qd.current_company() and s.plan_version_id = ${versionId}::uuid and p.state in ('closed', 'paid') and p.through_on > ${day}::date
    order by p.through_on desc limit 1`.execute(context.tx.kysely);
  return rows[0]?.label;
}

async function move(
  context: WriteContext,
  row: VersionRow,
  to: VersionRow['state'],
  rejection?: string,
): Promise<void> {
  const decided = to !== 'submitted';
  await sql`
    update qd.pay_plan_version set state = ${to}, rejection = ${rejection ?? null}, version = version + 1,
      submitted_at = case when ${decided} then submitted_at else ${context.now}::timestamptz end,
      decided_by = case when ${decided} then ${context.viewer.personId}::uuid end,
      decided_at = case when ${decided} then ${context.now}::timestamptz end
    where company_id = qd.current_company() and id = ${row.id}::uuid`.execute(context.tx.kysely);
  await note(context, 'payPlanVersion', row.id, rejection === undefined ? to : 'rejected', {
    state: { from: row.state, to },
  });
}

async function lockedVersion(context: WriteContext, id: string): Promise<VersionRow> {
  const [row] = await planVersions(context, { id, lock: true });
  if (row === undefined) throw notFound('plan version', id);
  return row;
}

function sameKey(plan: Plan, key: string): void {
  if (plan.id !== key)
    throw new Refused('other-plan', 'a version keeps the name of its plan', {
      field: 'plan',
      found: plan.id,
      expected: key,
    });
}

function periodOf({ period }: PlanDocument): string {
  return typeof period === 'string' ? period : 'list';
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import { sql } from 'kysely';
import type { z } from 'zod';
import { type CivilDate, addDays } from '#kernel/civil-date.ts';
import { Refused } from '#kernel/result.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { isRole } from '#platform/visibility/roles.ts';
import { checkVersion, notFound, note } from '../steps.ts';
import type { assignmentBody, assignmentChangeBody, assignmentTargets } from './contract.ts';

export interface AssignmentRow {
  readonly id: string;
  readonly planId: string;
  readonly target: (typeof assignmentTargets)[number];
  readonly targetId: string;
  readonly targetName: string;
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate | null;
  readonly terms: Readonly<Record<string, string>>;
  readonly version: number;
}

/** Who is put on which plan, as far as the viewer may know: all, or what concerns oneself. */
export async function assignmentRows(context: WriteContext, planId?: string): Promise<AssignmentRow[]> {
  const { rows } = await sql<AssignmentRow>`
    select a.id::text, a.plan_id::text as "planId", a.target, a.target_id as "targetId", coalesce(p.name, u.name, s.title, a.target_id) as "targetName",
      a.from_on as "fromOn", a.through_on as "throughOn", a.terms, a.version
    from qd.pay_assignment a
    left join qd.person p on p.company_id = a.company_id and a.target = 'person' and p.id = a.owner_id
    left join qd.unit u on u.company_id = a.company_id and a.target = 'unit' and u.id::text = a.target_id
    left join qd.position s on s.company_id = a.company_id and a.target = 'position' and s.id::text = a.target_id
    where a.company_id = qd.current_company() and (a.owner_id is null or ${ownedRows(context.viewer, 'payAssignment', 'a')})
      ${planId === undefined ? sql`` : sql`and a.plan_id = ${planId}::uuid`}
    order by a.from_on, a.id`.execute(context.tx.kysely);
  return rows;
}

/** Puts someone on a plan. Two assignments of the same target never hold on one day. */
export async function assign(context: WriteContext, body: z.output<typeof assignmentBody>): Promise<string> {
  await checkTarget(context, body.target, body.targetId);
  await refuseOverlap(context, body.target, body.targetId, body.fromOn, body.throughOn ?? null);
  const id = newId(context);
  await sql`
    insert into qd.pay_assignment (id, plan_id, target, target_id, owner_id, from_on, through_on, terms, created_by, created_at)
    values (${id}::uuid, ${body.planId}::uuid, ${body.target}, ${body.targetId}, ${body.target === 'person' ? body.targetId : null}::uuid,
      ${body.fromOn}::date, ${body.throughOn ?? null}::date, ${JSON.stringify(body.terms ?? {})}::jsonb, ${context.viewer.personId}::uuid, ${context.now}::timestamptz)`.execute(
    context.tx.kysely,
  );
  await note(context, 'payAssignment', id, 'created', {
    planId: { to: body.planId },
    target: { to: `${body.target} ${body.targetId}` },
    fromOn: { to: body.fromOn },
    throughOn: { to: body.throughOn ?? null },
  });
  return id;
}

/** Ends an assignment on a day (or lets it go on), and sets its terms, from its first day or from a later one. */
export async function changeAssignment(
  context: WriteContext,
  id: string,
  body: z.output<typeof assignmentChangeBody>,
  expected: number,
): Promise<void> {
  const row = (await assignmentRows(context)).find((one) => one.id === id);
  if (row === undefined) throw notFound('assignment', id);
  checkVersion(row.version, expected);
  if (body.throughOn !== null && body.throughOn < row.fromOn)
    throw new Refused('empty-range', 'an assignment ends on or after its first day', {
      field: 'throughOn',
      found: body.throughOn,
      expected: `a day on or after ${row.fromOn}`,
    });
  await refuseOverlap(context, row.target, row.targetId, row.fromOn, body.throughOn, id);
  const { termsFrom } = body;
  if (termsFrom === undefined || termsFrom === row.fromOn) return setAssignment(context, row, body);
  if (termsFrom < row.fromOn || (body.throughOn !== null && termsFrom > body.throughOn))
    throw new Refused('empty-range', 'new terms begin while the assignment holds', {
      field: 'termsFrom',
      found: termsFrom,
      expected: `a day from ${row.fromOn} to ${body.throughOn ?? '…'}`,
    });
  await setAssignment(context, row, { throughOn: addDays(termsFrom, -1) });
  const { planId, target, targetId } = row;
  await assign(context, {
    planId,
    target,
    targetId,
    fromOn: termsFrom,
    throughOn: body.throughOn,
    terms: body.terms ?? { ...row.terms },
  });
}

async function setAssignment(
  context: WriteContext,
  row: AssignmentRow,
  { throughOn, terms = { ...row.terms } }: z.output<typeof assignmentChangeBody>,
): Promise<void> {
  await sql`
    update qd.pay_assignment set through_on = ${throughOn}::date, terms = ${JSON.stringify(terms)}::jsonb, version = version + 1
    where company_id = qd.current_company() and id = ${row.id}::uuid`.execute(context.tx.kysely);
  await note(context, 'payAssignment', row.id, 'changed', {
    throughOn: { from: row.throughOn, to: throughOn },
    terms: { to: changedNames(row.terms, terms) },
  });
}

/** Which terms differ; what they are is pay, and stays out of the log. */
function changedNames(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => before[name] !== after[name])
    .sort()
    .join(', ');
}

/** Takes an assignment out that nothing was paid by yet. */
export async function removeAssignment(context: WriteContext, id: string): Promise<void> {
  const row = (await assignmentRows(context)).find((one) => one.id === id);
  if (row === undefined) throw notFound('assignment', id);
  const { rows } = await sql<{ label: string }>`
    select p.label from qd.pay_period p join qd.pay_statement s on s.company_id = p.company_id and s.period_id = p.id
    where p.company_id = qd.current_company() and p.state in ('closed', 'paid') and s.plan_id = ${row.planId}::uuid and p.through_on >= ${row.fromOn}::date
    limit 1`.execute(context.tx.kysely);
  if (rows.length > 0)
    throw new Refused('in-use', `${rows[0].label} is closed with this assignment`, {
      field: 'id',
      found: id,
      expected: `an end (throughOn) instead of a removal, on or after ${addDays(row.fromOn, 0)}`,
    });
  await sql`delete from qd.pay_assignment where company_id = qd.current_company() and id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  await note(context, 'payAssignment', id, 'deleted', { planId: { from: row.planId } });
}

async function checkTarget(context: WriteContext, target: AssignmentRow['target'], targetId: string): Promise<void> {
  const unknown = (): Refused =>
    new Refused('unknown-reference', `there is no such ${target}`, {
      field: 'targetId',
      found: targetId,
      expected: target === 'role' ? 'a role such as rep' : `the id of a ${target}`,
    });
  if (target === 'role') {
    if (!isRole(targetId)) throw unknown();
    return;
  }
  if (!/^[0-9a-f-]{36}$/i.test(targetId)) throw unknown();
  const { rows } = await sql`
    select 1 from ${sql.raw(`qd.${target}`)} t where t.company_id = qd.current_company() and t.id = ${targetId}::uuid and t.deleted_at is null`.execute(
    context.tx.kysely,
  );
  if (rows.length === 0) throw unknown();
}

async function refuseOverlap(
  context: WriteContext,
  target: string,
  targetId: string,
  fromOn: string,
  throughOn: string | null,
  except?: string,
): Promise<void> {
  const clash = (await assignmentRows(context)).find(
    (row) =>
      row.id !== except &&
      row.target === target &&
      row.targetId === targetId &&
      (throughOn === null || row.fromOn <= throughOn) &&
      (row.throughOn === null || row.throughOn >= fromOn),
  );
  if (clash !== undefined)
    throw new Refused('duplicate-assignment', `${clash.targetName} is on a plan on some of these days already`, {
      field: 'fromOn',
      found: fromOn,
      expected: `days outside ${clash.fromOn} – ${clash.throughOn ?? '…'}, or an end of the earlier assignment`,
    });
}

import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { deleteRecords } from '#platform/records/delete-records.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { getRecord } from '#platform/records/get-record.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { ChartDraft, ChartMove, Comparison } from './chart-contract.ts';
import { compareCharts, withMoves } from './chart-model.ts';
import { unitsOn } from './read-chart.ts';

/** What a draft would change on its day. */
export async function compareDraft(context: WriteContext, draft: ChartDraft): Promise<Comparison> {
  refusePast(context, draft.effectiveOn);
  const before = await unitsOn(context, draft.structureId, draft.effectiveOn);
  return compareCharts(before, withMoves(before, draft.moves));
}

/**
 * Applies a draft from its day on. What was, stays: an assignment ends and another begins, a position ends and one like it
 * begins elsewhere, a unit's place gets a date. All in one transaction.
 */
export async function applyDraft(context: WriteContext, draft: ChartDraft): Promise<Comparison> {
  const comparison = await compareDraft(context, draft);
  for (const move of draft.moves) await applyMove(context, move, draft.effectiveOn);
  return comparison;
}

function refusePast(context: WriteContext, effectiveOn: string): void {
  if (effectiveOn < context.today)
    throw new Refused('past-change', 'the past is not rewritten', {
      field: 'effectiveOn',
      found: effectiveOn,
      expected: `a day from ${context.today}`,
    });
}

async function applyMove(context: WriteContext, move: ChartMove, on: string): Promise<void> {
  switch (move.what) {
    case 'unit':
      return placeUnit(context, move.unitId, move.parentId, on);
    case 'position':
      return movePosition(context, move.positionId, move.unitId, on);
    case 'person': {
      const assignment = await getRecord(context, recordDefinition('assignment').kind, move.assignmentId);
      const position = await getRecord(context, recordDefinition('position').kind, String(assignment.positionId));
      const positionId = await copyPosition(context, position, move.unitId, on, false);
      await passOn(context, assignment, positionId, on);
    }
  }
}

async function movePosition(context: WriteContext, id: string, unitId: string, on: string): Promise<void> {
  const position = await getRecord(context, recordDefinition('position').kind, id);
  const { rows } = await sql<{ id: string }>`
    select id::text from qd.assignment where company_id = qd.current_company() and position_id = ${id}::uuid and deleted_at is null
      and (until_on is null or until_on > ${on}::date)`.execute(context.tx.kysely);
  const copy = await copyPosition(context, position, unitId, on, position.leads === true);
  for (const row of rows)
    await passOn(context, await getRecord(context, recordDefinition('assignment').kind, row.id), copy, on);
  await updateRecords(context, recordDefinition('position'), [{ id, values: { untilOn: on }, action: 'moved' }]);
}

async function copyPosition(
  context: WriteContext,
  position: Readonly<Record<string, unknown>>,
  unitId: string,
  on: string,
  leads: boolean,
): Promise<string> {
  const { title, role } = position;
  const [id] = await createRecords(context, recordDefinition('position'), [
    { values: { title, role, unitId, leads, fromOn: on } },
  ]);
  return id;
}

/** Ends an assignment on a day and begins it in another position; one that has not begun yet is moved as it is. */
async function passOn(
  context: WriteContext,
  assignment: Readonly<Record<string, unknown>> & { id: string },
  positionId: string,
  on: string,
): Promise<void> {
  const definition = recordDefinition('assignment');
  const fromOn = String(assignment.fromOn) > on ? String(assignment.fromOn) : on;
  await createRecords(context, definition, [
    { values: { personId: assignment.personId, positionId, fromOn, untilOn: assignment.untilOn ?? null } },
  ]);
  if (String(assignment.fromOn) >= on) {
    await deleteRecords(context, definition, [assignment.id]);
  } else await updateRecords(context, definition, [{ id: assignment.id, values: { untilOn: on }, action: 'moved' }]);
}

async function placeUnit(context: WriteContext, unitId: string, parentId: string, on: string): Promise<void> {
  await sql`
    insert into qd.unit_placement (unit_id, parent_id, from_on, until_on)
    select id, parent_id, '0001-01-01', null from qd.unit u where u.company_id = qd.current_company() and u.id = ${unitId}::uuid
      and not exists (select from qd.unit_placement p where p.company_id = u.company_id and p.unit_id = u.id)`.execute(
    context.tx.kysely,
  );
  await sql`update qd.unit_placement set until_on = ${on}::date where company_id = qd.current_company() and unit_id = ${unitId}::uuid
    and from_on < ${on}::date and (until_on is null or until_on > ${on}::date)`.execute(context.tx.kysely);
  await sql`delete from qd.unit_placement where company_id = qd.current_company() and unit_id = ${unitId}::uuid and from_on >= ${on}::date`.execute(
    context.tx.kysely,
  );
  await sql`insert into qd.unit_placement (unit_id, parent_id, from_on) values (${unitId}::uuid, ${parentId}::uuid, ${on}::date)`.execute(
    context.tx.kysely,
  );
  if (on <= context.today)
    await updateRecords(context, recordDefinition('unit'), [{ id: unitId, values: { parentId }, action: 'moved' }]);
}

/** Brings units to the place that is planned for today; for the nightly job. */
export async function placeUnitsDue(context: WriteContext): Promise<number> {
  const { rows } = await sql<{ id: string; parentId: string | null }>`
    select u.id::text, p.parent_id::text as "parentId" from qd.unit u join qd.unit_placement p on p.company_id = u.company_id and p.unit_id = u.id
      and p.from_on <= ${context.today}::date and (p.until_on is null or p.until_on > ${context.today}::date)
    where u.company_id = qd.current_company() and u.deleted_at is null and u.parent_id is distinct from p.parent_id`.execute(
    context.tx.kysely,
  );
  await updateRecords(
    context,
    recordDefinition('unit'),
    rows.map(({ id, parentId }) => ({ id, values: { parentId }, action: 'moved' })),
  );
  return rows.length;
}

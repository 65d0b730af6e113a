import { sql } from 'kysely';
import type { WriteContext } from '#platform/records/write-context.ts';
import { notFound, note } from '../steps.ts';
import { isClosed, lockedPeriod } from './period-store.ts';

/** Explains one exception of a period that is not closed. */
export async function explain(context: WriteContext, id: string, words: string): Promise<void> {
  const { rows } = await sql<{ periodId: string }>`
    select period_id::text as "periodId" from qd.pay_exception where company_id = qd.current_company() and id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  if (rows.length === 0) throw notFound('exception', id);
  await explainAll(context, rows[0].periodId, [id], words);
}

/** Explains several by the same words; when one of them is not of this period, none is. */
export async function explainAll(
  context: WriteContext,
  periodId: string,
  ids: readonly string[],
  words: string,
): Promise<void> {
  const period = await lockedPeriod(context, periodId);
  if (isClosed(period)) throw notFound('open period', periodId);
  const { rows } = await sql<{ id: string }>`
    update qd.pay_exception set explanation = ${words}, explained_by = ${context.viewer.personId}::uuid, explained_at = ${context.now}::timestamptz
    where company_id = qd.current_company() and period_id = ${periodId}::uuid and id = any(${[...ids]}::uuid[]) returning id::text`.execute(
    context.tx.kysely,
  );
  const explained = new Set(rows.map(({ id }) => id));
  const strange = ids.find((id) => !explained.has(id));
  if (strange !== undefined) throw notFound('exception of this period', strange);
  for (const id of explained) await note(context, 'payException', id, 'explained');
}

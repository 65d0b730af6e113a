import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { FieldChange } from '#platform/event-log/event.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';

/** The id under which the event log keeps what happens to a company itself. */
export function companyRecordId(companyId: number): string {
  return `00000000-0000-7000-8000-${companyId.toString(16).padStart(12, '0')}`;
}

/** Takes the next version of the company's settings; refused when someone else took it since they were read. */
export async function takeCompanyVersion(context: WriteContext, version: number): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    update qd.company set version = version + 1 where company_id = qd.current_company() and version = ${version}
    returning version`.execute(context.tx.kysely);
  if (rows.length > 0) return;
  throw new Refused('stale-version', 'the settings were changed since you read them', {
    field: 'version',
    found: version,
    expected: String(await companyVersion(context)),
  });
}

export async function companyVersion(context: WriteContext): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from qd.company where company_id = qd.current_company()`.execute(context.tx.kysely);
  return rows[0].version;
}

/** Writes what changed in the company's settings into the event log; nothing when nothing did. */
export async function logCompanyChange(
  context: WriteContext,
  action: string,
  changes: Readonly<Record<string, FieldChange>>,
  note?: string,
): Promise<void> {
  const moved = Object.fromEntries(
    Object.entries(changes).filter(([, { from, to }]) => JSON.stringify(from) !== JSON.stringify(to)),
  );
  if (Object.keys(moved).length === 0) return;
  await appendEvents(context.tx, context.author, [
    {
      id: newId(context),
      action,
      kind: 'company',
      recordId: companyRecordId(context.viewer.companyId),
      changes: moved,
      ...(note === undefined ? {} : { note }),
    },
  ]);
}

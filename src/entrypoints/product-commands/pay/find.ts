import { sql } from 'kysely';
import { isId } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { type PeriodRow, openPeriod, periodRows } from '#rooms/incentives/periods/index.ts';

const defaultCalendar = 'month';

/** A period by its label, such as 2026-10. */
export async function periodLabelled(context: WriteContext, label: string, calendar?: string): Promise<PeriodRow> {
  const name = calendar ?? defaultCalendar;
  const rows = await periodRows(context, { calendar: name });
  const found = rows.find((row) => row.label === label || row.id === label);
  if (found !== undefined) return found;
  throw new Refused('not-found', `no period of ${name} is called ${label} (${known(rows)})`, { found: label });
}

/** As periodLabelled; one that is not open yet is opened. */
export async function periodToCalculate(context: WriteContext, label: string, calendar?: string): Promise<PeriodRow> {
  const name = calendar ?? defaultCalendar;
  const found = (await periodRows(context, { calendar: name })).find((row) => row.label === label || row.id === label);
  if (found !== undefined) return found;
  const [opened] = await periodRows(context, { id: await openPeriod(context, name, label) });
  return opened;
}

function known(rows: readonly PeriodRow[]): string {
  if (rows.length === 0) return 'none was opened yet';
  return `the last are ${rows
    .slice(0, 3)
    .map(({ label }) => label)
    .join(', ')}`;
}

/** A person by id, e-mail, employee number or name. */
export async function personCalled(context: WriteContext, who: string): Promise<string> {
  if (isId(who)) return who;
  const { rows } = await sql<{ id: string; name: string; email: string | null }>`
    select id::text, name, email from qd.person
    where company_id = qd.current_company() and deleted_at is null and (lower(email) = lower(${who}) or name = ${who} or employee_no = ${who})
    order by name, id limit 10`.execute(context.tx.kysely);
  if (rows.length === 1) return rows[0].id;
  const answer =
    rows.length === 0
      ? `nobody is called ${who} (an id, e-mail, employee number or name is expected)`
      : `${rows.length} people are called ${who}: say the e-mail or id (${rows.map(({ email, id }) => email ?? id).join(', ')})`;
  throw new Refused('unknown-person', answer, { found: who });
}

import { copyIn } from '#platform/database/copy.ts';
import { inChunks } from '#platform/database/copy-lines.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { creationEvents } from './creation-events.ts';
import { dealEvents, recordedEvents } from './deal-events.ts';
import { encodeEvents, eventColumns, type LogStamp } from './encode-events.ts';
import { laterEvents } from './later-events.ts';
import { kindOfTable } from './load-rows.ts';
import type { PastEvent } from './past-event.ts';
import type { SimulatedCompany } from './simulate-company.ts';
import { type TableName, tables } from './tables.ts';

/** Lines came with their deal or order, whose event stands for them; a fifth of all events is saved. */
const partsOfDocuments: ReadonlySet<TableName> = new Set(['opportunityLine', 'orderLine']);

/**
 * Writes the event log of the company's past: each record's creation by its author at its time, what became of leads, tickets,
 * tasks and orders, each change of stage, each close date moved and deal handed over; in the transaction that loads the rows.
 * Returns how many events.
 */
export async function logHistory(tx: Transaction, company: SimulatedCompany): Promise<number> {
  await tx.query("select qd.ensure_month('event', current_date)");
  const { rows } = await tx.query<LogStamp>(
    `select qd.current_company() as "companyId", qd.current_epoch() as epoch, pg_current_xact_id()::text as xid,
       (extract(epoch from clock_timestamp()) * 1000000)::float8 as micros`,
  );
  return copyIn(
    tx.client,
    `copy qd.event (${eventColumns}) from stdin`,
    inChunks(encodeEvents(rows[0], pastEvents(company))),
  );
}

function* pastEvents({ rows, changes }: SimulatedCompany): Generator<PastEvent> {
  for (const table of Object.keys(tables) as TableName[]) {
    const kind = kindOfTable(table);
    if (kind === undefined || partsOfDocuments.has(table)) continue;
    if (table === 'opportunity') yield* dealEvents(kind, rows);
    else {
      yield* creationEvents(table, kind, rows[table]);
      yield* laterEvents(table, kind, rows[table]);
    }
  }
  yield* recordedEvents(changes);
}

import { sql } from 'kysely';
import { type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { textOf } from '#kernel/text-of.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { currencyOf, fromRow, toApi } from '#platform/records/stored-values.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import { notFound } from '#platform/records/get-record.ts';
import { reachableRows } from '#platform/records/visible-rows.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

/** What an import did to a field, from its first change to its last. */
interface Change {
  readonly from?: unknown;
  readonly to?: unknown;
}

type Changes = Readonly<Record<string, Change>>;

const atOnce = 2000;

/**
 * Gives the records that an import changed, and did not make, the values they had before. Those that somebody deleted since are left.
 * @throws Refused when a value is no longer the one that the import gave
 */
export async function revertUpdates(context: WriteContext, importId: string): Promise<number> {
  let reverted = 0;
  for (const [name, records] of await changesOf(context, importId)) {
    const definition = recordDefinition(name);
    const kind = wholeKind(context.company, definition.kind);
    const all = [...records];
    for (let start = 0; start < all.length; start += atOnce) {
      const part = new Map(all.slice(start, start + atOnce));
      const present = await presentValues(context, kind, [...part.keys()], importId);
      const updates = [...present].map(([id, values]) => ({
        id,
        values: valuesBefore(kind, part.get(id) ?? {}, values),
      }));
      await updateRecords(context, definition, updates);
      reverted += updates.length;
    }
  }
  return reverted;
}

/** By kind and record, what the import changed, from the event log. */
async function changesOf(context: WriteContext, importId: string): Promise<Map<string, Map<string, Changes>>> {
  const { rows } = await sql<{ kind: string; record_id: string; changes: Changes }>`
    select e.kind, e.record_id::text, e.changes from qd.event e
    where e.company_id = qd.current_company() and e.request_id = ${importId} and e.action not in ('created', 'deleted', 'restored')
    order by e.recorded_at desc, e.id desc`.execute(context.tx.kysely);
  const byKind = new Map<string, Map<string, Record<string, Change>>>();
  for (const { kind, record_id: id, changes } of rows) {
    const records = byKind.get(kind) ?? new Map<string, Record<string, Change>>();
    const merged = records.get(id) ?? {};
    for (const [name, change] of Object.entries(changes))
      merged[name] = { to: name in merged ? merged[name].to : change.to, from: change.from };
    records.set(id, merged);
    byKind.set(kind, records);
  }
  return byKind;
}

/**
 * The values that records have now, as the log tells them; of those that are still there and that the import did not make.
 * @throws Refused when one is out of the viewer's reach: the import is undone whole or not at all
 */
async function presentValues(
  context: WriteContext,
  kind: RecordKind,
  ids: readonly string[],
  importId: string,
): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const { rows } = await sql<Record<string, unknown> & { id: string }>`
    select r.* from qd.${sql.raw(kind.table)} r
    where ${reachableRows(context.viewer, kind, 'r')} and r.id = any(${[...ids]}::uuid[]) order by r.id for update`.execute(
    context.tx.kysely,
  );
  const found = new Set(rows.map(({ id }) => id));
  const hidden = ids.find((id) => !found.has(id));
  if (hidden !== undefined) throw notFound(kind, hidden);
  const { baseCurrency } = context.company;
  const present = rows.filter((row) => row.deleted_at === null && row.import_id !== importId);
  return new Map(
    present.map((row) => {
      const stored = fromRow(kind, row);
      const currency = currencyOf(kind, stored, baseCurrency);
      return [
        row.id,
        Object.fromEntries(
          kind.fields.map((field) => [field.name, toApi(field, stored[field.name], currency, baseCurrency)]),
        ),
      ];
    }),
  );
}

function valuesBefore(
  kind: RecordKind,
  changes: Changes,
  present: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const before: Record<string, unknown> = {};
  for (const [name, { from, to }] of Object.entries(changes)) {
    const field = fieldOf(kind, name);
    if (field === undefined || field.computed === true) continue;
    if (JSON.stringify(present[name] ?? null) !== JSON.stringify(to ?? null)) {
      const title = textOf(present[kind.title]);
      throw new Refused('changed-since', `the ${name} of ${title} was changed since this import`, {
        field: name,
        found: present[name],
        expected: String(textOf(to)),
      });
    }
    before[name] = from ?? null;
  }
  return before;
}

import { sql } from 'kysely';
import type { WriteContext } from '#platform/records/write-context.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';

export interface DealLabel {
  readonly key: string;
  readonly kind: string;
  /** Null when the viewer may not open the record. */
  readonly id: string | null;
  readonly label: string;
}

/** What the credits of statement lines are called, and the records behind them as far as the viewer may open them. */
export async function dealLabels(context: WriteContext, keys: readonly string[]): Promise<Map<string, DealLabel>> {
  const labels = new Map<string, DealLabel>();
  for (const key of keys) labels.set(key, { key, kind: key.split(':')[0], id: null, label: key });
  const credited = await sql<{ key: string; label: string }>`
    select distinct on (c.key) c.key, c.label from qd.pay_credit c
    where c.company_id = qd.current_company() and ${ownedRows(context.viewer, 'payCredit', 'c')} and c.key = any(${[...keys]}::text[]) order by c.key`.execute(
    context.tx.kysely,
  );
  for (const { key, label } of credited.rows) labels.set(key, { ...labels.get(key)!, label });
  for (const [kind, name] of [
    ['opportunity', 'name'],
    ['order', 'number'],
    ['activity', 'subject'],
  ] as const) {
    const ids = keys.flatMap((key) => {
      const [own, id] = key.split(':');
      return own === kind || (kind === 'order' && own === 'delivery') ? [id] : [];
    });
    if (ids.length === 0) continue;
    const definition = recordDefinition(kind).kind;
    const { rows } = await sql<{ id: string; label: string }>`
      select f.id::text, ${sql.ref(`f.${name}`)} as label from ${sql.raw(`qd.${definition.table}`)} f
      where ${visibleRows(context.viewer, definition, 'f')} and f.id = any(${ids}::uuid[])`.execute(context.tx.kysely);
    for (const { id, label } of rows) {
      for (const prefix of kind === 'order' ? ['order', 'delivery'] : [kind]) {
        const key = `${prefix}:${id}`;
        if (labels.has(key)) labels.set(key, { key, kind, id, label });
      }
    }
  }
  return labels;
}

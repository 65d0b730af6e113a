import { sql } from 'kysely';
import type { FieldChange, LoggedEvent } from '#platform/event-log/event.ts';
import { Refused } from '#kernel/result.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { titlesOf } from '#platform/records/send-record.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { type Viewer, readScope, seesField } from '#platform/visibility/viewer.ts';

export interface EventSearch {
  readonly kind?: string;
  readonly recordId?: string;
  readonly actorId?: string;
  readonly action?: string;
  readonly via?: string;
  /** Instants: from included, until not. */
  readonly from?: string;
  readonly until?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** One field of a change; what the reader may not see is named but its values are not told. */
export interface AuditedChange {
  readonly from: unknown;
  readonly to: unknown;
  readonly hidden: boolean;
}

export interface AuditedEvent extends Omit<LoggedEvent, 'changes'> {
  readonly actorName: string | null;
  readonly recordTitle: string | null;
  readonly changes: Record<string, AuditedChange>;
}

type Row = LoggedEvent & { actorName: string | null };

/** Events that fit, newest first, page by page. */
export async function searchEvents(
  context: WriteContext,
  search: EventSearch,
): Promise<{ items: AuditedEvent[]; next: string | null }> {
  const after = search.cursor === undefined ? undefined : readCursor(search.cursor);
  const clause = (column: string, value: string | undefined, cast: string) =>
    value === undefined ? sql`` : sql`and e.${sql.raw(column)} = ${value}::${sql.raw(cast)}`;
  const { rows } = await sql<Row>`
    select e.id::text, e.recorded_at as "recordedAt", e.occurred_at as "occurredAt", e.actor_id::text as "actorId", p.name as "actorName", e.via, e.action, e.kind,
      e.record_id::text as "recordId", e.changes, e.note
    from qd.event e left join qd.person p on p.company_id = e.company_id and p.id = e.actor_id
    where e.company_id = qd.current_company()
      ${clause('kind', search.kind, 'text')} ${clause('record_id', search.recordId, 'uuid')} ${clause('actor_id', search.actorId, 'uuid')}
      ${clause('action', search.action, 'text')} ${clause('via', search.via, 'text')}
      ${search.from === undefined ? sql`` : sql`and e.recorded_at >= ${search.from}::timestamptz`}
      ${search.until === undefined ? sql`` : sql`and e.recorded_at < ${search.until}::timestamptz`}
      ${after === undefined ? sql`` : sql`and (e.recorded_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by e.recorded_at desc, e.id desc limit ${search.limit + 1}`.execute(context.tx.kysely);
  const page = rows.slice(0, search.limit);
  const last = page.at(-1);
  const next =
    rows.length > search.limit && last !== undefined
      ? Buffer.from(JSON.stringify([last.recordedAt, last.id])).toString('base64url')
      : null;
  const titles = await titlesFor(context, page);
  const items = page.map((row) => ({
    ...row,
    ...masked(context.viewer, row),
    recordTitle: titles.get(`${row.kind} ${row.recordId}`) ?? null,
  }));
  return { items, next };
}

/** Hides values of fields the reader does not see, and every value of kinds of which they do not see all rows. */
export function masked(
  viewer: Viewer,
  event: Pick<LoggedEvent, 'kind' | 'changes' | 'note'>,
): { changes: Record<string, AuditedChange>; note: string | null } {
  const kind = recordDefinitions().find((definition) => definition.kind.kind === event.kind)?.kind;
  const whole = kind === undefined || readScope(viewer, kind.kind) === 'all';
  const sees = (name: string): boolean => {
    if (kind === undefined) return true;
    const field = kind.fields.find((known) => known.name === name);
    return whole && (field === undefined || seesField(viewer, field.access));
  };
  const changes = Object.entries(event.changes).map(([name, change]): [string, AuditedChange] => [
    name,
    sees(name) ? shown(change) : { from: null, to: null, hidden: true },
  ]);
  return { changes: Object.fromEntries(changes), note: whole ? event.note : null };
}

function shown({ from, to }: FieldChange): AuditedChange {
  return { from: from ?? null, to: to ?? null, hidden: false };
}

async function titlesFor(context: WriteContext, events: readonly Row[]): Promise<Map<string, string>> {
  const known = new Set(recordDefinitions().map(({ kind }) => kind.kind));
  const titles = new Map<string, string>();
  for (const [kind, own] of Map.groupBy(events, (event) => event.kind)) {
    if (!known.has(kind)) continue;
    const ids = [...new Set(own.map((event) => event.recordId))];
    for (const [id, title] of await titlesOf(context, kind, ids)) titles.set(`${kind} ${id}`, title);
  }
  return titles;
}

function readCursor(text: string): [string, string] {
  try {
    const [recordedAt, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string];
    if (!Number.isNaN(Date.parse(recordedAt)) && /^[0-9a-f-]{36}$/.test(id)) return [recordedAt, id];
  } catch {
    // refused below
  }
  throw new Refused('invalid-cursor', 'the cursor does not belong to this list', {
    field: 'cursor',
    found: text,
    expected: 'the "next" of the page before',
  });
}

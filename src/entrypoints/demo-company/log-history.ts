import { type FieldDefinition, type RecordKind, columnOf } from '#kernel/record-kind.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { TableName } from './tables.ts';
import { tables } from './tables.ts';
import { databaseColumn } from './encode-rows.ts';
import { kindOfTable } from './load-rows.ts';
import { copyIn } from '#platform/database/copy.ts';
import type { RecordedChange } from './world.ts';

/** Fields that a record did not have when it was made, and when it got them: written as a second event. */
interface LaterChange {
  readonly at: string;
  readonly actor: string;
  readonly fields: readonly string[];
  /** What `status` was at first. */
  readonly initialStatus: string;
}

const laterChanges: Readonly<Partial<Record<TableName, LaterChange>>> = {
  ticket: {
    at: 'coalesce(r.closed_at, r.responded_at)',
    actor: 'r.owner_id',
    fields: ['status', 'respondedAt', 'closedAt', 'satisfaction'],
    initialStatus: 'open',
  },
  lead: {
    at: 'coalesce(r.qualified_at, r.first_response_at)',
    actor: 'r.owner_id',
    fields: ['status', 'firstResponseAt', 'qualifiedAt', 'disqualifiedReason', 'accountId'],
    initialStatus: 'new',
  },
  task: { at: 'r.done_at', actor: 'r.owner_id', fields: ['status', 'doneAt'], initialStatus: 'open' },
  salesOrder: {
    at: "(r.delivered_on + time '09:00') at time zone 'Asia/Shanghai'",
    actor: 'null::uuid',
    fields: ['status', 'deliveredOn'],
    initialStatus: 'confirmed',
  },
};

/** Lines came with their deal or order, whose event stands for them; a fifth of all events is saved. */
const partsOfDocuments: ReadonlySet<TableName> = new Set(['opportunityLine', 'orderLine']);

/** What an opportunity was like on its first day; the rest of its fields as they are. */
const firstOfDeal: Readonly<Record<string, string>> = {
  stageId: quoted('first.stage_id'),
  status: `'"open"'`,
  probability: 'first.probability::text',
  ownerId: quoted('first.owner_id'),
  expectedCloseOn: quoted('r.first_expected_close_on'),
  stageEnteredOn: quoted('r.created_on'),
  slipCount: `'0'`,
  closedOn: 'null',
  lostReason: 'null',
  nextStep: 'null',
  nextStepOn: 'null',
  lastActivityOn: 'null',
  month: monthOf('r.first_expected_close_on'),
};

/**
 * The event log of the company's past: each record's creation by its author at its time, what became of leads, tickets, tasks
 * and orders, each change of stage, each close date moved and deal handed over. Written by the database from the rows, in the
 * transaction that loads them. Returns how many events.
 */
export async function logHistory(tx: Transaction, changes: readonly RecordedChange[]): Promise<number> {
  await tx.query("select qd.ensure_month('event', current_date)");
  let events = 0;
  for (const table of Object.keys(tables) as TableName[]) {
    const kind = kindOfTable(table);
    if (kind === undefined || partsOfDocuments.has(table)) continue;
    events += await append(tx, kind.kind, createdEvents(table, kind));
    const later = laterChanges[table];
    if (later !== undefined) events += await append(tx, kind.kind, laterEvents(table, kind, later));
  }
  events += await append(tx, 'opportunity', stageEvents());
  events += await logChanges(tx, changes);
  return events;
}

/** Appends the rows (at, actor, action, record, changes as JSON text) that `source` selects. */
async function append(tx: Transaction, kind: string, source: string): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into qd.event (company_id, id, recorded_at, occurred_at, actor_id, via, request_id, action, kind, record_id, changes,
       note, epoch, xid, digest)
     select company, id, recorded_at, at, actor, 'system', null, action, $1, record, changes, null, epoch, xid,
       qd.event_digest_of(company, id, recorded_at, at, actor, 'system', null, action, $1, record, changes, null, epoch, xid)
     from (
       select c.company, gen_random_uuid() as id, clock_timestamp() as recorded_at, s.at, s.actor, s.action, s.record,
         s.changes::jsonb as changes, c.epoch, c.xid
       from (select qd.current_company() as company, qd.current_epoch() as epoch, pg_current_xact_id()::text::bigint as xid offset 0) c,
         (${source}) as s
       offset 0) as stamped`,
    [kind],
  );
  return rowCount ?? 0;
}

function createdEvents(table: TableName, kind: RecordKind): string {
  const name = databaseColumn(table);
  const later = laterChanges[table];
  const isDeal = kind.kind === 'opportunity';
  const parts = kind.fields.flatMap((field) => {
    if (isDeal && field.name in firstOfDeal) return [part(field.name, firstOfDeal[field.name])];
    if (later !== undefined && later.fields.includes(field.name)) {
      return field.name === 'status' ? [part(field.name, `'"${later.initialStatus}"'`)] : [];
    }
    return field.computed === true && !isDeal ? [] : [part(field.name, valueOf(table, field))];
  });
  const first = isDeal
    ? `cross join lateral (select v.stage_id, v.owner_id, st.probability::float8 as probability from qd.stage_visit v
         join qd.stage st on st.company_id = v.company_id and st.id = v.stage_id
         where v.company_id = r.company_id and v.opportunity_id = r.id order by v.entered_at limit 1) as first`
    : '';
  return `select r.created_at as at, r.created_by as actor, 'created' as action, r.id as record, ${object(parts)} as changes
    from qd.${name} r ${first} where r.company_id = qd.current_company()`;
}

function laterEvents(table: TableName, kind: RecordKind, later: LaterChange): string {
  const parts = kind.fields
    .filter((field) => later.fields.includes(field.name))
    .map((field) =>
      field.name === 'status'
        ? `'"status":{"from":"${later.initialStatus}","to":' || ${valueOf(table, field)} || '}'`
        : `'"${field.name}":{"from":null,"to":' || ${valueOf(table, field)} || '}'`,
    );
  return `select ${later.at} as at, ${later.actor} as actor, 'updated' as action, r.id as record, ${object(parts)} as changes
    from qd.${databaseColumn(table)} r
    where r.company_id = qd.current_company() and ${later.at} is not null and r.status <> '${later.initialStatus}'`;
}

/** One event for each stage entered after the first, named as the product names it: stageChanged, won, lost. */
function stageEvents(): string {
  const change = (field: string, from: string, to: string): string =>
    `'"${field}":{"from":' || ${from} || ',"to":' || ${to} || '}'`;
  const ends = `case when new.outcome <> 'open' then `;
  return `select v.entered_at as at, v.owner_id as actor, case when new.outcome = 'open' then 'stageChanged' else new.outcome end as action,
      v.opportunity_id as record, ${object([
        change('stageId', quoted('v.stage_before'), quoted('v.stage_id')),
        change('probability', 'old.probability::float8::text', 'new.probability::float8::text'),
        change('stageEnteredOn', quoted(day('v.entered_before')), quoted(day('v.entered_at'))),
        `${ends}${change('status', `'"open"'`, quoted('new.outcome'))} end`,
        `${ends}${change('closedOn', `'null'`, quoted('o.closed_on'))} end`,
        `${ends}${change('month', monthOf('o.expected_close_on'), monthOf('o.closed_on'))} end`,
        `case when new.outcome = 'lost' then ${change('lostReason', `'null'`, 'to_json(o.lost_reason)::text')} end`,
      ])} as changes
    from (select *, lag(stage_id) over deal as stage_before, lag(entered_at) over deal as entered_before from qd.stage_visit
        where company_id = qd.current_company() window deal as (partition by opportunity_id order by entered_at)) v
      join qd.opportunity o on o.company_id = v.company_id and o.id = v.opportunity_id
      join qd.stage old on old.company_id = v.company_id and old.id = v.stage_before
      join qd.stage new on new.company_id = v.company_id and new.id = v.stage_id`;
}

/** Close dates moved (with the count of times) and deals handed over. */
async function logChanges(tx: Transaction, changes: readonly RecordedChange[]): Promise<number> {
  await tx.query(
    `create temporary table demo_change (record uuid, at timestamptz, actor uuid, changes text) on commit drop`,
  );
  await copyIn(tx.client, 'copy demo_change from stdin', encodeChanges(changes));
  return append(tx, 'opportunity', `select at, actor, 'updated' as action, record, changes from demo_change`);
}

function* encodeChanges(changes: readonly RecordedChange[]): Generator<Buffer> {
  const moves = new Map<string, number>();
  for (const { recordId, at, actorId, field, from, to } of changes) {
    const changed: Record<string, { from: unknown; to: unknown }> = { [field]: { from, to } };
    if (field === 'expectedCloseOn' && from !== null && to !== null) {
      const before = moves.get(recordId) ?? 0;
      moves.set(recordId, before + 1);
      changed.slipCount = { from: before, to: before + 1 };
      changed.month = { from: monthIndex(from), to: monthIndex(to) };
    }
    yield Buffer.from(`${recordId}\t${new Date(at).toISOString()}\t${actorId ?? '\\N'}\t${JSON.stringify(changed)}\n`);
  }
}

function monthIndex(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function monthOf(column: string): string {
  return `(extract(year from ${column}) * 12 + extract(month from ${column}) - 1)::int::text`;
}

function day(column: string): string {
  return `(${column} at time zone 'Asia/Shanghai')::date`;
}

/** JSON text of an object; parts that are NULL are left out. */
function object(parts: readonly string[]): string {
  return `'{' || concat_ws(',', ${parts.join(', ')}) || '}'`;
}

function part(field: string, value: string): string {
  return `'"${field}":{"to":' || ${value} || '}'`;
}

/** The JSON text of a field as the API gives it; NULL when it is empty. Columns the simulator does not fill are left out. */
function valueOf(table: TableName, field: FieldDefinition): string {
  const column = columnOf(field);
  if (!Object.keys(tables[table]).some((name) => databaseColumn(name) === column)) return 'null';
  const name = `r.${column}`;
  switch (field.type) {
    case 'money':
      return `'"' || (${name} / 100) || '.' || lpad((${name} % 100)::text, 2, '0') || '"'`;
    case 'date':
    case 'reference':
      return quoted(name);
    case 'whole':
    case 'boolean':
      return `${name}::text`;
    case 'instant':
      return `'"' || to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"'`;
    default:
      return `to_json(${name})::text`;
  }
}

function quoted(expression: string): string {
  return `'"' || ${expression} || '"'`;
}

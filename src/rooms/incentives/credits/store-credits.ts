import { sql } from 'kysely';
import { textOf } from '#kernel/text-of.ts';
import { copyLine } from '#platform/database/copy-lines.ts';
import { stageRows, worthStaging } from '#platform/database/stage-rows.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import type { CreditedDeals, DealCredit } from './credit-deals.ts';
import type { SourceLimit } from './load-sources.ts';

export interface StoredCredits {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Whose credits moved. */
  readonly people: readonly string[];
}

/** A stored credit: its names are those of its columns. */
type CreditRow = Readonly<Record<(typeof columnNames)[number], unknown>> & {
  readonly id: string;
  readonly key: string;
  readonly owner_id: string;
  readonly item: string;
  readonly attributes: Readonly<Record<string, unknown>>;
};

const columnTypes = {
  id: 'uuid',
  key: 'text',
  owner_id: 'uuid',
  item: 'text',
  event: 'text',
  source_kind: 'text',
  source_id: 'uuid',
  root: 'text',
  label: 'text',
  on_date: 'date',
  amount_minor: 'bigint',
  currency: 'text',
  share: 'text',
  on_top: 'boolean',
  role: 'text',
  reason: 'text',
  attributes: 'jsonb',
} as const;
const columnNames = Object.keys(columnTypes) as (keyof typeof columnTypes)[];
/** What a run may change of a credit that is there; the others say which it is. */
const contents = columnNames.filter((name) => !['id', 'key', 'owner_id', 'item'].includes(name));
const columns = sql.raw(columnNames.join(', '));
const definitions = columnNames.map((name) => `${name} ${columnTypes[name]}`);

const batch = 2000;

/** Makes the stored credits those of a run (of the deals in `limit`, or all), touching only rows that differ. */
export async function storeCredits(
  context: WriteContext,
  { credits, unearned }: CreditedDeals,
  limit: SourceLimit | undefined,
): Promise<StoredCredits> {
  const roots =
    limit === undefined
      ? undefined
      : [
          ...limit.opportunityIds.map((id) => `opportunity:${id}`),
          ...limit.orderIds.map((id) => `order:${id}`),
          ...limit.activityIds.map((id) => `activity:${id}`),
        ];
  const here = roots === undefined ? sql`true` : sql`root = any(${roots}::text[])`;
  // Only one run at a time is here (see runCrediting), and nobody else writes these rows: they need no locks of their own.
  const { rows: known } = await sql<CreditRow>`
    select ${columns} from qd.pay_credit where company_id = qd.current_company() and source_kind <> 'adjustment' and ${here}`.execute(
    context.tx.kysely,
  );
  const before = new Map(known.map((row) => [keyOf(row), row]));
  const people = new Set<string>();
  const written: CreditRow[] = [];
  let added = 0;
  for (const credit of credits) {
    const row = toRow(context, credit);
    const key = keyOf(row);
    const old = before.get(key);
    before.delete(key);
    if (old !== undefined && sameContents(old, row)) continue;
    if (old === undefined) added += 1;
    written.push(row);
    people.add(credit.personId);
  }
  const gone = [...before.values()];
  for (const { owner_id: personId } of gone) people.add(personId);
  if (gone.length > 0)
    await sql`delete from qd.pay_credit where company_id = qd.current_company() and id = any(${gone.map(({ id }) => id)}::uuid[])`.execute(
      context.tx.kysely,
    );
  if (written.length > 0) await write(context, written);
  await sql`delete from qd.pay_unassigned where company_id = qd.current_company() and ${here}`.execute(
    context.tx.kysely,
  );
  for (let start = 0; start < unearned.length; start += batch)
    await writeUnearned(context, unearned.slice(start, start + batch));
  return { added, changed: written.length - added, removed: gone.length, people: [...people] };
}

function keyOf({ key, owner_id: personId, item }: CreditRow): string {
  return `${key} ${personId} ${item}`;
}

function toRow(context: WriteContext, credit: DealCredit): CreditRow {
  const { key, personId, item, source, share, onTop, role, reason } = credit;
  const { event, kind, id, root, label, date, amountMinor, currency, attributes, orderId } = source;
  const kept: Record<string, unknown> = {};
  for (const name in attributes) if (attributes[name] !== null) kept[name] = attributes[name];
  if (orderId !== null) kept.order_id = orderId;
  return {
    id: newId(context),
    key,
    owner_id: personId,
    item,
    event,
    source_kind: kind,
    source_id: id,
    root,
    label,
    on_date: date,
    amount_minor: amountMinor,
    currency,
    share,
    on_top: onTop,
    role,
    reason,
    attributes: kept,
  };
}

/** Whether a stored row says what a run found. Both come out of the database, so that equal values are equal to the letter. */
function sameContents(stored: CreditRow, found: CreditRow): boolean {
  return (
    contents.every((name) => name === 'attributes' || stored[name] === found[name]) &&
    sameAttributes(stored.attributes, found.attributes)
  );
}

function sameAttributes(left: CreditRow['attributes'], right: CreditRow['attributes']): boolean {
  let count = 0;
  for (const name in right) {
    if (left[name] !== right[name]) return false;
    count += 1;
  }
  return Object.keys(left).length === count;
}

async function write(context: WriteContext, rows: readonly CreditRow[]): Promise<void> {
  const staged = rows.length >= worthStaging;
  if (staged) await stageRows(context.tx, 'staged_credit', definitions, lines(rows));
  const from = staged
    ? sql.raw('pg_temp.staged_credit')
    : sql`jsonb_to_recordset(${JSON.stringify(rows, decimals)}::jsonb) as r(${sql.raw(definitions.join(', '))})`;
  const changes = sql.raw(contents.map((name) => `${name} = excluded.${name}`).join(', '));
  await sql`
    insert into qd.pay_credit (${columns}) select ${columns} from ${from}
    on conflict (company_id, key, owner_id, item) do update set ${changes}`.execute(context.tx.kysely);
}

function decimals(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function* lines(rows: readonly CreditRow[]): Generator<string> {
  const cells: (string | null)[] = [];
  for (const row of rows) {
    columnNames.forEach((name, i) => {
      const value = row[name];
      cells[i] = name === 'attributes' ? JSON.stringify(value) : value === null ? null : textOf(value);
    });
    yield copyLine(cells);
  }
}

async function writeUnearned(context: WriteContext, unearned: CreditedDeals['unearned']): Promise<void> {
  const rows = JSON.stringify(
    unearned.map(({ source, personId, amountMinor, code, reason, fix }) => ({
      id: newId(context),
      event: source.event,
      source_kind: source.kind,
      source_id: source.id,
      root: source.root,
      label: source.label,
      on_date: source.date ?? context.today,
      amount_minor: amountMinor === null ? null : String(amountMinor),
      currency: source.currency,
      person_id: personId,
      code,
      reason,
      fix,
    })),
  );
  await sql`
    insert into qd.pay_unassigned (id, event, source_kind, source_id, root, label, on_date, amount_minor, currency, person_id, code, reason, fix)
    select id, event, source_kind, source_id, root, label, on_date, amount_minor, currency, person_id, code, reason, fix
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, event text, source_kind text, source_id uuid, root text, label text, on_date date,
      amount_minor bigint, currency text, person_id uuid, code text, reason text, fix text)`.execute(context.tx.kysely);
}

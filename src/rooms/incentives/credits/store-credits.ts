import { sql } from 'kysely';
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

interface KnownRow {
  readonly id: string;
  readonly content: string;
  readonly key: string;
  readonly personId: string;
  readonly item: string;
}

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
  const { rows: known } = await sql<KnownRow>`
    select id::text, key, owner_id::text as "personId", item,
      jsonb_build_array(event, source_kind, source_id, root, label, on_date, amount_minor::text, currency, share, on_top, role, reason, attributes)::text as content
    from qd.pay_credit where company_id = qd.current_company() and source_kind <> 'adjustment' and ${here} for update`.execute(
    context.tx.kysely,
  );
  const before = new Map(known.map((row) => [keyOf(row), row]));
  const people = new Set<string>();
  const [added, changed] = [[] as DealCredit[], [] as DealCredit[]];
  const contents = await canonical(context, credits);
  credits.forEach((credit, i) => {
    const old = before.get(keyOf(credit));
    before.delete(keyOf(credit));
    if (old !== undefined && old.content === contents[i]) return;
    (old === undefined ? added : changed).push(credit);
    people.add(credit.personId);
  });
  const gone = [...before.values()];
  for (const { personId } of gone) people.add(personId);
  if (gone.length > 0)
    await sql`delete from qd.pay_credit where company_id = qd.current_company() and id = any(${gone.map(({ id }) => id)}::uuid[])`.execute(
      context.tx.kysely,
    );
  const written = [...added, ...changed];
  for (let start = 0; start < written.length; start += batch) await write(context, written.slice(start, start + batch));
  await sql`delete from qd.pay_unassigned where company_id = qd.current_company() and ${here}`.execute(
    context.tx.kysely,
  );
  for (let start = 0; start < unearned.length; start += batch)
    await writeUnearned(context, unearned.slice(start, start + batch));
  return { added: added.length, changed: changed.length, removed: gone.length, people: [...people] };
}

function keyOf({ key, personId, item }: { key: string; personId: string; item: string }): string {
  return `${key} ${personId} ${item}`;
}

function toRow(context: WriteContext, { key, personId, item, source, share, onTop, role, reason }: DealCredit) {
  const { event, kind, id, root, label, date, amountMinor, currency, attributes, orderId } = source;
  const kept = Object.fromEntries(
    Object.entries({ ...attributes, order_id: orderId }).filter(([, value]) => value !== null),
  );
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
    amount_minor: String(amountMinor),
    currency,
    share,
    on_top: onTop,
    role,
    reason,
    attributes: kept,
  };
}

const columns = sql.raw(
  'id, key, owner_id, item, event, source_kind, source_id, root, label, on_date, amount_minor, currency, share, on_top, role, reason, attributes',
);
const typed = sql.raw(
  'id uuid, key text, owner_id uuid, item text, event text, source_kind text, source_id uuid, root text, label text, on_date date, amount_minor bigint, currency text, share text, on_top boolean, role text, reason text, attributes jsonb',
);

/** The content of each credit as the database prints it, to compare with what is stored. */
async function canonical(context: WriteContext, credits: readonly DealCredit[]): Promise<string[]> {
  const contents: string[] = [];
  for (let start = 0; start < credits.length; start += batch) {
    const rows = credits.slice(start, start + batch).map((credit) => toRow(context, credit));
    const found = await sql<{ content: string }>`
      select jsonb_build_array(event, source_kind, source_id, root, label, on_date, amount_minor::text, currency, share, on_top, role, reason, attributes)::text as content
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (${typed})) with ordinality as r(${columns}, n) order by n`.execute(
      context.tx.kysely,
    );
    for (const { content } of found.rows) contents.push(content);
  }
  return contents;
}

async function write(context: WriteContext, credits: readonly DealCredit[]): Promise<void> {
  const rows = JSON.stringify(credits.map((credit) => toRow(context, credit)));
  await sql`
    insert into qd.pay_credit (${columns}) select ${columns} from jsonb_to_recordset(${rows}::jsonb) as r(${typed})
    on conflict (company_id, key, owner_id, item) do update set event = excluded.event, source_kind = excluded.source_kind,
      source_id = excluded.source_id, root = excluded.root, label = excluded.label, on_date = excluded.on_date, amount_minor = excluded.amount_minor,
      currency = excluded.currency, share = excluded.share, on_top = excluded.on_top, role = excluded.role, reason = excluded.reason,
      attributes = excluded.attributes`.execute(context.tx.kysely);
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

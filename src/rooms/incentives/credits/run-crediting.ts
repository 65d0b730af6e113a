import { sql } from 'kysely';
import type { z } from 'zod';
import type { PayeeInput } from '#engines/commission/calculation/input.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { eventsAfter, eventsSince, logEnd } from '#platform/event-log/read-events.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { holdsRight } from '#platform/visibility/viewer.ts';
import { personNames } from '../person-names.ts';
import { type VersionRow, compileText, loadPersonTerms, payeeRows, planVersions } from '../plans/index.ts';
import { note } from '../steps.ts';
import { type CreditEvent, creditEvents, type creditingRunSchema } from './contract.ts';
import { type CreditedDeals, creditDeals } from './credit-deals.ts';
import { compilePolicy, currentPolicy } from './crediting-policy.ts';
import { earningEvents } from './earning-events.ts';
import { type SourceLimit, type SourceRow, loadSources } from './load-sources.ts';
import { type SplitRow, splitRows } from './splits.ts';
import { storeCredits } from './store-credits.ts';

export interface CreditingRun {
  readonly summary: z.input<typeof creditingRunSchema>;
  /** Whose credits are new, changed or gone; 'all' when people, plans or rules changed too. */
  readonly people: readonly string[] | 'all';
  /** Event that counts where a plan names none. */
  readonly defaultEvent: CreditEvent;
  /** Every version of every plan, as the run read them. */
  readonly versions: readonly VersionRow[];
}

/** More changes than this at once are no single deals any more. */
const mostEvents = 5000;
/** Changes of these kinds can move anyone's pay. */
const far = new Set([
  'person',
  'position',
  'assignment',
  'unit',
  'territory',
  'account',
  'quota',
  'payAssignment',
  'payPlanVersion',
  'payCreditingPolicy',
  'payAdjustment',
]);
const near = new Set(['opportunity', 'order', 'orderLine', 'payment', 'return', 'activity', 'paySplit']);

/**
 * Brings the stored credits in step with what was sold. `changed` follows the event log from where the last run stood and
 * touches only the deals that moved; `all` looks at everything. Both leave the same credits.
 */
export async function runCrediting(context: WriteContext, scope: 'all' | 'changed'): Promise<CreditingRun> {
  // Two runs at once would both insert; the second waits and then sees what the first stored.
  await sql`select pg_advisory_xact_lock(hashtext('qd.pay_crediting'), ${context.company.id})`.execute(
    context.tx.kysely,
  );
  const since = scope === 'changed' ? await changesSinceLastRun(context) : undefined;
  const position = since?.position ?? (await logEnd(context.tx));
  const limit = since === undefined || since.far ? undefined : await touchedDeals(context, since);
  const result = await credit(context, limit);
  const id = newId(context);
  const { looked, deals, stored } = result;
  const summary = {
    id,
    ranAt: context.now,
    looked,
    credits: deals.credits.length,
    added: stored.added,
    changed: stored.changed,
    removed: stored.removed,
    unassigned: deals.unearned.length,
    skipped: [...deals.skipped].map(([reason, count]) => ({ reason, count })),
  };
  await sql`
    insert into qd.pay_crediting_run (id, ran_at, person_id, scope, epoch, xid, event_id, result)
    values (${id}::uuid, ${context.now}::timestamptz, ${context.viewer.personId}::uuid, ${scope}, ${position.epoch}, ${position.xid}::bigint, ${position.id}::uuid,
      ${JSON.stringify(summary)}::jsonb)`.execute(context.tx.kysely);
  if (stored.added + stored.changed + stored.removed > 0)
    await note(context, 'payCreditingRun', id, 'ran', {
      scope: { to: scope },
      added: { to: stored.added },
      changed: { to: stored.changed },
      removed: { to: stored.removed },
    });
  return {
    summary,
    people: since === undefined || since.far ? 'all' : stored.people,
    defaultEvent: result.defaultEvent,
    versions: result.versions,
  };
}

async function credit(context: WriteContext, limit: SourceLimit | undefined) {
  const policy = await currentPolicy(context);
  const compiled = compilePolicy(policy);
  const versions = await planVersions(context);
  const sources = await loadSources(context, eventsInUse(versions, policy.defaultEvent), limit);
  const splits = await splitRows(
    context,
    limit === undefined ? undefined : [...limit.opportunityIds, ...limit.orderIds],
  );
  // Of a few deals only the people they speak of are looked up.
  const spoken = limit === undefined ? undefined : peopleIn(sources, splits, compiled);
  const names = await personNames(context.tx, spoken);
  const deals: CreditedDeals = creditDeals(sources, {
    policy: compiled,
    payees: await payeesOf(context, compiled, spoken),
    splits,
    nameOf: (id) => names(id).name,
  });
  const stored = await storeCredits(context, deals, limit);
  return { looked: sources.length, deals, stored, defaultEvent: policy.defaultEvent, versions };
}

/** Whoever deals, their splits and the rules name by id, whatever the rules then make of it. */
function peopleIn(sources: readonly SourceRow[], splits: readonly SplitRow[], policy: Plan): string[] {
  const named = sources.flatMap(({ attributes }) => Object.values(attributes).filter((value) => isId(value)));
  const always = policy.crediting.flatMap(({ payee, map }) => [
    ...(payee === undefined ? [] : [payee]),
    ...(map?.values() ?? []),
  ]);
  return [...new Set([...named, ...splits.map(({ personId }) => personId), ...always])] as string[];
}

function isId(value: string | null): boolean {
  return value !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

/** Everyone who may be credited, or those of some; with what holds for them on each day where a rule looks that up. */
async function payeesOf(context: WriteContext, policy: Plan, only?: readonly string[]): Promise<PayeeInput[]> {
  if (policy.crediting.some(({ payeeSlot }) => payeeSlot !== undefined)) {
    const terms = await loadPersonTerms(context, holdsRight(context.viewer, 'incentives.administer'));
    return payeeRows(policy, '', terms).map((row) => ({ ...row, plan: undefined, manager: undefined }));
  }
  const { rows } = await sql<{ id: string }>`
    select id::text from qd.person where company_id = qd.current_company() and deleted_at is null
      ${only === undefined ? sql`` : sql`and id = any(${[...only]}::uuid[])`} order by id`.execute(context.tx.kysely);
  return rows.map(({ id }) => ({ payee: id, attributes: policy.reads.payeeColumns.map(() => undefined) }));
}

/** Only what some plan (in force or being written) can pay on is kept as credits. */
function eventsInUse(versions: readonly VersionRow[], defaultEvent: CreditEvent): Set<CreditEvent> {
  const events = new Set<CreditEvent>([defaultEvent]);
  for (const { text } of versions) {
    const earning = earningEvents(compileText(text).plan, defaultEvent);
    for (const event of creditEvents) if (earning.has(event)) events.add(event);
  }
  return events;
}

interface Changes {
  readonly position: { readonly epoch: number; readonly xid: string; readonly id: string | null };
  readonly far: boolean;
  readonly recordIds: readonly string[];
  /** Of what kind those records are. */
  readonly kinds: ReadonlySet<string>;
  /** When the last run was. */
  readonly since: string;
}

async function changesSinceLastRun(context: WriteContext): Promise<Changes | undefined> {
  const { rows } = await sql<{ epoch: number; xid: string; id: string | null; ranAt: string }>`
    select epoch, xid::text, event_id::text as id, ran_at as "ranAt" from qd.pay_crediting_run where company_id = qd.current_company()
    order by ran_at desc, id desc limit 1`.execute(context.tx.kysely);
  const [last] = rows;
  if (last === undefined) return undefined;
  const { events: settled, position } = await eventsSince(context.tx, last, mostEvents + 1);
  // what a slow transaction elsewhere holds back counts now already; it is looked at once more when its turn comes
  const events = [...settled, ...(await eventsAfter(context.tx, position, mostEvents + 1))];
  if (events.length > mostEvents) return undefined;
  const moved = events.filter(({ kind }) => near.has(kind));
  return {
    position,
    since: last.ranAt,
    far: events.some(({ kind }) => far.has(kind)),
    recordIds: [...new Set(moved.map(({ recordId }) => recordId))],
    kinds: new Set(moved.map(({ kind }) => kind)),
  };
}

const partsOfOrders = [
  { kind: 'orderLine', table: 'order_line' },
  { kind: 'payment', table: 'payment' },
  { kind: 'return', table: 'sales_return' },
] as const;

/** The whole deals that changed records belong or belonged to, and the meetings whose time has come. */
async function touchedDeals(context: WriteContext, { recordIds, kinds, since }: Changes): Promise<SourceLimit> {
  const ids = [...recordIds];
  // Parts of orders are looked for only where some changed: lines lie in a partition for every month.
  const ofParts = partsOfOrders
    .filter(({ kind }) => kinds.has(kind))
    .map(
      ({ table }) =>
        sql`select 'order' as kind, order_id as id from ${sql.raw(`qd.${table}`)} where company_id = qd.current_company() and id = any(${ids}::uuid[]) union `,
    );
  const { rows } = await sql<{ kind: string; id: string }>`
    with touched as (
      ${sql.join(ofParts, sql``)}select 'order' as kind, id from qd.sales_order where company_id = qd.current_company() and (id = any(${ids}::uuid[]) or opportunity_id = any(${ids}::uuid[]))
      union select 'opportunity', id from qd.opportunity where company_id = qd.current_company() and id = any(${ids}::uuid[])
      union select 'activity', id from qd.activity where company_id = qd.current_company()
        and (id = any(${ids}::uuid[]) or type in ('meeting', 'demo') and occurred_at > ${since}::timestamptz and occurred_at <= ${context.now}::timestamptz)
      union select split_part(root, ':', 1), split_part(root, ':', 2)::uuid from qd.pay_credit where company_id = qd.current_company() and source_id = any(${ids}::uuid[])),
    whole as (
      select kind, id from touched
      union select 'opportunity', o.opportunity_id from touched t join qd.sales_order o on o.company_id = qd.current_company() and o.id = t.id
        where t.kind = 'order' and o.opportunity_id is not null)
    select kind, id::text from whole
    union select 'order', o.id::text from whole w join qd.sales_order o on o.company_id = qd.current_company() and w.kind = 'opportunity' and o.opportunity_id = w.id`.execute(
    context.tx.kysely,
  );
  const idsOf = (kind: string): string[] => rows.filter((row) => row.kind === kind).map(({ id }) => id);
  return { opportunityIds: idsOf('opportunity'), orderIds: idsOf('order'), activityIds: idsOf('activity') };
}

import { type RawBuilder, sql } from 'kysely';
import type { RecordKind } from '#kernel/record-kind.ts';
import { accountKind } from '#rooms/customers/accounts/contract.ts';
import { activityKind } from '#rooms/selling/activities/contract.ts';
import { leadKind } from '#rooms/selling/leads/contract.ts';
import { opportunityKind } from '#rooms/selling/opportunities/contract.ts';
import { orderLineKind, returnKind } from '#rooms/selling/orders/contract.ts';

/** How numbers can be sliced. */
export const dimensions = [
  'person',
  'unit',
  'territory',
  'product',
  'productFamily',
  'account',
  'segment',
  'industry',
  'region',
  'channel',
  'source',
  'stage',
  'competitor',
  'status',
  'month',
  'quarter',
  'year',
] as const;
export type Dimension = (typeof dimensions)[number];

/** A table that numbers are counted from, one row per grain; always under the visibility rule of its kind. */
export interface Fact {
  readonly name: string;
  readonly kind: RecordKind;
  /** Rows of the fact; `f` is the table itself. Left joins by key: the database leaves out those that nothing is asked of. */
  readonly joins: RawBuilder<unknown>;
  /** Whose unit the dimension `unit` is. */
  readonly owner: 'f.owner_id' | 'o.owner_id';
  /** The expression a row is grouped by; a dimension that is absent does not apply to the fact. */
  readonly by: Partial<Record<Dimension, RawBuilder<unknown>>>;
}

/** Joins the unit a person sits in, or sat in last, as `pu`; looked up row by row, so only where it is asked for. */
export const personUnit = (owner: string): RawBuilder<unknown> => sql`
  left join lateral (
    select p.unit_id from qd.assignment a join qd.position p on p.company_id = a.company_id and p.id = a.position_id and p.deleted_at is null
    where a.company_id = f.company_id and a.person_id = ${sql.ref(owner)} and a.deleted_at is null order by a.until_on desc nulls first, a.from_on desc limit 1) pu on true`;

const account = sql`left join qd.account ac on ac.company_id = f.company_id and ac.id = f.account_id`;
const product = sql`left join qd.product pr on pr.company_id = f.company_id and pr.id = f.product_id`;

const months = (date: string): Pick<Record<Dimension, RawBuilder<unknown>>, 'month' | 'quarter' | 'year'> => ({
  month: sql`to_char(${sql.ref(date)}, 'YYYY-MM')`,
  quarter: sql`to_char(${sql.ref(date)}, 'YYYY-"Q"Q')`,
  year: sql`to_char(${sql.ref(date)}, 'YYYY')`,
});

const accountSlices = {
  account: sql`f.account_id`,
  segment: sql`ac.segment`,
  industry: sql`ac.industry`,
  territory: sql`ac.territory_id`,
};

/** Opportunities by the day they were created or closed; open ones by the day they are expected to close. */
function opportunityFact(name: string, date: string): Fact {
  return {
    name,
    kind: opportunityKind,
    joins: sql`${account} ${product}`,
    owner: 'f.owner_id',
    by: {
      ...accountSlices,
      ...months(date),
      person: sql`f.owner_id`,
      unit: sql`pu.unit_id`,
      product: sql`f.product_id`,
      productFamily: sql`pr.family`,
      region: sql`ac.region`,
      channel: sql`f.channel`,
      source: sql`f.source`,
      stage: sql`f.stage_id`,
      competitor: sql`f.competitor_id`,
      status: sql`f.status`,
    },
  };
}

export const facts = {
  created: opportunityFact('created', 'f.created_on'),
  closed: opportunityFact('closed', 'f.closed_on'),
  open: opportunityFact('open', 'f.expected_close_on'),
  orderLines: {
    name: 'orderLines',
    kind: orderLineKind,
    joins: sql`${account} ${product}`,
    owner: 'f.owner_id',
    by: {
      ...accountSlices,
      ...months('f.ordered_on'),
      person: sql`f.owner_id`,
      unit: sql`pu.unit_id`,
      product: sql`f.product_id`,
      productFamily: sql`pr.family`,
      region: sql`coalesce(f.region, ac.region)`,
      channel: sql`f.channel`,
    },
  },
  returns: {
    name: 'returns',
    kind: returnKind,
    joins: sql`join qd.sales_order o on o.company_id = f.company_id and o.id = f.order_id left join qd.account ac on ac.company_id = f.company_id and ac.id = o.account_id ${product}`,
    owner: 'o.owner_id',
    by: {
      ...accountSlices,
      account: sql`o.account_id`,
      person: sql`o.owner_id`,
      unit: sql`pu.unit_id`,
      product: sql`f.product_id`,
      productFamily: sql`pr.family`,
      region: sql`coalesce(o.region, ac.region)`,
      channel: sql`o.channel`,
      month: sql`to_char(coalesce(f.returned_on, o.ordered_on), 'YYYY-MM')`,
      quarter: sql`to_char(coalesce(f.returned_on, o.ordered_on), 'YYYY-"Q"Q')`,
      year: sql`to_char(coalesce(f.returned_on, o.ordered_on), 'YYYY')`,
    },
  },
  activities: {
    name: 'activities',
    kind: activityKind,
    joins: sql`${account}`,
    owner: 'f.owner_id',
    by: {
      ...accountSlices,
      ...months('f.occurred_at'),
      person: sql`f.owner_id`,
      unit: sql`pu.unit_id`,
      region: sql`ac.region`,
      channel: sql`f.type`,
    },
  },
  leads: {
    name: 'leads',
    kind: leadKind,
    joins: sql`${account}`,
    owner: 'f.owner_id',
    by: {
      ...months('f.received_at'),
      person: sql`f.owner_id`,
      unit: sql`pu.unit_id`,
      region: sql`f.region`,
      channel: sql`f.channel`,
      source: sql`f.source`,
      industry: sql`f.industry`,
      status: sql`f.status`,
    },
  },
  accounts: {
    name: 'accounts',
    kind: accountKind,
    joins: sql``,
    owner: 'f.owner_id',
    by: {
      person: sql`f.owner_id`,
      unit: sql`pu.unit_id`,
      segment: sql`f.segment`,
      industry: sql`f.industry`,
      region: sql`f.region`,
      territory: sql`f.territory_id`,
      source: sql`f.source`,
      status: sql`f.lifecycle`,
      account: sql`f.id`,
    },
  },
} satisfies Record<string, Fact>;

/**
 * The roll-up of opportunities: what can be grouped without reading a row. Its month is that of the expected close of open ones
 * and of the close of the others, as months since year 0.
 */
export const opportunityCells = {
  table: 'opportunity_rollup',
  by: {
    person: sql`f.owner_id`,
    unit: sql`pu.unit_id`,
    stage: sql`f.stage_id`,
    status: sql`f.status`,
    month: sql`lpad((f.month / 12)::text, 4, '0') || '-' || lpad((f.month % 12 + 1)::text, 2, '0')`,
    quarter: sql`lpad((f.month / 12)::text, 4, '0') || '-Q' || (f.month % 12 / 3 + 1)`,
    year: sql`lpad((f.month / 12)::text, 4, '0')`,
  } satisfies Partial<Record<Dimension, RawBuilder<unknown>>> as Partial<Record<Dimension, RawBuilder<unknown>>>,
};

/** The kind whose title names the values of a dimension; others are their own names. */
export const dimensionKinds: Partial<Record<Dimension, string>> = {
  person: 'person',
  unit: 'unit',
  territory: 'territory',
  product: 'product',
  account: 'account',
  stage: 'stage',
  competitor: 'competitor',
};

import type { DealHistory } from '#engines/scoring/deal-landmarks.ts';
import type { Transaction } from '#platform/database/transaction.ts';

type Facts = Omit<DealHistory, 'visits' | 'activityDays'>;

/** Every deal of the company with its past; outside row-level security, for the model that all share. */
export async function loadHistories(tx: Transaction, timeZone: string): Promise<DealHistory[]> {
  const day = (column: string): string => `(${column} - date '1970-01-01')`;
  const moment = (column: string): string => `((${column} at time zone $1)::date - date '1970-01-01')`;
  const deals = await tx.query<Facts>(
    `select o.id::text, o.status as outcome, ${day('o.created_on')} as "createdDay", ${day('o.closed_on')} as "closedDay",
      ${day('o.first_expected_close_on')} as "firstExpectedCloseDay", o.base_minor::float8 as amount, o.account_id::text as account,
      p.family, c.name as competitor, o.source, o.channel, a.segment, a.industry, a.region, o.owner_id::text as owner
    from qd.opportunity o
      left join qd.product p on p.company_id = o.company_id and p.id = o.product_id
      left join qd.competitor c on c.company_id = o.company_id and c.id = o.competitor_id
      left join qd.account a on a.company_id = o.company_id and a.id = o.account_id
    where o.company_id = qd.current_company() and o.deleted_at is null and o.created_on is not null
      and (o.status = 'open' or o.closed_on is not null and o.closed_on >= o.created_on)
    order by o.id`,
  );
  const visits = await tx.query<{ id: string; stage: string; owner: string | null; day: number }>(
    `select v.opportunity_id::text as id, s.name as stage, v.owner_id::text as owner, ${moment('v.entered_at')} as day
    from qd.stage_visit v join qd.stage s on s.company_id = v.company_id and s.id = v.stage_id and s.outcome = 'open'
    where v.company_id = qd.current_company() order by v.opportunity_id, v.entered_at`,
    [timeZone],
  );
  const activities = await tx.query<{ id: string; days: number[] }>(
    `select opportunity_id::text as id, array_agg(${moment('occurred_at')} order by occurred_at) as days
    from qd.activity where company_id = qd.current_company() and deleted_at is null and opportunity_id is not null group by 1`,
    [timeZone],
  );
  const visitsOf = new Map<string, DealHistory['visits'][number][]>();
  for (const { id, ...visit } of visits.rows) {
    const own = visitsOf.get(id);
    if (own === undefined) visitsOf.set(id, [visit]);
    else own.push(visit);
  }
  const daysOf = new Map(activities.rows.map(({ id, days }) => [id, days]));
  return deals.rows.map((deal) => ({
    ...deal,
    visits: visitsOf.get(deal.id) ?? [],
    activityDays: daysOf.get(deal.id) ?? [],
  }));
}

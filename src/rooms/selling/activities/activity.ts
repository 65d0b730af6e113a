import { sql } from 'kysely';
import { defineRecord } from '#platform/records/registry.ts';
import { activityKind } from './contract.ts';

/** An activity moves the "last contact" day of its customer and deal, and answers its lead. */
export const activityRecord = defineRecord({
  kind: activityKind,
  async prepare(_context, changes) {
    for (const { next } of changes) next.direction ??= 'out';
  },
  async project(context, changes) {
    const touched = changes.filter(({ action }) => action !== 'deleted').map(({ next }) => next);
    const rows = JSON.stringify(
      touched.map((next) => ({
        account: next.accountId,
        opportunity: next.opportunityId,
        lead: next.leadId,
        at: next.occurredAt,
        direction: next.direction,
      })),
    );
    const recent = sql`jsonb_to_recordset(${rows}::jsonb) as n(account uuid, opportunity uuid, lead uuid, at timestamptz, direction text)`;
    await sql`update qd.account a set last_activity_on = greatest(a.last_activity_on, n.day)
      from (select account, max(at)::date as day from ${recent} group by account) n
      where a.company_id = qd.current_company() and a.id = n.account`.execute(context.tx.kysely);
    await sql`update qd.opportunity o set last_activity_on = greatest(o.last_activity_on, n.day)
      from (select opportunity, max(at)::date as day from ${recent} group by opportunity) n
      where o.company_id = qd.current_company() and o.id = n.opportunity`.execute(context.tx.kysely);
    await sql`update qd.lead l set last_activity_on = greatest(l.last_activity_on, n.day)
      from (select lead, max(at)::date as day from ${recent} group by lead) n
      where l.company_id = qd.current_company() and l.id = n.lead`.execute(context.tx.kysely);
    await sql`update qd.lead l set first_response_at = n.at
      from (select lead, min(at) as at from ${recent} where direction = 'out' group by lead) n
      where l.company_id = qd.current_company() and l.id = n.lead and l.first_response_at is null`.execute(
      context.tx.kysely,
    );
  },
});

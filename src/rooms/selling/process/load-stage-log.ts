import { sql } from 'kysely';
import { type EventLog, arrangeLog } from '#engines/process-mining/event-log.ts';
import { minorDigits } from '#kernel/currency.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { seesField } from '#platform/visibility/viewer.ts';
import type { z } from 'zod';
import type { processQuery } from './contract.ts';

/** A stage as its pipeline has it. */
export interface StageRow {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly nameHant: string | null;
  readonly outcome: 'open' | 'won' | 'lost';
  readonly expectedDays: number | null;
}

export interface StageLog {
  readonly log: EventLog;
  readonly stages: readonly StageRow[];
  /** By case: whether the deal is closed. */
  readonly closed: readonly boolean[];
  readonly people: ReadonlyMap<string, string>;
}

interface VisitRow {
  readonly deal: string;
  readonly closed: boolean;
  readonly stage: string;
  readonly owner: string | null;
  readonly at: number;
  readonly amount: number | null;
}

/** The stage history of the deals that the viewer may see, as an event log: entering a stage is an event. */
export async function loadStageLog(
  context: WriteContext,
  pipelineId: string,
  query: z.output<typeof processQuery>,
): Promise<StageLog> {
  const { kysely } = context.tx;
  const kind = recordDefinition('opportunity').kind;
  const unit = 10 ** -minorDigits(context.company.baseCurrency);
  const seesMoney = kind.fields.some(({ name, access }) => name === 'baseAmount' && seesField(context.viewer, access));
  const { rows: stages } = await sql<StageRow>`
    select id::text, name, name_en as "nameEn", name_hant as "nameHant", outcome, expected_days as "expectedDays" from qd.stage
    where company_id = qd.current_company() and pipeline_id = ${pipelineId}::uuid and deleted_at is null order by sort, id`.execute(
    kysely,
  );
  const { rows } = await sql<VisitRow>`
    select v.opportunity_id::text as deal, f.status <> 'open' as closed, v.stage_id::text as stage, v.owner_id::text as owner,
      (extract(epoch from v.entered_at) * 1000)::float8 as at, ${seesMoney ? sql`f.base_minor * ${unit}::float8` : sql`null::float8`} as amount
    from qd.opportunity f join qd.stage_visit v on v.company_id = f.company_id and v.opportunity_id = f.id
      ${query.region === undefined ? sql`` : sql`join qd.account a on a.company_id = f.company_id and a.id = f.account_id and a.region = ${query.region}`}
    where ${visibleRows(context.viewer, kind, 'f')} and f.pipeline_id = ${pipelineId}::uuid
      and (${query.from ?? null}::date is null or f.created_on >= ${query.from ?? null}::date)
      and (${query.through ?? null}::date is null or f.created_on <= ${query.through ?? null}::date)
      and (${query.ownerId ?? null}::uuid is null or f.owner_id = ${query.ownerId ?? null}::uuid)
    order by v.opportunity_id, v.entered_at`.execute(kysely);
  const { rows: people } = await sql<{ id: string; name: string }>`
    select id::text, name from qd.person where company_id = qd.current_company()`.execute(kysely);
  return { ...arranged(rows, stages), stages, people: new Map(people.map(({ id, name }) => [id, name])) };
}

function arranged(rows: readonly VisitRow[], stages: readonly StageRow[]): Pick<StageLog, 'log' | 'closed'> {
  const place = new Map(stages.map(({ id }, i) => [id, i]));
  const known = rows.filter(({ stage }) => place.has(stage));
  const deals = new Map<string, number>();
  const owners = new Map<string, number>();
  const closed: boolean[] = [];
  const number = (map: Map<string, number>, key: string): number => {
    const found = map.get(key) ?? map.size;
    map.set(key, found);
    return found;
  };
  const cases = Int32Array.from(known, ({ deal }) => number(deals, deal));
  for (const [i, row] of known.entries()) closed[cases[i]] = row.closed;
  const columns = {
    count: known.length,
    case: cases,
    activity: Int32Array.from(known, ({ stage }) => place.get(stage) ?? 0),
    time: Float64Array.from(known, ({ at }) => at),
    resource: Int32Array.from(known, ({ owner }) => (owner === null ? -1 : number(owners, owner))),
    ...(known.some(({ amount }) => amount !== null)
      ? { amount: Float64Array.from(known, ({ amount }) => amount ?? Number.NaN) }
      : {}),
  };
  const log = arrangeLog(columns, {
    cases: [...deals.keys()],
    activities: stages.map(({ id }) => id),
    resources: [...owners.keys()],
  });
  return { log, closed };
}

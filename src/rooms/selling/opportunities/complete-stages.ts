import { sql } from 'kysely';
import { createRecords } from '#platform/records/create-records.ts';
import { type RecordChange, recordDefinition } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

const wonNames = /^(closed[ -]?)?won$|^win$|赢单|贏單|成交|签约|簽約/i;
const lostNames = /^(closed[ -]?)?lost$|^loss$|输单|輸單|丢单|丟單|流失/i;

/** A stage that is only named gets its pipeline, what it means (won and lost are known by name), its place and its chance. */
export async function completeStages(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const places = new Map<string, number>();
  for (const { next, previous } of changes) {
    next.outcome ??= wonNames.test(String(next.name)) ? 'won' : lostNames.test(String(next.name)) ? 'lost' : 'open';
    next.requiredFields ??= [];
    next.pipelineId ??= await defaultPipeline(context);
    if (previous === undefined && (next.sort ?? null) === null)
      next.sort = await nextPlace(context, String(next.pipelineId), String(next.outcome), places);
    next.probability ??= next.outcome === 'won' ? 1 : next.outcome === 'lost' ? 0 : 0.5;
  }
}

/** The pipeline used when none is named; made when the company has none yet. */
async function defaultPipeline(context: WriteContext): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id::text from qd.pipeline where company_id = qd.current_company() and deleted_at is null order by is_default desc, created_at limit 1`.execute(
    context.tx.kysely,
  );
  if (rows.length > 0) return rows[0].id;
  const name = { 'zh-Hans': '标准流程', 'zh-Hant': '標準流程', en: 'Standard' }[context.company.language];
  const [id] = await createRecords(context, recordDefinition('pipeline'), [{ values: { name, isDefault: true } }]);
  return id;
}

/** Open stages in the order they come; won and lost at the end. */
async function nextPlace(
  context: WriteContext,
  pipelineId: string,
  outcome: string,
  places: Map<string, number>,
): Promise<number> {
  if (outcome !== 'open') return outcome === 'won' ? 900 : 910;
  const place = (places.get(pipelineId) ?? (await lastPlace(context, pipelineId))) + 10;
  places.set(pipelineId, place);
  return place;
}

async function lastPlace(context: WriteContext, pipelineId: string): Promise<number> {
  const { rows } = await sql<{ place: number }>`
    select coalesce(max(sort), 0) as place from qd.stage
    where company_id = qd.current_company() and pipeline_id = ${pipelineId}::uuid and outcome = 'open' and deleted_at is null`.execute(
    context.tx.kysely,
  );
  return rows[0].place;
}

import { sql } from 'kysely';
import { type RecordKind, columnOf, fieldOf } from '#kernel/record-kind.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { PipelineDesign, PipelineVersion, StageDesign } from './contract.ts';

type StoredStage = StageDesign & { id: string; pipelineId: string };

/** Every pipeline as it is designed now, with the deals in each step. */
export async function pipelines(context: WriteContext): Promise<PipelineDesign[]> {
  const { rows } = await sql<Omit<PipelineDesign, 'stages'>>`
    select p.id::text, p.name, coalesce(p.is_default, false) as "isDefault",
      coalesce((select max(number) from qd.pipeline_version v where v.company_id = p.company_id and v.pipeline_id = p.id), 0) as version
    from qd.pipeline p where p.company_id = qd.current_company() and p.deleted_at is null
    order by p.is_default desc nulls last, p.name`.execute(context.tx.kysely);
  const stages = await storedStages(context);
  const counts = await dealsByStage(context);
  const kind = wholeKind(context.company, recordDefinition('opportunity').kind);
  const designs: PipelineDesign[] = [];
  for (const pipeline of rows) {
    const own: PipelineDesign['stages'] = [];
    for (const { pipelineId, ...stage } of stages) {
      if (pipelineId !== pipeline.id) continue;
      const lacking = stage.outcome === 'open' ? await dealsLacking(context, kind, stage) : 0;
      own.push({ ...stage, deals: counts.get(stage.id) ?? 0, lacking });
    }
    designs.push({ ...pipeline, stages: own });
  }
  return designs;
}

export async function storedStages(context: WriteContext): Promise<StoredStage[]> {
  const { rows } = await sql<StoredStage>`
    select id::text, pipeline_id::text as "pipelineId", name, name_en as "nameEn", name_hant as "nameHant", outcome,
      probability::float8, expected_days as "expectedDays", required_fields as "requiredFields", criteria,
      exit_criteria as "exitCriteria", owner_role as "ownerRole"
    from qd.stage where company_id = qd.current_company() and deleted_at is null order by sort, name`.execute(
    context.tx.kysely,
  );
  return rows;
}

export async function dealsByStage(context: WriteContext): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; deals: number }>`
    select stage_id::text as id, sum(opportunities)::int as deals from qd.opportunity_rollup
    where company_id = qd.current_company() group by 1`.execute(context.tx.kysely);
  return new Map(rows.map(({ id, deals }) => [id, deals]));
}

/** Open deals of a stage without something it requires: they entered before the rule, and stay. */
async function dealsLacking(
  context: WriteContext,
  kind: RecordKind,
  stage: StoredStage | Omit<StoredStage, 'pipelineId'>,
): Promise<number> {
  const fields = stage.requiredFields.flatMap((name) => fieldOf(kind, name) ?? []);
  if (fields.length === 0) return 0;
  const empty = sql.join(
    fields.map((field) =>
      field.custom === true
        ? sql`o.custom->>${field.name}::text is null`
        : sql`${sql.ref(`o.${columnOf(field)}`)} is null`,
    ),
    sql` or `,
  );
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from qd.opportunity o
    where o.company_id = qd.current_company() and o.deleted_at is null and o.stage_id = ${stage.id}::uuid and (${empty})`.execute(
    context.tx.kysely,
  );
  return rows[0].count;
}

/** The designs that were put into force, newest first. */
export async function pipelineVersions(context: WriteContext, pipelineId: string): Promise<PipelineVersion[]> {
  const { rows } = await sql<PipelineVersion>`
    select v.number, v.made_at as "madeAt", p.name as "madeBy", v.note, v.stages from qd.pipeline_version v
    left join qd.person p on p.company_id = v.company_id and p.id = v.made_by
    where v.company_id = qd.current_company() and v.pipeline_id = ${pipelineId}::uuid order by v.number desc limit 200`.execute(
    context.tx.kysely,
  );
  return rows;
}

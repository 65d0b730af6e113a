import { sql } from 'kysely';
import type { WriteContext } from '#platform/records/write-context.ts';

export interface Stage {
  readonly id: string;
  readonly pipelineId: string;
  readonly name: string;
  readonly sort: number;
  readonly outcome: 'open' | 'won' | 'lost';
  readonly probability: number;
  readonly expectedDays: number | null;
  readonly requiredFields: readonly string[];
}

/** Every stage of the company, in the order of its pipelines. */
export async function allStages(context: Pick<WriteContext, 'tx'>): Promise<Stage[]> {
  const { rows } = await sql<Stage>`
    select id::text, pipeline_id::text as "pipelineId", name, sort, outcome, probability::float8, expected_days as "expectedDays",
      required_fields as "requiredFields"
    from qd.stage where company_id = qd.current_company() and deleted_at is null order by pipeline_id, sort`.execute(
    context.tx.kysely,
  );
  return rows;
}

export function findStage(stages: readonly Stage[], id: string): Stage | undefined {
  return stages.find((stage) => stage.id === id);
}

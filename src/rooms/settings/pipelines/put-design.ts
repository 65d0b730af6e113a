import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { deleteRecords } from '#platform/records/delete-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { checkDesign } from './check-design.ts';
import type { NewDesign, StageDesign } from './contract.ts';
import { dealsByStage, storedStages } from './read-pipelines.ts';

/** Makes a pipeline with its first design. */
export async function addPipeline(
  context: WriteContext,
  design: Omit<NewDesign, 'version' | 'moves'>,
): Promise<string> {
  const { name, isDefault } = design;
  const [id] = await createRecords(context, recordDefinition('pipeline'), [{ values: { name, isDefault: false } }]);
  await putDesign(context, id, { ...design, isDefault, version: 0, moves: {} });
  return id;
}

/**
 * Puts a design into force as the next version: steps are changed, added and taken out together or not at all. Deals of a
 * step taken out go where `moves` says; deals in a step that now asks for more stay valid, for criteria hold on entry.
 */
export async function putDesign(context: WriteContext, pipelineId: string, design: NewDesign): Promise<void> {
  checkDesign(design, wholeKind(context.company, recordDefinition('opportunity').kind));
  const number = await takeNumber(context, pipelineId, design.version);
  const before = (await storedStages(context)).filter((stage) => stage.pipelineId === pipelineId);
  const foreign = design.stages.find(({ id }) => id !== undefined && !before.some((stage) => stage.id === id));
  if (foreign !== undefined)
    throw new Refused('foreign-stage', 'this stage does not belong to the pipeline', {
      field: 'stages',
      found: foreign.name,
    });
  const ids = await storeStages(context, pipelineId, design.stages);
  const gone = before.filter((stage) => !ids.includes(stage.id));
  await moveDeals(context, gone, design);
  if (gone.length > 0) {
    await deleteRecords(
      context,
      recordDefinition('stage'),
      gone.map(({ id }) => id),
    );
  }
  await namePipeline(context, pipelineId, design);
  const stages = design.stages.map((stage, i) => ({ ...stage, id: ids[i] }));
  await sql`insert into qd.pipeline_version (pipeline_id, number, made_at, made_by, note, stages)
    values (${pipelineId}::uuid, ${number}, ${context.now}::timestamptz, ${context.author.personId}::uuid, ${design.note},
      ${JSON.stringify(stages)}::jsonb)`.execute(context.tx.kysely);
  await appendEvents(context.tx, context.author, [
    {
      id: newId(context),
      action: 'designed',
      kind: 'pipeline',
      recordId: pipelineId,
      changes: { version: { from: number - 1, to: number } },
      ...(design.note === null ? {} : { note: design.note }),
    },
  ]);
}

/** Locks the pipeline and names its next version; refused when another design was put into force meanwhile. */
async function takeNumber(context: WriteContext, pipelineId: string, seen: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id::text from qd.pipeline where company_id = qd.current_company() and id = ${pipelineId}::uuid and deleted_at is null
    for update`.execute(context.tx.kysely);
  if (rows.length === 0)
    throw new Refused('not-found', 'there is no such pipeline', { field: 'id', found: pipelineId });
  const latest = await sql<{ number: number }>`
    select coalesce(max(number), 0) as number from qd.pipeline_version
    where company_id = qd.current_company() and pipeline_id = ${pipelineId}::uuid`.execute(context.tx.kysely);
  const [{ number }] = latest.rows;
  if (number !== seen)
    throw new Refused('stale-version', 'another design of this pipeline was put into force since you read it', {
      field: 'version',
      found: seen,
      expected: String(number),
    });
  return number + 1;
}

async function storeStages(
  context: WriteContext,
  pipelineId: string,
  stages: readonly StageDesign[],
): Promise<string[]> {
  const definition = recordDefinition('stage');
  const ids: string[] = [];
  for (const [i, { id, ...values }] of stages.entries()) {
    const placed = { ...values, sort: (i + 1) * 10 };
    if (id === undefined) {
      ids.push(...(await createRecords(context, definition, [{ values: { ...placed, pipelineId } }])));
    } else {
      await updateRecords(context, definition, [{ id, values: placed }]);
      ids.push(id);
    }
  }
  return ids;
}

async function moveDeals(
  context: WriteContext,
  gone: readonly { readonly id: string; readonly name: string; readonly outcome: string }[],
  design: NewDesign,
): Promise<void> {
  const deals = await dealsByStage(context);
  const definition = recordDefinition('opportunity');
  for (const stage of gone) {
    const count = deals.get(stage.id) ?? 0;
    if (count === 0) continue;
    const target = design.stages.find(({ id }) => id !== undefined && id === design.moves[stage.id]);
    if (target?.id === undefined || target.outcome !== stage.outcome)
      throw new Refused('deals-without-stage', `${count} deals stand in “${stage.name}”`, {
        field: 'moves',
        found: stage.name,
        expected: `the ${stage.outcome} stage they go to`,
      });
    const { rows } = await sql<{ id: string }>`
      select id::text from qd.opportunity where company_id = qd.current_company() and deleted_at is null
        and stage_id = ${stage.id}::uuid order by id`.execute(context.tx.kysely);
    for (let start = 0; start < rows.length; start += 2000) {
      await updateRecords(
        context,
        definition,
        rows.slice(start, start + 2000).map(({ id }) => ({
          id,
          values: { stageId: target.id },
          action: 'stageReplaced',
        })),
      );
    }
  }
}

async function namePipeline(context: WriteContext, id: string, { name, isDefault }: NewDesign): Promise<void> {
  const definition = recordDefinition('pipeline');
  if (isDefault) {
    const { rows } = await sql<{ id: string }>`
      select id::text from qd.pipeline where company_id = qd.current_company() and deleted_at is null and is_default
        and id <> ${id}::uuid`.execute(context.tx.kysely);
    await updateRecords(
      context,
      definition,
      rows.map((other) => ({ id: other.id, values: { isDefault: false } })),
    );
  }
  await updateRecords(context, definition, [{ id, values: { name, isDefault } }]);
}

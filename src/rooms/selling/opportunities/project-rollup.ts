import { sql } from 'kysely';
import type { RecordChange, StoredValues } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

interface Cell {
  owner_id: string | null;
  pipeline_id: string;
  stage_id: string;
  status: string;
  month: number | null;
  opportunities: number;
  base: bigint;
  weighted: bigint;
}

/**
 * Moves counts and sums between the cells of the roll-up (owner, pipeline, stage, status, month) by exactly what changed, so
 * that boards and pivots never scan the opportunities. A long transaction (an import) adds up first and touches the cells once,
 * at its end: nobody waits for it meanwhile.
 */
export async function projectRollup(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const { atEnd } = context;
  if (atEnd === undefined) {
    await moveCells(context, addUp(new Map(), changes));
    return;
  }
  const cells = pending.get(atEnd) ?? new Map<string, Cell>();
  pending.set(atEnd, cells);
  addUp(cells, changes);
  atEnd.set('opportunity roll-up', () => moveCells(context, cells));
}

const pending = new WeakMap<object, Map<string, Cell>>();

function addUp(cells: Map<string, Cell>, changes: readonly RecordChange[]): Map<string, Cell> {
  for (const { previous, next, action } of changes) {
    if (previous !== undefined) add(cells, previous, -1);
    if (action !== 'deleted') add(cells, next, 1);
  }
  return cells;
}

/** Cells are touched in a fixed order: concurrent changes cannot deadlock. */
async function moveCells(context: WriteContext, cells: ReadonlyMap<string, Cell>): Promise<void> {
  const moved = [...cells.entries()]
    .filter(([, cell]) => cell.opportunities !== 0 || cell.base !== 0n || cell.weighted !== 0n)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, cell]) => ({ ...cell, base: cell.base.toString(), weighted: cell.weighted.toString() }));
  if (moved.length === 0) return;
  await sql`
    insert into qd.opportunity_rollup as r (owner_id, pipeline_id, stage_id, status, month, opportunities, base_minor, weighted_minor)
    select owner_id, pipeline_id, stage_id, status, month, opportunities, base, weighted
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
      as c(owner_id uuid, pipeline_id uuid, stage_id uuid, status text, month integer, opportunities bigint, base bigint, weighted bigint)
    on conflict (company_id, owner_id, pipeline_id, stage_id, status, month) do update
      set opportunities = r.opportunities + excluded.opportunities, base_minor = r.base_minor + excluded.base_minor,
        weighted_minor = r.weighted_minor + excluded.weighted_minor`.execute(context.tx.kysely);
}

function add(cells: Map<string, Cell>, values: StoredValues, sign: 1 | -1): void {
  const { ownerId = null, pipelineId, stageId, status, month = null, baseAmount, probability } = values;
  const key = [ownerId, pipelineId, stageId, status, month].join('|');
  const cell = cells.get(key) ?? {
    owner_id: ownerId as string | null,
    pipeline_id: String(pipelineId),
    stage_id: String(stageId),
    status: String(status),
    month: month as number | null,
    opportunities: 0,
    base: 0n,
    weighted: 0n,
  };
  const minor = (baseAmount ?? null) === null ? 0n : BigInt(String(baseAmount));
  cell.opportunities += sign;
  cell.base += minor * BigInt(sign);
  cell.weighted += weightedMinor(minor, Number(probability ?? 0)) * BigInt(sign);
  cells.set(key, cell);
}

/** amount × chance, the chance taken in ten-thousandths so that the arithmetic is exact and can be undone. */
export function weightedMinor(minor: bigint, probability: number): bigint {
  return (minor * BigInt(Math.round(probability * 10_000))) / 10_000n;
}

/**
 * Takes the opportunities that an import made, and that are about to go, out of the roll-up: by one statement, over their cells
 * only, so that what others change meanwhile is kept.
 */
export async function takeOutOfRollup(context: WriteContext, importId: string): Promise<void> {
  await sql`
    with gone as (
      select owner_id, pipeline_id, stage_id, status, month, count(*) as opportunities, coalesce(sum(base_minor), 0) as base,
        coalesce(sum(trunc(base_minor * round(probability * 10000) / 10000)), 0) as weighted
      from qd.opportunity where company_id = qd.current_company() and import_id = ${importId}::uuid and deleted_at is null
      group by owner_id, pipeline_id, stage_id, status, month order by owner_id nulls first, pipeline_id, stage_id, status, month)
    insert into qd.opportunity_rollup as r (owner_id, pipeline_id, stage_id, status, month, opportunities, base_minor, weighted_minor)
    select owner_id, pipeline_id, stage_id, status, month, -opportunities, -base, -weighted from gone
    on conflict (company_id, owner_id, pipeline_id, stage_id, status, month) do update
      set opportunities = r.opportunities + excluded.opportunities, base_minor = r.base_minor + excluded.base_minor,
        weighted_minor = r.weighted_minor + excluded.weighted_minor`.execute(context.tx.kysely);
}

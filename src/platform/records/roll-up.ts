import { sql } from 'kysely';
import type { RecordKind } from '#kernel/record-kind.ts';
import { type FilterClause, filterCondition } from './filter.ts';
import { type RollUp, recordDefinition } from './registry.ts';
import { reachableRows } from './visible-rows.ts';
import type { WriteContext } from './write-context.ts';

interface Asked {
  readonly filter: readonly FilterClause[];
  readonly search?: string;
  readonly by?: string;
  readonly sum?: string;
}

/** The roll-up of a kind when it holds all that is asked; undefined when the rows must be read. */
export function rollUpFor(kind: RecordKind, { filter, search, by, sum }: Asked): RollUp | undefined {
  const { rollUp } = recordDefinition(kind.kind);
  if (rollUp === undefined || search !== undefined) return undefined;
  const fields = [...filter.map(({ field }) => field), ...(by === undefined ? [] : [by])];
  const holds = fields.every((name) => rollUp.fields.includes(name)) && (sum === undefined || sum in rollUp.sums);
  return holds ? rollUp : undefined;
}

/** How many visible records match, from the cells of the roll-up. */
export async function countInRollUp(
  context: WriteContext,
  kind: RecordKind,
  rollUp: RollUp,
  filter: readonly FilterClause[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(r.${sql.ref(rollUp.count)}), 0)::int as count from qd.${sql.raw(rollUp.table)} r
    where ${reachableRows(context.viewer, kind, 'r')} and ${filterCondition(context.viewer, kind, 'r', filter, context.company.baseCurrency)}`.execute(
    context.tx.kysely,
  );
  return rows[0].count;
}

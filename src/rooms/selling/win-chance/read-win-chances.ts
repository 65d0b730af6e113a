import { sql } from 'kysely';
import type { LocalText } from '#kernel/local-text.ts';
import { fieldOf } from '#kernel/record-kind.ts';
import type { ScoreReason } from '#engines/scoring/score-rows.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { type Viewer, may, seesField } from '#platform/visibility/viewer.ts';
import { otherReasons, winFeatures } from './features.ts';

export interface SentReason {
  readonly feature: string;
  readonly label: LocalText;
  readonly value: number | string | null;
  readonly unit: string;
  /** Points of chance it adds; with the base they add up to the chance. */
  readonly points: number;
}

export interface SentChance {
  readonly id: string;
  readonly chance: number;
  readonly base: number;
  readonly asOf: string;
  readonly reasons: readonly SentReason[];
}

interface Stored {
  readonly id: string;
  readonly chance: number;
  readonly base: number;
  readonly reasons: readonly ScoreReason[];
  readonly asOf: string;
  readonly seesAccount: boolean;
}

/** Chances of deals the viewer may see, with the reasons that tell nothing the viewer may not know. */
export async function readWinChances(context: WriteContext, ids: readonly string[]): Promise<SentChance[]> {
  const opportunity = recordDefinition('opportunity').kind;
  if (ids.length === 0 || !may(context.viewer, 'opportunity', 'read')) return [];
  const { rows } = await sql<Stored>`
    select f.id::text, w.chance::float8, w.base::float8, w.reasons, r.as_of::text as "asOf",
      exists (select from qd.account a where a.id = f.account_id and ${visibleRows(context.viewer, recordDefinition('account').kind, 'a')}) as "seesAccount"
    from qd.opportunity f
      join qd.win_chance w on w.company_id = f.company_id and w.opportunity_id = f.id
      join qd.engine_run r on r.company_id = w.company_id and r.id = w.run_id
    where ${visibleRows(context.viewer, opportunity, 'f')} and f.status = 'open' and f.id in (${sql.join(ids)})`.execute(
    context.tx.kysely,
  );
  return rows.map((row) => ({
    id: row.id,
    chance: row.chance,
    base: row.base,
    asOf: row.asOf,
    reasons: inPoints(row.base, tellable(context.viewer, row.reasons, row.seesAccount)),
  }));
}

/** Reasons that would tell of a field or kind closed to the viewer are summed among the others. */
export function tellable(viewer: Viewer, reasons: readonly ScoreReason[], seesAccount: boolean): ScoreReason[] {
  const told: ScoreReason[] = [];
  let rest = 0;
  for (const reason of reasons) {
    const feature = winFeatures[reason.feature];
    const open =
      feature !== undefined &&
      feature.tells.every(([kind, field]) => {
        if (!may(viewer, kind, 'read') || (kind === 'account' && !seesAccount)) return false;
        return field === null || seesField(viewer, fieldOf(recordDefinition(kind).kind, field)?.access);
      });
    if (open) told.push(reason);
    else rest += reason.effect;
  }
  return rest === 0 ? told : [...told, { feature: '', value: null, effect: rest }];
}

/** Log-odds walked down from the base, strongest first: each step's change of the chance, which add up by construction. */
export function inPoints(base: number, reasons: readonly ScoreReason[]): SentReason[] {
  let logOdds = Math.log(base / (1 - base));
  let chance = base;
  return reasons.map(({ feature, value, effect }) => {
    logOdds += effect;
    const next = 1 / (1 + Math.exp(-logOdds));
    const points = next - chance;
    chance = next;
    const known = winFeatures[feature];
    return {
      feature,
      label: known?.label ?? otherReasons,
      // Amounts are learned as logarithms of minor units: the reader sees the amount on the record itself.
      value: known === undefined || known.unit === 'money' ? null : value,
      unit: known?.unit ?? 'text',
      points,
    };
  });
}

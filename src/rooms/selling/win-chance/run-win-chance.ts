import { createHash } from 'node:crypto';
import { dayNumber } from '#kernel/civil-date.ts';
import type { CalibrationBin } from '#engines/scoring/probability-metrics.ts';
import type { FeatureEffect } from '#engines/scoring/feature-effects.ts';
import { type WinChances, winChanceVersion, winChances } from '#engines/scoring/win-chance.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/records/write-context.ts';
import { loadHistories } from './load-histories.ts';

/** What is told about a run: how good the model is, and what it looks at. */
export interface WinModelCard {
  readonly rows: number;
  readonly won: number;
  readonly needs: number;
  readonly deals: number;
  readonly method: string;
  readonly auc: number;
  readonly brier: number;
  readonly logLoss: number;
  readonly ece: number;
  readonly judgedRows: number;
  readonly horizonDays: number;
  readonly leftOut: readonly string[];
  readonly bins: readonly CalibrationBin[];
  readonly features: readonly FeatureEffect[];
}

export interface WinRun {
  readonly id: string;
  readonly state: 'ready' | 'notEnough';
  readonly deals: number;
}

/** Learns from the company's closed deals and gives every open one its chance; all of it, or nothing. */
export async function runWinChance(tx: Transaction, now: string): Promise<WinRun> {
  const { rows } = await tx.query<{ zone: string; day: string }>(
    `select time_zone as zone, ($1::timestamptz at time zone time_zone)::date::text as day from qd.company where company_id = qd.current_company()`,
    [now],
  );
  const [{ zone, day }] = rows;
  const histories = await loadHistories(tx, zone);
  const result = winChances(histories, dayNumber(day));
  const hash = createHash('sha256').update(JSON.stringify(histories)).digest('hex');
  const id = newId({ now });
  await tx.query(
    `insert into qd.engine_run (id, engine, ran_at, as_of, state, card, engine_version, input_hash) values ($1, 'winChance', $2, $3, $4, $5, $6, $7)`,
    [id, now, day, result.state, JSON.stringify(cardOf(result)), winChanceVersion, hash],
  );
  await tx.query('delete from qd.win_chance where company_id = qd.current_company()');
  const chances = result.state === 'ready' ? result.chances : [];
  await tx.query(
    `insert into qd.win_chance (opportunity_id, run_id, chance, base, reasons)
     select id, $1, chance, base, reasons from jsonb_to_recordset($2::jsonb) as n(id uuid, chance numeric, base numeric, reasons jsonb)`,
    [id, JSON.stringify(chances)],
  );
  await tx.query(
    `update qd.opportunity o set win_chance = n.chance
     from (select o2.id, round(w.chance, 4) as chance from qd.opportunity o2
       left join qd.win_chance w on w.company_id = o2.company_id and w.opportunity_id = o2.id
       where o2.company_id = qd.current_company() and (w.chance is not null or o2.win_chance is not null)) n
     where o.company_id = qd.current_company() and o.id = n.id and o.win_chance is distinct from n.chance`,
  );
  return { id, state: result.state, deals: chances.length };
}

function cardOf(result: WinChances): Partial<WinModelCard> {
  if (result.state === 'notEnough') return { rows: result.rows, won: result.won, needs: result.needs };
  const { trained } = result;
  return {
    rows: result.rows,
    deals: result.chances.length,
    method: trained.chosen.name,
    auc: trained.metrics.auc,
    brier: trained.metrics.brier,
    logLoss: trained.metrics.logLoss,
    ece: trained.metrics.ece,
    judgedRows: trained.metrics.rows,
    horizonDays: result.horizon,
    leftOut: result.leftOut,
    bins: trained.calibration.bins,
    features: trained.features,
  };
}

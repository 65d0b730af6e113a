import { type DealHistory, dealLandmarks, openDealFeatures, usualLife } from './deal-landmarks.ts';
import { columnsFromRecords } from './feature-column.ts';
import { type ScoreReason, scoreRecords } from './score-rows.ts';
import { trainScore } from './train-score.ts';
import type { TrainedScore } from './trained-score.ts';

export const winChanceVersion = '1';
/** Fewer outcomes than this teach nothing. */
const leastRows = 200;
const leastOfEach = 40;

export interface WinChance {
  readonly id: string;
  readonly chance: number;
  /** Chance of an average deal: where the reasons begin. */
  readonly base: number;
  /** Log-odds; base plus their sum is the chance. */
  readonly reasons: readonly ScoreReason[];
}

export type WinChances =
  | { readonly state: 'notEnough'; readonly rows: number; readonly won: number; readonly needs: number }
  | {
      readonly state: 'ready';
      readonly trained: TrainedScore;
      readonly rows: number;
      readonly horizon: number;
      /** Columns left out because they know the outcome. */
      readonly leftOut: readonly string[];
      readonly chances: readonly WinChance[];
    };

/**
 * The chance that each open deal will be won, learned from the company's own closed deals as they stood while open, judged on
 * the latest fifth of time. A column that predicts the outcome all but alone is left out and named.
 */
export function winChances(deals: readonly DealHistory[], asOfDay: number): WinChances {
  const horizon = usualLife(deals);
  const { rows, won, days } = dealLandmarks(deals, asOfDay, horizon);
  const hits = won.reduce((sum, one) => sum + one, 0);
  if (rows.length < leastRows || hits < leastOfEach || rows.length - hits < leastOfEach)
    return { state: 'notEnough', rows: rows.length, won: hits, needs: leastRows };
  const learn = (leaveOut: readonly string[]): TrainedScore =>
    trainScore(
      {
        columns: columnsFromRecords(rows).filter(({ name }) => !leaveOut.includes(name)),
        target: won,
        times: days,
      },
      { reasons: 20 },
    );
  const first = learn([]);
  const leftOut = first.leaks.filter((leak) => leak.certainty === 'likely').map((leak) => leak.column);
  const trained = leftOut.length === 0 ? first : learn(leftOut);
  const open = openDealFeatures(deals, asOfDay);
  const scored = scoreRecords(
    trained.model,
    open.map(({ row }) => row),
    20,
  );
  return {
    state: 'ready',
    trained,
    rows: rows.length,
    horizon,
    leftOut,
    chances: open.map(({ id }, i) => ({
      id,
      chance: scored[i].probability,
      base: 1 / (1 + Math.exp(-scored[i].base)),
      reasons: scored[i].reasons,
    })),
  };
}

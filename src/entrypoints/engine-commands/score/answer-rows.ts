import { brierScore, expectedCalibrationError, logLoss } from '#engines/scoring/probability-metrics.ts';
import { rocAuc } from '#engines/scoring/roc-auc.ts';
import { type ScoredRow, scoreColumns } from '#engines/scoring/score-rows.ts';
import type { TrainedScore } from '#engines/scoring/trained-score.ts';
import { findColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import type { EngineCall } from '../define-engine-command.ts';
import type { TypedColumn } from '../typed-columns.ts';
import type { PreparedTraining } from './prepare-training.ts';
import { outcomeText } from './read-outcome.ts';
import { featureColumns, matchingColumns, placeOf, shownValue } from './scoring-table.ts';

export interface AnswerRow {
  readonly id: string;
  readonly line: number;
  /** Scored by a model that had not seen the row. */
  readonly heldOut: boolean;
  readonly outcome: 0 | 1 | null;
  readonly probability: number;
  readonly score: number;
  readonly base: number;
  readonly reasons: ScoredRow['reasons'];
}

/** Scores the rows of another file, and measures the scores where it holds the outcome. */
export function applyTo(call: EngineCall, table: Table, prepared: PreparedTraining, trained: TrainedScore) {
  const { columns, notes } = matchingColumns(table, prepared.columns, call.map);
  const all = table.rows.map((_, row) => row);
  const scored = scoreColumns(trained.model, featureColumns(columns, all), all.length, Number(call.options.reasons));
  const targetPlace = findColumn(table, call.map[String(call.options.target)] ?? String(call.options.target));
  const outcomes = all.map((row): 0 | 1 | null => {
    const cell = targetPlace === -1 ? undefined : outcomeText(table.rows[row][targetPlace] ?? '');
    if (cell === prepared.outcome.positive) return 1;
    return cell !== undefined && prepared.outcome.negatives.includes(cell) ? 0 : null;
  });
  const id = typeof call.options.id === 'string' ? placeOf(table, call.options.id, call.map) : -1;
  const rows = scored.map((row, i) => answerRow(row, table, i, id, true, outcomes[i], prepared.columns));
  const known = all.filter((row) => outcomes[row] !== null);
  const target = known.map((row) => outcomes[row]!);
  const p = known.map((row) => rows[row].probability);
  const both = target.includes(1) && target.includes(0);
  const metrics = both
    ? {
        rows: known.length,
        auc: rocAuc(p, target),
        logLoss: logLoss(p, target),
        brier: brierScore(p, target),
        ece: expectedCalibrationError(p, target),
      }
    : undefined;
  return { rows, notes, metrics };
}

/** Every row of the file: held-out ones as the judged model saw them, the others by the final model. */
export function rowsOfFile(
  call: EngineCall,
  table: Table,
  prepared: PreparedTraining,
  trained: TrainedScore,
): AnswerRow[] {
  const { closed, columns, idPlace, outcome } = prepared;
  const scored = new Map<number, ScoredRow>();
  trained.heldOut.index.forEach((row, i) => scored.set(closed[row], trained.heldOut.scored![i]));
  const rest = table.rows.map((_, row) => row).filter((row) => !scored.has(row));
  const final = scoreColumns(trained.model, featureColumns(columns, rest), rest.length, Number(call.options.reasons));
  const byFinal = new Map(rest.map((row, i) => [row, final[i]]));
  return table.rows.map((_, row) => {
    const held = scored.get(row);
    const known = outcome.values[row];
    return answerRow(
      held ?? byFinal.get(row)!,
      table,
      row,
      idPlace,
      held !== undefined || known === undefined,
      known ?? null,
      columns,
    );
  });
}

function answerRow(
  row: ScoredRow,
  table: Table,
  at: number,
  idPlace: number,
  heldOut: boolean,
  outcome: 0 | 1 | null,
  columns: readonly TypedColumn[],
): AnswerRow {
  const kinds = new Map(columns.map(({ name, kind }) => [name, kind]));
  return {
    id: idPlace === -1 ? String(table.lines[at]) : table.rows[at][idPlace],
    line: table.lines[at],
    heldOut,
    outcome,
    probability: row.probability,
    score: row.score,
    base: row.base,
    reasons: row.reasons.map((reason) => ({ ...reason, value: shownValue(kinds.get(reason.feature), reason.value) })),
  };
}

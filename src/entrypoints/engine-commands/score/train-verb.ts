import { brierScore, expectedCalibrationError, logLoss } from '#engines/scoring/probability-metrics.ts';
import { rocAuc } from '#engines/scoring/roc-auc.ts';
import { type ScoredRow, scoreColumns } from '#engines/scoring/score-rows.ts';
import { type ScoringInput, type TrainedScore, trainScore } from '#engines/scoring/train-score.ts';
import { fromDayNumber } from '#kernel/civil-date.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import { findColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import type { EngineAnswer, EngineCall, EngineVerb } from '../define-engine-command.ts';
import { type TypedColumn, typedColumn } from '../typed-columns.ts';
import { describeScore, pictureOfScore } from './describe-score.ts';
import { type Outcome, outcomeText, readOutcome } from './read-outcome.ts';
import { featureColumns, learnableColumns, matchingColumns, placeOf, shownValue } from './scoring-table.ts';

export const trainVerb: EngineVerb = {
  summary: 'Learns the chance of an outcome from past rows and scores rows with reasons',
  files: [1, 1],
  input: 'any columns: numbers, dates, categories, blanks; one of them is the outcome (--target)',
  options: [
    {
      name: 'target',
      kind: 'text',
      required: true,
      help: 'column of the outcome; blank or undecided rows are scored, not learned from',
    },
    { name: 'positive', kind: 'text', help: 'the value of the target that counts as positive' },
    { name: 'negative', kind: 'list', help: 'the values that count as negative (others are open)' },
    { name: 'apply', kind: 'text', help: 'a file whose rows are to be scored' },
    { name: 'id', kind: 'text', help: 'column that names a row in the answer (not learned from)' },
    { name: 'drop', kind: 'list', help: 'columns not to learn from' },
    { name: 'drop-leaks', kind: 'flag', help: 'leave out columns that likely know the answer' },
    { name: 'date', kind: 'text', help: 'column of dates: the model is judged on the latest fifth (not learned from)' },
    { name: 'protected', kind: 'text', help: 'column to report fairness over (not learned from)' },
    {
      name: 'reasons',
      kind: 'whole',
      help: 'reasons listed per row; the rest are summed',
      fallback: 6,
      min: 1,
      max: 1000,
    },
    {
      name: 'picture',
      kind: 'text',
      help: 'what --plot draws',
      fallback: 'calibration',
      oneOf: ['calibration', 'lift', 'effects'],
    },
  ],
  run,
};

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

interface Prepared {
  readonly outcome: Outcome;
  readonly closed: readonly number[];
  readonly open: readonly number[];
  readonly columns: readonly TypedColumn[];
  readonly input: ScoringInput;
  readonly notes: string[];
  readonly idPlace: number;
}

async function run(call: EngineCall): Promise<EngineAnswer> {
  const table = await call.readTable(call.files[0]);
  const applied = call.options.apply === undefined ? undefined : await call.readTable(String(call.options.apply));
  const dropped = (call.options.drop ?? []) as readonly string[];
  let prepared = prepare(call, table, applied, dropped);
  const train = ({ input }: Prepared): TrainedScore =>
    refusing(table, () =>
      trainScore(input, {
        seed: call.seed,
        reasons: Number(call.options.reasons),
        explainHeldOut: applied === undefined,
        progress: (done, total) => call.progress(done, total, 'training'),
      }),
    );
  let trained = train(prepared);
  let leaks = trained.leaks;
  if (call.options['drop-leaks'] === true && leaks.some(({ certainty }) => certainty === 'likely')) {
    const leaking = leaks.filter(({ certainty }) => certainty === 'likely').map(({ column }) => column);
    prepared = prepare(call, table, applied, [...dropped, ...leaking]);
    prepared.notes.push(`left out as likely leaks: ${leaking.join(', ')}`);
    trained = train(prepared);
    leaks = [...leaks.filter(({ column }) => leaking.includes(column)), ...trained.leaks];
  }
  const report = applied === undefined ? undefined : applyTo(call, applied, prepared, trained);
  const rows = report?.rows ?? rowsOfFile(call, table, prepared, trained);
  const notes = [
    ...prepared.notes,
    ...(trained.split.note === undefined ? [] : [trained.split.note]),
    ...(report?.notes ?? []),
  ];
  const json = {
    model: { kind: trained.chosen.kind, name: trained.chosen.name, ...trained.chosen.parameters },
    ...trained.metrics,
    judgedRows: trained.metrics.rows,
    ...trained.decision,
    target: {
      column: table.header[placeOf(table, String(call.options.target), call.map)],
      positive: prepared.outcome.positive,
      negatives: prepared.outcome.negatives,
    },
    split: {
      kind: trained.split.kind,
      testFrom: trained.split.testFrom === undefined ? undefined : fromDayNumber(trained.split.testFrom),
    },
    calibration: trained.calibration,
    candidates: trained.candidates,
    leaks,
    features: trained.features,
    excluded: trained.excluded,
    fairness: trained.fairness,
    applied: report?.metrics,
    rows,
    used: prepared.closed.length,
    skipped: table.rows.length - prepared.closed.length,
    usage: {
      used: prepared.closed.length,
      skipped: prepared.open.length,
      reasons:
        prepared.open.length === 0 ? [] : [{ reason: 'the outcome is blank or open', count: prepared.open.length }],
    },
    notes,
    trace: trained.trace,
  };
  return {
    json,
    text: describeScore(trained, leaks, rows, notes, report?.metrics),
    plot: pictureOfScore(
      trained,
      prepared.closed.map((row) => prepared.outcome.values[row] === 1),
      String(call.options.picture),
    ),
  };
}

function prepare(call: EngineCall, table: Table, applied: Table | undefined, dropped: readonly string[]): Prepared {
  if (table.rows.length === 0) throw unusable('at least one row under the header', { file: table.name, line: 1 });
  const place = (name: string): number => placeOf(table, name, call.map);
  const targetPlace = place(String(call.options.target));
  const outcome = readOutcome(
    table,
    targetPlace,
    call.options.positive as string | undefined,
    call.options.negative as readonly string[] | undefined,
  );
  const leaveOut = new Set([targetPlace, ...dropped.map(place)]);
  const named = (option: string): number | undefined => {
    if (typeof call.options[option] !== 'string') return undefined;
    const index = place(call.options[option]);
    leaveOut.add(index);
    return index;
  };
  const idPlace = named('id');
  const datePlace = named('date');
  const protectedPlace = named('protected');
  const { columns, notes } = learnableColumns(table, leaveOut);
  const all = table.rows.map((_, row) => row);
  const closed = all.filter((row) => outcome.values[row] !== undefined);
  const open = all.filter((row) => outcome.values[row] === undefined);
  const openInput =
    applied !== undefined
      ? {
          columns: featureColumns(
            matchingColumns(applied, columns, call.map).columns,
            applied.rows.map((_, row) => row),
          ),
          count: applied.rows.length,
        }
      : { columns: featureColumns(columns, open), count: open.length };
  const input: ScoringInput = {
    columns: featureColumns(columns, closed),
    target: Uint8Array.from(closed, (row) => outcome.values[row]!),
    times: datePlace === undefined ? undefined : readTimes(table, datePlace, closed),
    protectedColumn:
      protectedPlace === undefined
        ? undefined
        : {
            name: table.header[protectedPlace],
            groups: closed.map((row) => table.rows[row][protectedPlace].trim() || '(blank)'),
          },
    open: openInput.count === 0 ? undefined : openInput,
  };
  return {
    outcome,
    closed,
    open,
    columns,
    input,
    notes: [...outcome.notes, ...notes],
    idPlace: idPlace ?? idColumnOf(columns, table),
  };
}

/** Days of the date column; every row needs one. */
function readTimes(table: Table, index: number, rows: readonly number[]): Float64Array {
  const column = typedColumn(table, index);
  if (column.numbers === undefined) {
    throw unusable('a column of dates', {
      file: table.name,
      column: column.name,
      found: column.texts.find((text) => text !== undefined) ?? 'only blanks',
    });
  }
  if (column.problemCount > 0) throw new UnusableData(column.problems, column.problemCount);
  const blank = rows.filter((row) => Number.isNaN(column.numbers![row]));
  if (blank.length > 0) {
    throw new UnusableData(
      blank
        .slice(0, 20)
        .map((row) => ({
          file: table.name,
          line: table.lines[row],
          column: column.name,
          found: '',
          expected: 'a date (needed to split by time)',
        })),
      blank.length,
    );
  }
  return Float64Array.from(rows, (row) => column.numbers![row]);
}

/** Without --id: the first column with a value of its own in every row; −1 when there is none. */
function idColumnOf(columns: readonly TypedColumn[], table: Table): number {
  const found = columns.find(
    ({ kind, texts }) =>
      (kind === 'category' || kind === 'number') && !texts.includes(undefined) && new Set(texts).size === texts.length,
  );
  return found === undefined || found.kind === 'number' ? -1 : table.header.indexOf(found.name);
}

function applyTo(call: EngineCall, table: Table, prepared: Prepared, trained: TrainedScore) {
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
function rowsOfFile(call: EngineCall, table: Table, prepared: Prepared, trained: TrainedScore): AnswerRow[] {
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

function refusing<T>(table: Table, work: () => T): T {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof RangeError) throw unusable(problem.message, { file: table.name });
    throw problem;
  }
}

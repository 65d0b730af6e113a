import { trainScore } from '#engines/scoring/train-score.ts';
import type { TrainedScore } from '#engines/scoring/trained-score.ts';
import { fromDayNumber } from '#kernel/civil-date.ts';
import type { EngineAnswer, EngineCall, EngineVerb } from '../define-engine-command.ts';
import { refusalOf, refusing } from '../refusal.ts';
import { applyTo, rowsOfFile } from './answer-rows.ts';
import { describeScore, pictureOfScore } from './describe-score.ts';
import { type PreparedTraining, prepareTraining } from './prepare-training.ts';
import { placeOf } from './scoring-table.ts';

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

async function run(call: EngineCall): Promise<EngineAnswer> {
  const table = await call.readTable(call.files[0]);
  const applied = call.options.apply === undefined ? undefined : await call.readTable(String(call.options.apply));
  const dropped = (call.options.drop ?? []) as readonly string[];
  let prepared = prepareTraining(call, table, applied, dropped);
  const train = ({ input }: PreparedTraining): TrainedScore =>
    refusing(
      (problem) => refusalOf(problem, table.name),
      () =>
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
    prepared = prepareTraining(call, table, applied, [...dropped, ...leaking]);
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

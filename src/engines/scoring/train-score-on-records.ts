import { type ScoringRecord, columnsFromRecords } from './feature-column.ts';
import { trainScore } from './train-score.ts';
import type { ScoringOptions, TrainedScore } from './trained-score.ts';

/**
 * As `trainScore` for records: `isPositive` says what the outcome of a record was (undefined: still open, not learned
 * from). Columns in `leaveOut` are not used.
 */
export function trainScoreOnRecords(
  records: readonly ScoringRecord[],
  isPositive: (record: ScoringRecord) => boolean | undefined,
  leaveOut: readonly string[],
  options: ScoringOptions = {},
): TrainedScore {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))].filter(
    (name) => !leaveOut.includes(name),
  );
  const outcomes = records.map(isPositive);
  const closed = records.filter((_, i) => outcomes[i] !== undefined);
  const pending = records.filter((_, i) => outcomes[i] === undefined);
  const columns = columnsFromRecords(closed, names);
  const kinds = Object.fromEntries(columns.map(({ name, kind }) => [name, kind]));
  return trainScore(
    {
      columns,
      target: Uint8Array.from(
        outcomes.filter((outcome) => outcome !== undefined),
        Number,
      ),
      open:
        pending.length === 0
          ? undefined
          : { columns: columnsFromRecords(pending, names, kinds), count: pending.length },
    },
    options,
  );
}

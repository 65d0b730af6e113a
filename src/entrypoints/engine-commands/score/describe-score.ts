import type { Leak } from '#engines/scoring/leak-check.ts';
import type { TrainedScore } from '#engines/scoring/trained-score.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { terminalBar, terminalTable } from '../../terminal-table.ts';
import type { AnswerRow } from './answer-rows.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

/** The trained score as people read it. */
export function describeScore(
  trained: TrainedScore,
  leaks: readonly Leak[],
  rows: readonly AnswerRow[],
  notes: readonly string[],
  applied: { auc: number; logLoss: number; ece: number; rows: number } | undefined,
): string {
  const { metrics, decision, chosen } = trained;
  const lines = [
    `${chosen.name}, chosen among ${trained.candidates.length} by ${trained.split.kind}`,
    `AUC ${metrics.auc.toFixed(3)}   log loss ${metrics.logLoss.toFixed(4)}   Brier ${metrics.brier.toFixed(4)}   calibration error ${metrics.ece.toFixed(3)}   (${metrics.rows} rows not seen in training, ${metrics.positives} positive)`,
    `From ${percent(decision.threshold)} on: finds ${percent(decision.sensitivity)} of the positive, ${percent(decision.specificity)} of the negative; ${percent(decision.precision)} of those selected are positive`,
  ];
  if (applied !== undefined) {
    lines.push(
      `On the ${applied.rows} scored rows whose outcome is known: AUC ${applied.auc.toFixed(3)}, log loss ${applied.logLoss.toFixed(4)}, calibration error ${applied.ece.toFixed(3)}`,
    );
  }
  if (leaks.length > 0) {
    lines.push('', 'May know the answer already (leave out with --drop):');
    for (const { column, certainty, because } of leaks)
      lines.push(`  ${certainty === 'likely' ? '!!' : ' ?'} ${column}: ${because}`);
  }
  const most = Math.max(...trained.features.map(({ effect }) => effect));
  lines.push(
    '',
    terminalTable(
      [{ header: 'feature' }, { header: 'effect', align: 'right' }, { header: '' }, { header: 'speaks for … against' }],
      trained.features
        .filter(({ effect }) => effect > 0)
        .slice(0, 12)
        .map(({ name, effect, direction, values }) => [
          name,
          effect.toFixed(2),
          terminalBar(effect / most, 16),
          direction !== undefined
            ? direction === 'for'
              ? 'more of it speaks for'
              : 'more of it speaks against'
            : values === undefined || values.length === 0
              ? ''
              : `${values[0].value} … ${values[values.length - 1].value}`,
        ]),
    ),
  );
  for (const { name, reason } of trained.excluded) lines.push(`not learned from: ${name} (${reason})`);
  if (trained.fairness !== undefined) lines.push('', ...describeFairness(trained.fairness));
  const shown = [...rows].sort((a, b) => b.probability - a.probability).slice(0, 10);
  lines.push(
    '',
    terminalTable(
      [{ header: 'row' }, { header: 'chance', align: 'right' }, { header: 'because' }],
      shown.map(({ id, probability, reasons }) => [
        id,
        percent(probability),
        reasons
          .slice(0, 3)
          .map(({ feature, value, effect }) => `${feature}${value === null ? '' : ` ${value}`} ${signed(effect)}`)
          .join(', '),
      ]),
    ),
    ...(rows.length > shown.length ? [`… and ${rows.length - shown.length} more rows (--json gives all)`] : []),
    ...notes,
  );
  return lines.join('\n');
}

function describeFairness({ column, groups, findings }: NonNullable<TrainedScore['fairness']>): string[] {
  const share = (value: number | null): string => (value === null ? '' : percent(value));
  return [
    `Fairness over "${column}" (not learned from)`,
    terminalTable(
      [
        { header: 'group' },
        ...['rows', 'observed', 'predicted', 'selected', 'found', 'false alarms', 'AUC'].map((header) => ({
          header,
          align: 'right' as const,
        })),
      ],
      groups.map((group) => [
        group.group,
        group.count,
        share(group.observed),
        share(group.predicted),
        share(group.selected),
        share(group.truePositive),
        share(group.falsePositive),
        group.auc.toFixed(3),
      ]),
    ),
    ...(findings.length === 0 ? ['No difference that fails a rule.'] : findings.map((finding) => `! ${finding}`)),
  ];
}

/** Predicted against observed rates, the lift curve, or the strongest features. */
export function pictureOfScore(trained: TrainedScore, outcomes: readonly boolean[], picture: string): ChartSpec {
  if (picture === 'lift') return liftCurve(trained, outcomes);
  if (picture === 'effects') {
    const top = trained.features.slice(0, 15);
    return {
      kind: 'bar',
      title: 'What moves the score',
      subtitle: 'Mean size of the contribution, in log-odds',
      horizontal: true,
      categories: top.map(({ name }) => name),
      series: [{ name: 'effect', values: top.map(({ effect }) => effect) }],
    };
  }
  return {
    kind: 'scatter',
    title: 'Calibration: predicted against observed',
    subtitle: `${trained.metrics.rows} rows not seen in training; expected calibration error ${trained.metrics.ece.toFixed(3)}`,
    points: trained.calibration.bins.map(({ predicted, observed, count }) => ({
      x: predicted,
      y: observed,
      size: count,
      label: String(count),
    })),
    xAxis: { name: 'predicted', unit: 'percent' },
    yAxis: { name: 'observed', unit: 'percent' },
    diagonal: true,
  };
}

function liftCurve({ heldOut, metrics }: TrainedScore, outcomes: readonly boolean[]): ChartSpec {
  const order = Array.from(heldOut.probabilities, (_, i) => i).sort(
    (a, b) => heldOut.probabilities[b] - heldOut.probabilities[a],
  );
  const found: number[] = [0];
  const x: number[] = [0];
  let hits = 0;
  order.forEach((place, k) => {
    if (outcomes[heldOut.index[place]]) hits += 1;
    if ((k + 1) % Math.max(1, Math.floor(order.length / 50)) === 0 || k + 1 === order.length) {
      x.push(Math.round((1000 * (k + 1)) / order.length) / 10);
      found.push(hits / metrics.positives);
    }
  });
  return {
    kind: 'line',
    title: 'Lift: share of the positive rows found',
    subtitle: `${metrics.rows} rows not seen in training, best first`,
    x,
    series: [
      { name: 'by score', values: found },
      { name: 'by chance', values: x.map((share) => share / 100), dashed: true, muted: true },
    ],
    xAxis: { name: '% of rows looked at' },
    value: { unit: 'percent' },
  };
}

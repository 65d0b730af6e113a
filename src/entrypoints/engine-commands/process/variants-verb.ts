import { caseCount, eventCount } from '#engines/process-mining/event-log.ts';
import { terminalBar, terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';
import { span, viewJson, viewLog } from './process-answer.ts';
import { eventInput, eventOptions, readEvents } from './read-events.ts';

export const variantsVerb: EngineVerb = {
  summary: 'The ways cases went, most frequent first, with their share, time and money',
  files: [1, 1],
  input: eventInput,
  options: [
    ...eventOptions,
    { name: 'top', kind: 'whole', help: 'how many variants are listed', fallback: 20, min: 1, max: 100_000 },
  ],
  async run(call) {
    const { log, notes } = await readEvents(call);
    const view = viewLog(log);
    const shown = view.variants.slice(0, call.options.top as number);
    const covered = shown.reduce((sum, { count }) => sum + count, 0);
    const right = { align: 'right' as const };
    return {
      json: {
        ...viewJson(view, call.options.top as number),
        coveredByTop: covered / caseCount(log),
        usage: { used: eventCount(log), skipped: 0, reasons: [] },
        notes,
      },
      text: [
        `${number(view.variants.length)} variants of ${number(caseCount(log))} cases; the ${shown.length} shown cover ${percent(covered / caseCount(log))}`,
        '',
        terminalTable(
          [
            { header: 'cases', ...right },
            { header: 'share', ...right },
            { header: '' },
            { header: 'time', ...right },
            { header: 'path' },
          ],
          shown.map(({ path, count, medianSeconds }) => [
            number(count),
            percent(count / caseCount(log)),
            terminalBar(count / shown[0].count, 12),
            span(medianSeconds),
            shorten(path.map((activity) => log.activityNames[activity])),
          ]),
        ),
        ...notes.map((note) => `note: ${note}`),
      ].join('\n'),
      plot: {
        kind: 'bar',
        title: `${number(view.variants.length)} variants`,
        categories: shown.slice(0, 20).map(({ path }) =>
          shorten(
            path.map((activity) => log.activityNames[activity]),
            4,
          ),
        ),
        series: [{ name: 'cases', values: shown.slice(0, 20).map(({ count }) => count) }],
        value: { unit: 'count' },
        horizontal: true,
      },
    };
  },
};

function shorten(path: readonly string[], most = 12): string {
  return path.length <= most
    ? path.join(' → ')
    : `${path.slice(0, most - 1).join(' → ')} → … (${path.length - most + 1} more)`;
}

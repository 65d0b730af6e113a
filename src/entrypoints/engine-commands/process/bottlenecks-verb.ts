import { findBottlenecks } from '#engines/process-mining/bottlenecks.ts';
import { eventCount } from '#engines/process-mining/event-log.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';
import { flow } from './discover-verb.ts';
import { span, viewJson, viewLog } from './process-answer.ts';
import { eventInput, eventOptions, readEvents } from './read-events.ts';

export const bottlenecksVerb: EngineVerb = {
  summary: 'Where cases and their money wait, ranked by the money that stands still there on an average day',
  files: [1, 1],
  input: eventInput,
  options: [
    ...eventOptions,
    { name: 'top', kind: 'whole', help: 'how many variants are listed', fallback: 10, min: 1, max: 100_000 },
  ],
  async run(call) {
    const { log, notes } = await readEvents(call);
    const view = viewLog(log);
    const found = findBottlenecks(log, view.edges);
    const name = (activity: number): string => log.activityNames[activity];
    const right = { align: 'right' as const };
    const byMoney = found.rankedBy === 'money';
    const told = byMoney ? notes : [...notes, 'no amounts are told, so places are ranked by time'];
    const strongest = new Set(found.bottlenecks.slice(0, 3).map(({ from, to }) => `${from}|${to}`));
    const map = flow(view);
    return {
      json: {
        ...viewJson(view, call.options.top as number),
        rankedBy: found.rankedBy,
        spanSeconds: found.spanSeconds,
        casesWithAmount: found.casesWithAmount,
        bottlenecks: found.bottlenecks.map(({ from, to, ...edge }) => ({ from: name(from), to: name(to), ...edge })),
        usage: { used: eventCount(log), skipped: 0, reasons: [] },
        notes: told,
      },
      text: [
        `${span(found.totalSeconds)} of case time between events over a log of ${span(found.spanSeconds)}`,
        '',
        terminalTable(
          [
            { header: 'from' },
            { header: 'to' },
            { header: 'cases', ...right },
            { header: 'median', ...right },
            { header: '95 % interval' },
            { header: '9 in 10 within', ...right },
            { header: 'of all time', ...right },
            ...(byMoney
              ? [
                  { header: 'money held', ...right },
                  { header: 'above median', ...right },
                ]
              : []),
          ],
          found.bottlenecks
            .slice(0, 20)
            .map((one) => [
              name(one.from),
              name(one.to),
              number(one.cases),
              span(one.medianSeconds),
              `${span(one.medianLow)} – ${span(one.medianHigh)}`,
              span(one.p90Seconds),
              percent(one.shareOfTime),
              ...(byMoney ? [number(one.moneyHeld ?? 0, 0), number(one.moneyAboveMedian ?? 0, 0)] : []),
            ]),
        ),
        ...told.map((note) => `note: ${note}`),
      ].join('\n'),
      plot: {
        ...map,
        edges: map.edges.map((edge) => ({ ...edge, emphasis: strongest.has(`${edge.from}|${edge.to}`) })),
      },
    };
  },
};

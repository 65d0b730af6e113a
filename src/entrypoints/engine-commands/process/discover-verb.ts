import { resourceView } from '#engines/process-mining/resources.ts';
import { caseCount, eventCount } from '#engines/process-mining/event-log.ts';
import type { FlowChart } from '#kernel/chart.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';
import { type ProcessView, span, viewJson, viewLog } from './process-answer.ts';
import { eventInput, eventOptions, readEvents } from './read-events.ts';

const right = { align: 'right' } as const;

export const discoverVerb: EngineVerb = {
  summary: 'The real flow: steps, what follows what with counts and times, rework, hand-overs, who works how quickly',
  files: [1, 1],
  input: eventInput,
  options: [
    ...eventOptions,
    { name: 'top', kind: 'whole', help: 'how many variants are listed', fallback: 10, min: 1, max: 100_000 },
  ],
  async run(call) {
    const { log, notes } = await readEvents(call);
    const view = viewLog(log);
    const people = resourceView(log);
    return {
      json: {
        ...viewJson(view, call.options.top as number),
        resources: people?.resources.map(({ resource, ...rest }) => ({ name: log.resourceNames[resource], ...rest })),
        handOvers:
          people === undefined
            ? undefined
            : {
                successions: people.successions,
                handedOver: people.handedOver,
                pairs: people.handOvers.map(({ from, to, ...rest }) => ({
                  from: log.resourceNames[from],
                  to: log.resourceNames[to],
                  ...rest,
                })),
              },
        usage: { used: eventCount(log), skipped: 0, reasons: [] },
        notes,
      },
      text: describe(view, notes),
      plot: flow(view),
    };
  },
};

function describe({ log, activities, edges, variants }: ProcessView, notes: readonly string[]): string {
  const name = (activity: number): string => log.activityNames[activity];
  return [
    `${number(caseCount(log))} cases, ${number(eventCount(log))} events, ${activities.length} activities, ${number(variants.length)} variants, ${edges.length} edges`,
    '',
    terminalTable(
      [
        { header: 'activity' },
        { header: 'events', ...right },
        { header: 'cases', ...right },
        { header: 'before it', ...right },
        ...(log.started === undefined
          ? []
          : [
              { header: 'waiting', ...right },
              { header: 'working', ...right },
            ]),
        { header: 'repeats', ...right },
      ],
      activities
        .slice(0, 25)
        .map((one) => [
          name(one.activity),
          number(one.count),
          percent(one.cases / caseCount(log)),
          one.medianSecondsBefore === undefined ? '' : span(one.medianSecondsBefore),
          ...(log.started === undefined
            ? []
            : [
                one.waiting === undefined ? '' : span(one.waiting.medianSeconds),
                one.working === undefined ? '' : span(one.working.medianSeconds),
              ]),
          number(one.rework.repeats),
        ]),
    ),
    '',
    terminalTable(
      [
        { header: 'from' },
        { header: 'to' },
        { header: 'count', ...right },
        { header: 'median', ...right },
        { header: '9 in 10 within', ...right },
      ],
      edges
        .slice(0, 25)
        .map((edge) => [
          name(edge.from),
          name(edge.to),
          number(edge.count),
          span(edge.medianSeconds),
          span(edge.p90Seconds),
        ]),
    ),
    ...(edges.length > 25 ? [`and ${edges.length - 25} edges more (--json has all)`] : []),
    ...notes.map((note) => `note: ${note}`),
  ].join('\n');
}

/** The map drawn: the strongest edges that together carry most of the flow, so that it can be read. */
export function flow({ log, activities, edges }: ProcessView): FlowChart {
  const shown = edges.slice(0, 40);
  const used = new Set(shown.flatMap(({ from, to }) => [from, to]));
  return {
    kind: 'flow',
    title: `${number(caseCount(log))} cases`,
    ...(shown.length < edges.length ? { subtitle: `the ${shown.length} most frequent of ${edges.length} ways` } : {}),
    nodes: activities
      .filter(({ activity }) => used.has(activity))
      .map(({ activity, count }) => ({ id: String(activity), label: log.activityNames[activity], value: count })),
    edges: shown.map(({ from, to, count, medianSeconds }) => ({
      from: String(from),
      to: String(to),
      value: count,
      label: span(medianSeconds),
    })),
  };
}

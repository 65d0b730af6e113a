import { UnboundedNet } from '#engines/process-mining/conformance/petri-net.ts';
import { type Conformance, checkConformance } from '#engines/process-mining/conformance/check-conformance.ts';
import { caseCount, eventCount } from '#engines/process-mining/event-log.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';
import { span, viewJson, viewLog } from './process-answer.ts';
import { eventInput, eventOptions, readEvents } from './read-events.ts';
import { readModel } from './read-model.ts';

export const conformVerb: EngineVerb = {
  summary: 'How well cases keep to a standard (stages or BPMN), and what they leave out, add or move',
  files: [1, 1],
  input: eventInput,
  options: [
    { name: 'model', kind: 'text', help: 'the standard: stages (.txt, .yaml, .json) or BPMN (.bpmn)', required: true },
    ...eventOptions,
    { name: 'top', kind: 'whole', help: 'how many variants are listed', fallback: 10, min: 1, max: 100_000 },
  ],
  async run(call) {
    const model = call.options.model as string;
    const net = await readModel(model);
    const { log, notes } = await readEvents(call);
    const found = check(model, () => checkConformance(log, net));
    const told = [
      ...notes,
      ...(found.uncheckedCases > 0
        ? [`${found.uncheckedCases} cases went ways too long to align and are in no figure`]
        : []),
      ...(found.onlyInModel.length > 0 ? [`only in the model: ${found.onlyInModel.join(', ')}`] : []),
      ...(found.onlyInLog.length > 0 ? [`only in the log: ${found.onlyInLog.slice(0, 20).join(', ')}`] : []),
    ];
    const top = call.options.top as number;
    const right = { align: 'right' as const };
    return {
      json: {
        ...viewJson(viewLog(log), top),
        fitness: found.fitness,
        fittingCases: found.fittingCases,
        checkedCases: found.checkedCases,
        uncheckedCases: found.uncheckedCases,
        deviations: found.deviations,
        alignments: found.variants.slice(0, top).map(({ path, count, fitness, alignment }) => ({
          path,
          count,
          fitness,
          cost: alignment.cost,
          moves: alignment.moves,
        })),
        onlyInModel: found.onlyInModel,
        onlyInLog: found.onlyInLog,
        medianSeconds: found.medianSeconds,
        usage: { used: eventCount(log), skipped: 0, reasons: [] },
        notes: told,
      },
      text: [
        `fitness ${found.fitness.toFixed(4)}; ${number(found.fittingCases)} of ${number(caseCount(log))} cases (${percent(found.fittingCases / caseCount(log))}) keep to the standard to the letter`,
        ...(found.medianSeconds.fitting === undefined || found.medianSeconds.deviating === undefined
          ? []
          : [
              `typical time: ${span(found.medianSeconds.fitting)} when kept, ${span(found.medianSeconds.deviating)} when not`,
            ]),
        '',
        terminalTable(
          [{ header: 'what' }, { header: 'activity' }, { header: 'cases', ...right }, { header: 'times', ...right }],
          found.deviations.slice(0, 25).map((one) => [one.kind, one.activity, number(one.cases), number(one.count)]),
        ),
        ...told.map((note) => `note: ${note}`),
      ].join('\n'),
      plot: {
        kind: 'bar',
        title: 'Cases that leave the standard',
        categories: found.deviations.slice(0, 20).map(({ kind, activity }) => `${activity} (${kind})`),
        series: [{ name: 'cases', values: found.deviations.slice(0, 20).map(({ cases }) => cases) }],
        value: { unit: 'count' },
        horizontal: true,
      },
    };
  },
};

function check(model: string, work: () => Conformance): Conformance {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof RangeError || problem instanceof UnboundedNet)
      throw unusable(`a model that can be followed (${problem.message})`, { file: model });
    throw problem;
  }
}

import { type ProcessChange, whatIf } from '#engines/process-mining/what-if.ts';
import type { EventLog } from '#engines/process-mining/event-log.ts';
import { eventCount } from '#engines/process-mining/event-log.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { WrongCall } from '../../command-arguments.ts';
import { refusing } from '../refusal.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number } from '../segments/print.ts';
import { span, viewJson, viewLog } from './process-answer.ts';
import { eventInput, eventOptions, readEvents } from './read-events.ts';

export const whatIfVerb: EngineVerb = {
  summary: 'What if a step were quicker, left out, or had more people: every case replayed, with an interval',
  files: [1, 1],
  input: eventInput,
  options: [
    { name: 'skip', kind: 'list', help: 'activities that are left out' },
    { name: 'scale', kind: 'list', help: 'ACTIVITY=FACTOR: the time before it is multiplied by FACTOR' },
    { name: 'add', kind: 'list', help: 'ACTIVITY=PEOPLE: so many more people do it (needs starts and completions)' },
    ...eventOptions,
  ],
  async run(call) {
    const { log, notes } = await readEvents(call);
    const changes = readChanges(log, call.options);
    if (changes.length === 0) throw new WrongCall('nothing to change (--skip, --scale or --add is expected)');
    const found = whatIfOf(call.files[0], log, changes, call.seed);
    const days = found.meanSecondsBefore - found.meanSecondsAfter;
    return {
      json: {
        ...viewJson(viewLog(log), 10),
        ...found,
        factors: found.factors.map(({ activity, ...rest }) => ({ activity: log.activityNames[activity], ...rest })),
        usage: { used: eventCount(log), skipped: 0, reasons: [] },
        notes,
      },
      text: [
        `mean time of a case: ${span(found.meanSecondsBefore)} → ${span(found.meanSecondsAfter)}, ${span(Math.abs(days))} ${days >= 0 ? 'less' : 'more'} (95 % interval ${span(found.savedSeconds.low)} to ${span(found.savedSeconds.high)})`,
        `median: ${span(found.medianSecondsBefore)} → ${span(found.medianSecondsAfter)}`,
        ...(found.moneyFreed === undefined ? [] : [`money freed on an average day: ${number(found.moneyFreed, 0)}`]),
        ...found.factors.map(({ activity, because }) => `${log.activityNames[activity]}: ${because}`),
        ...notes.map((note) => `note: ${note}`),
      ].join('\n'),
      plot: {
        kind: 'bar',
        title: 'Mean time of a case, in days',
        categories: ['now', 'then'],
        series: [{ name: 'days', values: [found.meanSecondsBefore / 86_400, found.meanSecondsAfter / 86_400] }],
        value: { unit: 'days' },
      },
    };
  },
};

function whatIfOf(file: string, log: EventLog, changes: readonly ProcessChange[], seed: number) {
  return refusing(
    ({ message }) => unusable(`data for this question (${message})`, { file }),
    () => whatIf(log, changes, seed),
  );
}

function readChanges(log: EventLog, options: Readonly<Record<string, unknown>>): ProcessChange[] {
  const list = (name: string): readonly string[] => (options[name] as readonly string[] | undefined) ?? [];
  const activityOf = (option: string, name: string): number => {
    const at = log.activityNames.indexOf(name);
    if (at === -1)
      throw new WrongCall(
        `--${option}: no activity is named "${name}" (one of ${log.activityNames.slice(0, 20).join(', ')} is expected)`,
      );
    return at;
  };
  const valued = (option: string, least: number, whole: boolean): { activity: number; value: number }[] =>
    list(option).map((text) => {
      const cut = text.lastIndexOf('=');
      const value = cut === -1 ? Number.NaN : Number(text.slice(cut + 1));
      if (!(value >= least) || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
        throw new WrongCall(
          `invalid --${option}: ${text} (ACTIVITY=${whole ? 'whole number' : 'number'} of at least ${least} is expected)`,
        );
      return { activity: activityOf(option, text.slice(0, cut)), value };
    });
  const changes: ProcessChange[] = [
    ...list('skip').map((name) => ({ activity: activityOf('skip', name), change: { kind: 'skip' as const } })),
    ...valued('scale', 0, false).map(({ activity, value }) => ({
      activity,
      change: { kind: 'scale' as const, factor: value },
    })),
    ...valued('add', 1, true).map(({ activity, value }) => ({
      activity,
      change: { kind: 'addPeople' as const, people: value },
    })),
  ];
  const twice = changes.find(({ activity }, i) => changes.findIndex((one) => one.activity === activity) !== i);
  if (twice !== undefined)
    throw new WrongCall(`"${log.activityNames[twice.activity]}" is changed in two ways (one is expected)`);
  return changes;
}

import { SaxesParser } from 'saxes';
import { unusable } from '#kernel/unusable-data.ts';
import { parseTimestamp } from '#platform/tabular/columns.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import { openText } from '#platform/tabular/open-source.ts';
import { parseNumber } from '#platform/tabular/values.ts';
import { EventCollector, lifecycleOf } from './event-collector.ts';

const valueTags = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);
const keys = {
  case: 'concept:name',
  activity: 'concept:name',
  timestamp: 'time:timestamp',
  resource: 'org:resource',
  amount: 'amount',
  lifecycle: 'lifecycle:transition',
} as const;

/**
 * Reads an event log in XES (IEEE 1849-2016), also packed with gzip: one trace is one case. `--map` names other keys, such as
 * amount=cost; an amount may stand in the event or in its trace. Traces without a name are numbered.
 */
export async function readXesEvents(
  path: string,
  map: Readonly<Record<string, string>>,
  encoding: Encoding | undefined,
): Promise<{ collector: EventCollector; notes: string[] }> {
  const source = await openText(path, encoding);
  const wanted = { ...keys, ...map };
  const collector = new EventCollector();
  const parser = new SaxesParser();
  const seenCases = new Map<string, number>();
  const refuse = (expected: string, found?: string) =>
    unusable(expected, { file: source.name, line: parser.line, ...(found === undefined ? {} : { found }) });
  let trace: Map<string, string> | undefined;
  let event: Map<string, string> | undefined;
  let waiting: Map<string, string>[] = [];
  let depth = 0;
  let [traces, empty, isLog] = [0, 0, false];
  parser.on('error', (problem) => {
    throw refuse(`well-formed XML (${problem.message.replace(/^\d+:\d+: /, '')})`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'log') isLog = true;
    else if (name === 'trace') {
      trace = new Map();
      waiting = [];
      depth = 0;
    } else if (name === 'event') {
      event = new Map();
      depth = 0;
    } else if (trace !== undefined) {
      depth += 1;
      if (depth === 1 && valueTags.has(name)) (event ?? trace).set(attributes.key ?? '', attributes.value ?? '');
    }
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'event' && event !== undefined) {
      if (trace === undefined) throw refuse('events inside a trace');
      waiting.push(event);
      event = undefined;
    } else if (name === 'trace' && trace !== undefined) {
      traces += 1;
      if (waiting.length === 0) empty += 1;
      const named = trace.get(wanted.case) ?? `trace ${traces}`;
      const times = (seenCases.get(named) ?? 0) + 1;
      seenCases.set(named, times);
      addTrace(trace, waiting, times === 1 ? named : `${named} (${times})`);
      trace = undefined;
    } else if (trace !== undefined) depth -= 1;
  });

  function addTrace(
    own: ReadonlyMap<string, string>,
    events: readonly ReadonlyMap<string, string>[],
    name: string,
  ): void {
    const caseCode = events.length === 0 ? -1 : collector.cases.codeOfText(name);
    for (const one of events) {
      const activity = one.get(wanted.activity);
      if (activity === undefined || activity === '')
        throw refuse(`"${wanted.activity}" in every event of trace "${name}"`);
      const stamp = one.get(wanted.timestamp);
      const time = stamp === undefined ? undefined : parseTimestamp(stamp);
      if (time === undefined)
        throw refuse(`"${wanted.timestamp}" as a date and time in every event of trace "${name}"`, stamp ?? '');
      const resource = one.get(wanted.resource) ?? '';
      const money = one.get(wanted.amount) ?? own.get(wanted.amount);
      collector.add(
        caseCode,
        collector.activities.codeOfText(activity),
        time.milliseconds,
        resource === '' ? -1 : collector.resources.codeOfText(resource),
        money === undefined ? Number.NaN : (parseNumber(money) ?? Number.NaN),
        lifecycleOf(one.get(wanted.lifecycle) ?? ''),
      );
    }
  }

  for await (const chunk of source.chunks) parser.write(chunk);
  parser.close();
  if (!isLog) throw refuse('an XES document (an element "log")');
  if (collector.count === 0) throw refuse('at least one trace with events');
  const repeated = [...seenCases].filter(([, times]) => times > 1).length;
  return {
    collector,
    notes: [
      ...(empty > 0 ? [`${empty} traces without events were left out`] : []),
      ...(repeated > 0 ? [`${repeated} names stand on more than one trace; each trace is a case of its own`] : []),
    ],
  };
}

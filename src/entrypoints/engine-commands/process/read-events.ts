import { type EventLog, arrangeLog, filterEvents } from '#engines/process-mining/event-log.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import { readColumns, numberColumn, textColumn, timestampColumn } from '#platform/tabular/columns.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { EngineCall, OptionSpec } from '../define-engine-command.ts';
import { EventCollector, lifecycleOf } from './event-collector.ts';
import { alsoNamed, readCsvEvents } from './read-csv-events.ts';
import { readXesEvents } from './read-xes-events.ts';

export const eventInput =
  'case, activity, timestamp, resource?, amount?, lifecycle? (CSV, TSV, XLSX), or XES; .gz is unpacked; the names of XES keys are known too';

export const eventOptions: readonly OptionSpec[] = [
  {
    name: 'lifecycle',
    kind: 'text',
    help: 'which events count where starts and completions are both told',
    oneOf: ['all', 'start', 'complete'],
    fallback: 'all',
  },
];

/** Reads the log that a process verb works on, and what had to be decided on the way. */
export async function readEvents(call: EngineCall): Promise<{ log: EventLog; notes: string[] }> {
  const [file] = call.files;
  const encoding = call.options.encoding as Encoding | undefined;
  const bare = file.toLowerCase().replace(/\.gz$/, '');
  const isXes = bare.endsWith('.xes') || bare.endsWith('.xml');
  const { collector, notes } = isXes
    ? await readXesEvents(file, call.map, encoding)
    : /\.(xlsx|xls|xlsm|xlsb|ods)$/.test(bare)
      ? await readSheetEvents(call)
      : await readCsvEvents(file, call.map, encoding);
  let log = arrangeLog(
    collector.columns(),
    {
      cases: texts(file, collector.cases),
      activities: texts(file, collector.activities),
      resources: texts(file, collector.resources),
    },
    !isXes,
  );
  const { outOfTime } = log.order;
  if (outOfTime > 0)
    notes.push(
      isXes
        ? `${outOfTime} events stand after a later one in their trace; the order of the trace was kept, as XES wants`
        : `${outOfTime} events stood after a later one of their case; cases were put in order of time`,
    );
  const { starts, completions } = collector.lifecycle;
  if (starts > 0 && completions > 0) {
    const kept = call.options.lifecycle as string;
    notes.push(
      `the log tells starts (${starts}) and completions (${completions}); ${kept === 'all' ? 'both count as events (--lifecycle complete counts completions alone)' : `only the ${kept === 'start' ? 'starts' : 'completions'} count`}`,
    );
    if (kept !== 'all') log = filterEvents(log, (event) => (log.started?.[event] === 1) === (kept === 'start'));
  }
  return { log, notes };
}

function texts(file: string, dictionary: EventCollector['cases']): string[] {
  try {
    return dictionary.texts();
  } catch {
    throw unusable('bytes that are valid UTF-8 text (name the encoding with --encoding)', { file });
  }
}

const sheetColumns = {
  case: textColumn({ also: alsoNamed.case }),
  activity: textColumn({ also: alsoNamed.activity }),
  timestamp: timestampColumn({ also: alsoNamed.timestamp }),
  resource: textColumn({ also: alsoNamed.resource, optional: true }),
  amount: numberColumn({ also: alsoNamed.amount, optional: true }),
  lifecycle: textColumn({ also: alsoNamed.lifecycle, optional: true }),
};

async function readSheetEvents(call: EngineCall): Promise<{ collector: EventCollector; notes: string[] }> {
  const table = await call.readTable(call.files[0]);
  const { columns, notes } = readColumns(table, sheetColumns, call.map);
  const collector = new EventCollector();
  for (const [row, name] of columns.case.entries()) {
    const who = columns.resource?.[row];
    collector.add(
      collector.cases.codeOfText(name),
      collector.activities.codeOfText(columns.activity[row]),
      columns.timestamp[row],
      who === undefined || who === '' ? -1 : collector.resources.codeOfText(who),
      columns.amount?.[row] ?? Number.NaN,
      lifecycleOf(columns.lifecycle?.[row] ?? ''),
    );
  }
  return { collector, notes: [...notes] };
}

import { collaborationNetwork } from '#engines/team-composition/collaboration-network.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';

const spec = {
  from: textColumn({ also: ['source', 'giver', 'sender', '从'] }),
  to: textColumn({ also: ['target', 'receiver', 'recipient', '到'] }),
  weight: numberColumn({ also: ['count', 'value', '次数'], optional: true, min: 0 }),
};

export const networkVerb: EngineVerb = {
  summary: 'Who holds the collaboration together: help given and received, brokers, cut points, separate groups',
  files: [1, 1],
  input: 'from, to, weight?: one row per tie or per occurrence',
  options: [],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const { columns, usage, notes } = readColumns(table, spec, call.map);
    const own = columns.from.filter((name, row) => name === columns.to[row]).length;
    const network = collaborationNetwork(
      columns.from.map((from, row) => ({ from, to: columns.to[row], weight: columns.weight?.[row] ?? 1 })),
    );
    const told = own === 0 ? notes : [...notes, `${own} rows tie a person to themselves and count for nothing`];
    const right = { align: 'right' as const };
    const shown = network.members.slice(0, 30);
    const inShown = new Set(shown.map(({ person }) => person));
    return {
      json: { ...network, usage, notes: told },
      text: [
        `${network.people} people, ${network.ties} ties (${percent(network.density)} of all possible), ${percent(network.reciprocity, 0)} returned, ${network.groups.length} separate groups`,
        '',
        terminalTable(
          [
            { header: 'person' },
            { header: 'gives to', ...right },
            { header: 'gets from', ...right },
            { header: 'given', ...right },
            { header: 'received', ...right },
            { header: 'between others', ...right },
            { header: '' },
          ],
          shown
            .slice(0, 20)
            .map((one) => [
              one.person,
              one.given,
              one.received,
              number(one.weightGiven),
              number(one.weightReceived),
              percent(one.betweenness),
              one.cutPoint ? 'holds parts together' : '',
            ]),
        ),
        ...told.map((note) => `note: ${note}`),
      ].join('\n'),
      plot: {
        kind: 'flow',
        title: 'Ties between people',
        nodes: shown.map(({ person, weightGiven, weightReceived }) => ({
          id: person,
          label: person,
          value: weightGiven + weightReceived,
        })),
        edges: columns.from.flatMap((from, row) =>
          inShown.has(from) && inShown.has(columns.to[row]) && from !== columns.to[row]
            ? [{ from, to: columns.to[row], value: columns.weight?.[row] ?? 1 }]
            : [],
        ),
      },
    };
  },
};

import {
  type HealthLimits,
  type Ownership,
  type Seat,
  type StructureHealth,
  structureHealth,
  usualLimits,
} from '#engines/team-composition/structure-health.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { refusing } from '../refusal.ts';

const seatColumns = {
  position: textColumn({ also: ['id', 'seat', 'employee', 'person', '岗位', '职位'] }),
  manager: textColumn({ also: ['reports_to', 'manager_id', 'boss', '上级', '汇报对象'], optional: true }),
  holder: textColumn({ also: ['held_by', 'person', 'incumbent', '任职人'], optional: true }),
  role: textColumn({ also: ['title', '角色'], optional: true }),
  workload: numberColumn({ also: ['load', 'accounts', 'customers', '工作量'], optional: true, min: 0 }),
};
const ownershipColumns = {
  position: textColumn({ also: ['id', 'seat', 'owner', 'person', '岗位'] }),
  customer: textColumn({ also: ['account', '客户'] }),
  product: textColumn({ also: ['产品'], optional: true }),
};

const issueTexts: Readonly<
  Record<StructureHealth['issues'][number]['kind'], (value: number, limit: number) => string>
> = {
  wideSpan: (value, limit) => `${value} direct reports (at most ${limit})`,
  narrowSpan: (value, limit) => `${value} direct reports (at least ${limit})`,
  oneReport: () => 'manages one person',
  tooDeep: (value, limit) => `${value} layers (at most ${limit})`,
  vacant: (value) => (value === 0 ? 'nobody holds it' : `nobody holds it; ${value} seats below`),
  severalTops: (value) => `one of ${value} seats that report to nobody`,
  overlap: (value) => `${value} seats answer for it`,
  uncovered: () => 'nobody answers for it',
  unbalanced: (value) => `workload ${value > 0 ? '+' : '−'}${percent(Math.abs(value), 0)} against its peers`,
};

export const structureVerb: EngineVerb = {
  summary:
    'Span of control, layers, vacancies, overlapping duties, uncovered customers and balance of a reporting tree',
  files: [1, 1],
  input: 'position, manager? (blank: the top), holder? (blank: vacant), role?, workload?',
  options: [
    { name: 'owners', kind: 'text', help: 'file of duties: position, customer, product?' },
    { name: 'customers', kind: 'text', help: 'file of all customers: customer (finds those nobody answers for)' },
    { name: 'widest', kind: 'whole', help: 'largest span', fallback: usualLimits.widest, min: 1 },
    { name: 'narrowest', kind: 'whole', help: 'smallest span', fallback: usualLimits.narrowest, min: 1 },
    { name: 'deepest', kind: 'whole', help: 'most layers', fallback: usualLimits.deepest, min: 1 },
    {
      name: 'imbalance',
      kind: 'number',
      help: 'share by which a workload may differ from its peers',
      fallback: usualLimits.imbalance,
      min: 0,
    },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const { columns } = readColumns(table, seatColumns, call.map);
    const named = (text: string | undefined): string | undefined =>
      text === undefined || text === '' ? undefined : text;
    const seats = columns.position.map(
      (id, row): Seat => ({
        id,
        manager: named(columns.manager?.[row]),
        // a file of people without a column of holders: each position is its person
        holder: columns.holder === undefined ? id : named(columns.holder[row]),
        role: named(columns.role?.[row]),
        workload: columns.workload?.[row],
      }),
    );
    const listed = new Set(seats.map(({ id }) => id));
    const unlisted = [
      ...new Set(seats.flatMap(({ manager }) => (manager === undefined || listed.has(manager) ? [] : [manager]))),
    ];
    for (const id of unlisted) seats.push({ id, holder: id });
    const { owners, customers } = await readDuties(call);
    const limits: HealthLimits = {
      widest: call.options.widest as number,
      narrowest: call.options.narrowest as number,
      deepest: call.options.deepest as number,
      imbalance: call.options.imbalance as number,
    };
    const health = refusing(
      ({ message }) => unusable(message, { file: table.name }),
      () => structureHealth(seats, owners, customers, limits),
    );
    const notes = [
      ...(unlisted.length === 0
        ? []
        : [
            `${unlisted.length} managers have no row of their own and were taken as tops: ${unlisted.slice(0, 10).join(', ')}`,
          ]),
      ...(columns.holder === undefined ? ['no column "holder": every position counts as held'] : []),
      ...(columns.workload === undefined ? ['no column "workload": balance was not judged'] : []),
      ...(owners.length === 0 ? ['no --owners: overlapping duties and uncovered customers were not looked for'] : []),
    ];
    return {
      json: { ...health, usage: { used: table.rows.length, skipped: 0, reasons: [] }, notes },
      text: describe(health, notes),
      plot: {
        kind: 'bar',
        title: 'Direct reports by manager',
        categories: health.spans.slice(0, 40).map(({ manager }) => manager),
        series: [{ name: 'direct reports', values: health.spans.slice(0, 40).map(({ reports }) => reports) }],
        value: { unit: 'count' },
        horizontal: true,
      },
    };
  },
};

async function readDuties(call: EngineCall): Promise<{ owners: Ownership[]; customers: string[] }> {
  const owners: Ownership[] = [];
  if (call.options.owners !== undefined) {
    const { columns } = readColumns(await call.readTable(String(call.options.owners)), ownershipColumns, call.map);
    columns.position.forEach((seat, row) => {
      const product = columns.product?.[row];
      owners.push({
        seat,
        customer: columns.customer[row],
        ...(product === undefined || product === '' ? {} : { product }),
      });
    });
  }
  if (call.options.customers === undefined) return { owners, customers: [] };
  const { columns } = readColumns(
    await call.readTable(String(call.options.customers)),
    { customer: ownershipColumns.customer },
    call.map,
  );
  return { owners, customers: [...new Set(columns.customer)] };
}

function describe(health: StructureHealth, notes: readonly string[]): string {
  return [
    `${number(health.seats)} positions, ${health.managers} managers with ${number(health.meanSpan)} direct reports on average, ${health.layers} layers`,
    ...(health.balance === undefined
      ? []
      : [
          `balance of work: Gini ${health.balance.gini.toFixed(3)}, coefficient of variation ${health.balance.variation.toFixed(3)} over ${health.balance.seats} positions`,
        ]),
    ...(health.issues.length === 0 ? ['nothing stands out'] : []),
    ...(health.issues.length === 0
      ? []
      : [
          '',
          terminalTable(
            [{ header: 'what' }, { header: 'where' }, { header: 'how' }],
            health.issues
              .slice(0, 40)
              .map((one) => [one.kind, one.subject, issueTexts[one.kind](one.value, one.limit)]),
          ),
          ...(health.issues.length > 40 ? [`and ${health.issues.length - 40} more (--json has all)`] : []),
        ]),
    ...notes.map((note) => `note: ${note}`),
  ].join('\n');
}

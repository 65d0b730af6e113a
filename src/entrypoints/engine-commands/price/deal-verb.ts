import { type DealPrice, type OpenDeal, type PastDeal, dealPrice } from '#engines/pricing/deal/deal-price.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import { refusing } from '../refusal.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { readOutcome } from '../score/read-outcome.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { costNames } from './read-demand.ts';

const dealColumns = {
  id: textColumn({ also: ['opportunity_id', 'deal', 'deal_id', '商机', '编号'] }),
  outcome: textColumn({ also: ['status', 'won', 'result', 'deal_stage', '结果', '状态'], blank: 'keep' }),
  list_amount: numberColumn({ also: ['list', 'list_price', 'list_value', '目录价', '标价'], min: 0, blank: 'skip' }),
  amount: numberColumn({ also: ['price', 'net_amount', 'value', '成交价', '金额'], blank: 'keep' }),
  cost: numberColumn({ also: costNames, min: 0, blank: 'skip' }),
};

export const dealVerb: EngineVerb = {
  summary:
    'What to ask in one deal: win chance × margin over the discount, target and walk-away, from similar past deals',
  files: [1, 1],
  input:
    'id, outcome (won, lost; blank or other: open), list_amount, amount, cost, and the columns named by --by; the deal is a row of the file',
  options: [
    { name: 'id', kind: 'text', help: 'the deal to price', required: true },
    { name: 'by', kind: 'list', help: 'columns that tell deals apart, such as segment, product, region' },
    {
      name: 'least-margin',
      kind: 'number',
      help: 'margin in per cent of the price that must be left',
      min: 0,
      max: 99,
    },
    { name: 'positive', kind: 'text', help: 'the value of outcome that is a win' },
  ],
  async run(call) {
    const { deal, past, usage, notes } = await readDeals(call);
    const found = price(deal, past, call);
    return {
      json: { deal: deal.id, ...found, usage, notes },
      text: [...describe(deal, found), ...usageLines(usage, notes)].join('\n'),
      plot: chart(deal, found),
    };
  },
};

function price(deal: OpenDeal, past: readonly PastDeal[], call: EngineCall): DealPrice {
  const least = call.options['least-margin'] as number | undefined;
  return refusing(
    ({ message }) => unusable(message.replace(/^invalid past deals: /, 'past deals to learn from; there are ')),
    () => dealPrice(deal, past, { seed: call.seed, ...(least === undefined ? {} : { leastMargin: least / 100 }) }),
  );
}

async function readDeals(call: EngineCall) {
  const table = await call.readTable(call.files[0]);
  const by = ((call.options.by as readonly string[] | undefined) ?? []).map((name) => headerOf(table, name));
  const read = readColumns(table, dealColumns, call.map);
  const traits = Object.fromEntries(by.map((name) => [name, table.header.indexOf(name)]));
  const outcomeAt = findColumn(table, call.map.outcome ?? 'outcome', dealColumns.outcome.also);
  const outcome = readOutcome(table, outcomeAt, call.options.positive as string | undefined, undefined);
  const rowOfLine = new Map(table.lines.map((line, row) => [line, row]));
  const amounts = read.columns.amount as (number | undefined)[];
  const deals = read.lines.map((line, i) => {
    const row = rowOfLine.get(line)!;
    return {
      id: read.columns.id[i],
      result: outcome.values[row],
      listAmount: read.columns.list_amount[i],
      cost: read.columns.cost[i],
      amount: amounts[i],
      traits: Object.fromEntries(by.map((name) => [name, table.rows[row][traits[name]] ?? ''])),
    };
  });
  const wanted = call.options.id as string;
  const deal = deals.find(({ id }) => id === wanted);
  if (deal === undefined) throw new WrongCall(`--id: no deal "${wanted}" in ${table.name}`);
  if (!(deal.listAmount > 0))
    throw unusable('a list amount above 0', {
      file: table.name,
      column: 'list_amount',
      found: String(deal.listAmount),
    });
  const reasons = [...read.usage.reasons];
  const others = deals.filter((one) => one !== deal);
  const closed = others.filter(({ result }) => result !== undefined);
  const past = closed.flatMap((one): PastDeal[] =>
    one.amount !== undefined && one.amount > 0 && one.listAmount > 0
      ? [{ ...one, won: one.result === 1, discount: 1 - one.amount / one.listAmount }]
      : [],
  );
  if (others.length > closed.length) reasons.push({ reason: 'the deal is open', count: others.length - closed.length });
  if (closed.length > past.length)
    reasons.push({ reason: 'amount or list amount is not above 0', count: closed.length - past.length });
  const usage = { used: past.length + 1, skipped: table.rows.length - past.length - 1, reasons };
  return { deal, past, usage, notes: [...read.notes, ...outcome.notes] };
}

function headerOf(table: Table, name: string): string {
  const index = findColumn(table, name);
  if (index === -1)
    throw new WrongCall(`--by: no column named "${name}" (one of ${table.header.join(', ')} is expected)`);
  return table.header[index];
}

function describe(deal: OpenDeal, { curve, target, walkAway, similar, warnings, effectiveDeals }: DealPrice): string[] {
  const right = { align: 'right' as const };
  return [
    `Deal ${deal.id}: list ${number(deal.listAmount, 2)}, cost ${number(deal.cost, 2)}; ${number(effectiveDeals)} similar deals`,
    ...(target === null
      ? []
      : [
          `Target    ${number(target.amount, 2)} (${percent(target.discount)} off, ${percent(target.lowDiscount)} to ${percent(target.highDiscount)}): win chance ${percent(target.winChance, 0)} (${percent(target.low, 0)} to ${percent(target.high, 0)}), expected margin ${number(target.expectedMargin, 2)}`,
        ]),
    `Walk away ${number(walkAway.amount, 2)} (${percent(walkAway.discount)} off): ${walkAway.because}`,
    ...warnings.map((warning) => `warning: ${warning}`),
    terminalTable(
      [
        { header: 'discount', ...right },
        { header: 'amount', ...right },
        { header: 'win chance', ...right },
        { header: 'interval', ...right },
        { header: 'margin', ...right },
        { header: 'expected', ...right },
      ],
      curve
        .filter((_, k) => k % 6 === 0)
        .map((point) => [
          percent(point.discount),
          number(point.amount, 2),
          percent(point.winChance, 0),
          `${percent(point.low, 0)} to ${percent(point.high, 0)}`,
          number(point.margin, 2),
          number(point.expectedMargin, 2),
        ]),
    ),
    'Most alike:',
    ...similar.map(
      (one) =>
        `  ${one.id}: ${one.won ? 'won' : 'lost'} at ${percent(one.discount)} off ${number(one.listAmount, 0)} (${one.similarity.toFixed(2)})`,
    ),
  ];
}

function chart(deal: OpenDeal, { curve, target, walkAway }: DealPrice): ChartSpec {
  const near = (discount: number): string =>
    percent(curve.toSorted((a, b) => Math.abs(a.discount - discount) - Math.abs(b.discount - discount))[0].discount);
  return {
    kind: 'line',
    title: `Deal ${deal.id}: win chance × margin over the discount`,
    x: curve.map(({ discount }) => percent(discount)),
    series: [
      {
        name: 'expected margin',
        values: curve.map(({ expectedMargin }) => expectedMargin),
        low: curve.map(({ low, margin }) => low * margin),
        high: curve.map(({ high, margin }) => high * margin),
      },
    ],
    marks: [
      ...(target === null ? [] : [{ x: near(target.discount), label: 'target' }]),
      { x: near(walkAway.discount), label: 'walk away' },
    ],
    value: { unit: 'number' },
  };
}

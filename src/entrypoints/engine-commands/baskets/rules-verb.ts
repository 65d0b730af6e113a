import { type RuleResult, associationRules } from '#engines/recommendation/association-rules.ts';
import { type Baskets, basketsFromLists, gatherBaskets } from '#engines/recommendation/baskets.ts';
import type { Usage } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import { readColumns, textColumn } from '#platform/tabular/columns.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { itemNames } from '../segments/purchase-columns.ts';
import { readBasketLines } from './read-basket-lines.ts';

const basketNames = [
  'basket_id',
  'order',
  'order_id',
  'invoice',
  'invoice_no',
  'transaction',
  'transaction_id',
  'tid',
  '订单',
  '订单ID',
  '订单号',
  '单号',
];

export const rulesVerb: EngineVerb = {
  summary: 'Rules "who has these also has that" above a support and a confidence, all of them and exactly',
  files: [1, 1],
  input: 'basket, item; or one basket a line with --format basket',
  options: [
    {
      name: 'min-support',
      kind: 'number',
      help: 'share of baskets that hold all items of a rule',
      required: true,
      min: 0,
      max: 1,
    },
    {
      name: 'min-confidence',
      kind: 'number',
      help: 'share of baskets with the left side that hold the right side too',
      required: true,
      min: 0,
      max: 1,
    },
    { name: 'min-length', kind: 'whole', help: 'fewest items in a rule', min: 2, max: 255, fallback: 2 },
    { name: 'max-length', kind: 'whole', help: 'most items in a rule', min: 2, max: 255, fallback: 10 },
    { name: 'format', kind: 'text', help: 'how baskets are written', oneOf: ['table', 'basket'], fallback: 'table' },
    { name: 'delimiter', kind: 'text', help: 'what sets items apart (basket format; default: guessed)' },
  ],
  async run(call) {
    const { options } = call;
    const minSupport = options['min-support'] as number;
    if (minSupport === 0) throw new WrongCall('invalid --min-support: 0 (a share above 0 and up to 1 is expected)');
    const [minLength, maxLength] = [options['min-length'] as number, options['max-length'] as number];
    if (minLength > maxLength)
      throw new WrongCall(`invalid --min-length: ${minLength} (at most --max-length ${maxLength} is expected)`);
    const { baskets, usage, notes } = await readBaskets(call);
    const minConfidence = options['min-confidence'] as number;
    const found = associationRules(baskets, { minSupport, minConfidence, minLength, maxLength });
    const told = found.cut ? [...notes, `longer rules exist; --max-length ${maxLength} cut them off`] : notes;
    return {
      json: { ...found, usage, notes: told },
      text: describe(found, usage, told),
      plot: {
        kind: 'scatter',
        title: `${found.rules.length} rules`,
        points: found.rules.slice(0, 3000).map((rule) => ({
          x: rule.support,
          y: rule.confidence,
          size: rule.lift,
          label: `${rule.lhs.join(' + ')} → ${rule.rhs[0]}`,
        })),
        xAxis: { name: 'support', unit: 'percent' },
        yAxis: { name: 'confidence', unit: 'percent' },
      },
    };
  },
};

async function readBaskets(call: EngineCall): Promise<{ baskets: Baskets; usage: Usage; notes: readonly string[] }> {
  const { files, options, map } = call;
  if (options.format === 'basket') {
    const delimiter = options.delimiter as string | undefined;
    const lists = await readBasketLines(files[0], options.encoding as Encoding | undefined, delimiter);
    return { baskets: basketsFromLists(lists), usage: { used: lists.length, skipped: 0, reasons: [] }, notes: [] };
  }
  const table = await call.readTable(files[0]);
  const spec = {
    basket: textColumn({ also: basketNames, blank: 'skip' }),
    item: textColumn({ also: itemNames, blank: 'skip' }),
  };
  const { columns, usage, notes } = readColumns(table, spec, map);
  if (columns.basket.length === 0) throw unusable('at least one row with basket and item', { file: table.name });
  return { baskets: gatherBaskets(columns.basket, columns.item), usage, notes };
}

function describe(
  { rules, baskets, items, itemsets, byLength }: RuleResult,
  usage: Usage,
  notes: readonly string[],
): string {
  const shown = [...rules]
    .sort((a, b) => b.lift - a.lift || b.count - a.count)
    .filter((rule) => rule.gain > 0 && rule.p < 0.05)
    .slice(0, 25);
  const lengths = Object.entries(byLength).map(([length, count]) => `${number(count)} of ${length}`);
  return [
    `${number(rules.length)} rules from ${number(itemsets)} itemsets in ${number(baskets)} baskets of ${number(items)} items${lengths.length === 0 ? '' : ` (items: ${lengths.join(', ')})`}`,
    terminalTable(
      [
        { header: 'has' },
        { header: 'also has' },
        { header: 'baskets', align: 'right' },
        { header: 'confidence', align: 'right' },
        { header: 'lift', align: 'right' },
        { header: 'p', align: 'right' },
      ],
      shown.map((rule) => [
        rule.lhs.join(' + '),
        rule.rhs[0],
        number(rule.count),
        `${percent(rule.confidence)} (${percent(rule.low, 0)} to ${percent(rule.high, 0)})`,
        rule.lift.toFixed(2),
        rule.p < 0.001 ? '<0.001' : rule.p.toFixed(3),
      ]),
    ),
    ...(rules.length > shown.length
      ? [
          `the ${shown.length} strongest by lift that are beyond chance and not said by a shorter rule; --json lists all ${number(rules.length)}`,
        ]
      : []),
    ...usageLines(usage, notes),
  ].join('\n');
}

import { competitorIndex } from '#engines/pricing/health/competitor-index.ts';
import { priceDispersion } from '#engines/pricing/health/price-dispersion.ts';
import { priceWaterfall } from '#engines/pricing/health/price-waterfall.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import { findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { itemNames, quantityNames } from '../segments/purchase-columns.ts';
import { exactDecimal, minorSums } from '../variance/exact-amounts.ts';
import { priceNames } from './read-demand.ts';

const right = { align: 'right' as const };

export const waterfallVerb: EngineVerb = {
  summary: 'From list to pocket price: what each discount, rebate and allowance takes, to the last unit',
  files: [1, 1],
  input: 'a column of list amounts and one column of amounts for each deduction',
  options: [
    { name: 'list', kind: 'text', help: 'the column of list amounts', fallback: 'list_amount' },
    { name: 'steps', kind: 'list', help: 'the columns of deductions, in order', required: true },
    { name: 'decimals', kind: 'whole', help: 'decimals of the unit that parts add up to', fallback: 2, min: 0, max: 6 },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const decimals = call.options.decimals as number;
    const names = [call.options.list as string, ...(call.options.steps as readonly string[])];
    const places = names.map((name, i) => {
      const place = findColumn(table, call.map[name] ?? name);
      if (place === -1)
        throw new WrongCall(
          `--${i === 0 ? 'list' : 'steps'}: no column named "${name}" (one of ${table.header.join(', ')} is expected)`,
        );
      return place;
    });
    const columns = places.map((place) => exactColumn(table, place, decimals));
    const found = priceWaterfall(
      columns[0],
      names.slice(1).map((name, i) => ({ name, amounts: columns[i + 1] })),
    );
    const unit = 10 ** decimals;
    const major = (minor: bigint): number => Number(minor) / unit;
    const steps = found.steps.map(({ name, minor, share, rows }) => ({ name, amount: major(minor), share, rows }));
    const usage = { used: table.rows.length, skipped: 0, reasons: [] };
    return {
      json: { list: major(found.listMinor), steps, pocket: major(found.pocketMinor), realised: found.realised, usage },
      text: [
        terminalTable(
          [
            { header: '' },
            { header: 'amount', ...right },
            { header: 'of list', ...right },
            { header: 'rows', ...right },
          ],
          [
            [names[0], number(major(found.listMinor), decimals), '100.0%', number(table.rows.length)],
            ...steps.map(({ name, amount, share, rows }) => [
              name,
              number(-amount, decimals),
              percent(-share),
              number(rows),
            ]),
            ['pocket', number(major(found.pocketMinor), decimals), percent(found.realised), ''],
          ],
        ),
        ...usageLines(usage),
      ].join('\n'),
      plot: {
        kind: 'waterfall',
        title: 'From list to pocket price',
        start: { name: names[0], value: major(found.listMinor) },
        parts: steps.map(({ name, amount }) => ({ name, amount: -amount })),
        end: { name: 'pocket', value: major(found.pocketMinor) },
      },
    };
  },
};

/** Amounts in minor units, blank as nothing; rows that do not come out even are rounded so that the column keeps its sum. */
function exactColumn(table: Awaited<ReturnType<EngineCall['readTable']>>, place: number, decimals: number): bigint[] {
  const problems: { file: string; line: number; column: string; found: string; expected: string }[] = [];
  const amounts = table.rows.map((row, i) => {
    const text = (row[place] ?? '').trim();
    const value = text === '' ? { unscaled: 0n, scale: 0 } : exactDecimal(text);
    if (value === undefined)
      problems.push({
        file: table.name,
        line: table.lines[i],
        column: table.header[place],
        found: text,
        expected: 'an amount',
      });
    return value ?? { unscaled: 0n, scale: 0 };
  });
  if (problems.length > 0) throw new UnusableData(problems, problems.length);
  const sums = minorSums(
    amounts.map((_, i) => String(i)),
    amounts,
    decimals,
  );
  return amounts.map((_, i) => sums.get(String(i))!);
}

const saleColumns = {
  product: textColumn({ also: itemNames, blank: 'skip' }),
  price: numberColumn({ also: priceNames, blank: 'skip' }),
  quantity: numberColumn({ also: quantityNames, blank: 'skip' }),
};

export const dispersionVerb: EngineVerb = {
  summary:
    'How much prices of the same product differ beyond the size of the sale, and what selling at the usual price would bring',
  files: [1, 1],
  input: 'product, price, quantity, and the column named by --by',
  options: [
    { name: 'by', kind: 'text', help: 'a column such as customer, seller or region: where low prices come from' },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const by = call.options.by as string | undefined;
    const place = by === undefined ? -1 : findColumn(table, by);
    if (by !== undefined && place === -1)
      throw new WrongCall(`--by: no column named "${by}" (one of ${table.header.join(', ')} is expected)`);
    const { columns, lines, usage, notes } = readColumns(table, saleColumns, call.map);
    const rowOfLine = new Map(table.lines.map((line, row) => [line, row]));
    const all = lines.map((line, i) => ({
      product: columns.product[i],
      price: columns.price[i],
      quantity: columns.quantity[i],
      ...(place === -1 ? {} : { group: table.rows[rowOfLine.get(line)!][place] ?? '' }),
    }));
    const sales = all.filter(({ price, quantity }) => price > 0 && quantity > 0);
    if (sales.length === 0) throw unusable('at least one sale with price and quantity above 0', { file: table.name });
    const out = all.length - sales.length;
    const used = {
      used: sales.length,
      skipped: usage.skipped + out,
      reasons:
        out === 0 ? usage.reasons : [...usage.reasons, { reason: 'price or quantity is not above 0', count: out }],
    };
    const found = priceDispersion(sales);
    const shown = found.products.slice(0, 20);
    return {
      json: { ...found, usage: used, notes },
      text: [
        `${number(found.recoverable, 2)} of ${number(found.revenue, 2)} (${percent(found.recoverable / found.revenue)}) was sold below the usual price of its size`,
        terminalTable(
          [
            { header: 'product' },
            { header: 'sales', ...right },
            { header: 'tenth', ...right },
            { header: 'median', ...right },
            { header: 'nine tenths', ...right },
            { header: 'spread', ...right },
            { header: 'below usual', ...right },
          ],
          shown.map((one) => [
            one.product,
            number(one.sales),
            number(one.low, 2),
            number(one.median, 2),
            number(one.high, 2),
            percent(one.spread),
            number(one.recoverable, 2),
          ]),
        ),
        ...(found.groups.length === 0
          ? []
          : [
              terminalTable(
                [
                  { header: by! },
                  { header: 'sales', ...right },
                  { header: 'price ÷ usual', ...right },
                  { header: 'below usual', ...right },
                ],
                found.groups
                  .slice(0, 20)
                  .map((one) => [one.group, number(one.sales), one.index.toFixed(3), number(one.recoverable, 2)]),
              ),
            ]),
        ...usageLines(used, notes),
      ].join('\n'),
      plot: {
        kind: 'bar',
        title: 'Prices of the same product: tenth, median, nine tenths',
        categories: shown.map(({ product }) => product),
        series: [
          {
            name: 'median',
            values: shown.map(({ median }) => median),
            low: shown.map(({ low }) => low),
            high: shown.map(({ high }) => high),
          },
        ],
        horizontal: true,
      },
    };
  },
};

const comparedColumns = {
  product: textColumn({ also: itemNames, blank: 'skip' }),
  price: numberColumn({ also: priceNames, blank: 'skip' }),
  competitor_price: numberColumn({ also: ['rival_price', '竞品价格', '竞品价'], blank: 'skip' }),
  competitor: textColumn({ also: ['rival', '竞争对手', '竞品'], optional: true }),
  quantity: numberColumn({ also: quantityNames, optional: true }),
};

export const indexVerb: EngineVerb = {
  summary: 'How dear the own prices are against each competitor, weighted by revenue',
  files: [1, 1],
  input: 'product, price, competitor_price, competitor?, quantity?',
  options: [],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const { columns, lines, usage, notes } = readColumns(table, comparedColumns, call.map);
    const all = lines.map((_, i) => ({
      product: columns.product[i],
      competitor: columns.competitor?.[i] ?? 'competitors',
      price: columns.price[i],
      competitorPrice: columns.competitor_price[i],
      quantity: columns.quantity?.[i] ?? 1,
    }));
    const prices = all.filter(
      ({ price, competitorPrice, quantity }) => price > 0 && competitorPrice > 0 && quantity > 0,
    );
    if (prices.length === 0) throw unusable('at least one product with both prices above 0', { file: table.name });
    const out = all.length - prices.length;
    const used = {
      used: prices.length,
      skipped: usage.skipped + out,
      reasons:
        out === 0
          ? usage.reasons
          : [...usage.reasons, { reason: 'a price or the quantity is not above 0', count: out }],
    };
    const found = competitorIndex(prices);
    return {
      json: { ...found, usage: used, notes },
      text: [
        `Own prices are ${percent(found.index - 1)} ${found.index >= 1 ? 'above' : 'below'} those of competitors, over ${number(found.products)} products`.replace(
          '-',
          '',
        ),
        terminalTable(
          [
            { header: 'competitor' },
            { header: 'products', ...right },
            { header: 'index', ...right },
            { header: 'own is cheaper', ...right },
          ],
          found.competitors.map((one) => [
            one.competitor,
            number(one.products),
            one.index.toFixed(3),
            percent(one.cheaper, 0),
          ]),
        ),
        ...usageLines(used, notes),
      ].join('\n'),
      plot: {
        kind: 'bar',
        title: 'Own price ÷ competitor price',
        categories: found.competitors.map(({ competitor }) => competitor),
        series: [{ name: 'index', values: found.competitors.map(({ index }) => index) }],
        horizontal: true,
      },
    };
  },
};

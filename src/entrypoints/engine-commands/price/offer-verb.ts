import type { PriceConflict, PricedOffer } from '#engines/pricing/offer/offer.ts';
import { priceOffer } from '#engines/pricing/offer/price-offer.ts';
import type { CurrencyCode } from '#kernel/currency.ts';
import { moneyToText } from '#kernel/money.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { refusalOf, refusing } from '../refusal.ts';
import { usageLines } from '../segments/print.ts';
import { loadOffer } from './read-offer.ts';

const columns = {
  product: textColumn({ also: ['sku', 'item', '产品', '產品', '商品'], blank: 'skip' }),
  quantity: numberColumn({ also: ['qty', 'units', '数量', '數量'], min: 0, blank: 'skip' }),
};

/** Why a rule was not used, as people say it. */
const reasons: Readonly<Record<PricedOffer['unused'][number]['reason'], string>> = {
  notYet: 'not in force yet',
  expired: 'expired',
  otherSegment: 'for another segment',
  otherProducts: 'for other products',
  belowThreshold: 'the order does not reach its threshold',
  lessThanAnother: 'another threshold takes more',
  exclusive: 'rules that stand alone exclude each other, and another takes more',
  noRoom: 'nothing left above the floor',
  twice: 'named twice: counted once',
};

export const offerVerb: EngineVerb = {
  summary: 'What an order costs on a day: list prices, rules and coupons, each with what it took or why it did not',
  files: [1, 1],
  input: 'product, quantity: the lines of the order',
  options: [
    { name: 'offer', kind: 'text', help: 'price lists, floors and rules (YAML or JSON)', required: true },
    { name: 'on', kind: 'date', help: 'the day whose prices count', required: true },
    { name: 'segment', kind: 'text', help: 'the segment of the customer' },
    { name: 'coupons', kind: 'list', help: 'codes that were given' },
  ],
  async run(call) {
    const offer = await loadOffer(call.options.offer as string);
    const table = await call.readTable(call.files[0]);
    const { columns: read, usage, notes } = readColumns(table, columns, call.map);
    if (read.product.length === 0) throw unusable('at least one line with product and quantity', { file: table.name });
    const priced = refusing(
      (problem) => refusalOf(problem, table.name),
      () =>
        priceOffer(offer, {
          day: call.options.on as string,
          segment: call.options.segment as string | undefined,
          lines: read.product.map((product, i) => ({ product, quantity: read.quantity[i] })),
          coupons: (call.options.coupons as readonly string[] | undefined) ?? [],
        }),
    );
    const unlisted = priced.lines.filter(({ list }) => list === undefined).map(({ product }) => product);
    const told = [
      ...notes,
      ...priced.conflicts.map(conflictText),
      ...(unlisted.length === 0 ? [] : [`no list price on the day, counted as 0: ${unlisted.join(', ')}`]),
    ];
    return {
      json: { ...asJson(priced, offer.currency), on: call.options.on, usage, notes: told },
      text: describe(priced, offer.currency, [...usageLines(usage, told)]),
    };
  },
};

function conflictText(conflict: PriceConflict): string {
  if (conflict.kind === 'unknownCoupon') return `conflict: no rule has the code "${conflict.coupon}"`;
  if (conflict.kind === 'listPrices')
    return `conflict: ${conflict.lists.join(' and ')} both price ${conflict.product}; the lower one counts`;
  return `conflict: ${conflict.rules.join(' and ')} exclude each other${conflict.product === undefined ? '' : ` on ${conflict.product}`}`;
}

function asJson(priced: PricedOffer, currency: CurrencyCode) {
  const text = (minor: bigint): string => moneyToText({ minor, currency });
  return {
    currency,
    gross: text(priced.grossMinor),
    net: text(priced.netMinor),
    lines: priced.lines.map((line) => ({
      product: line.product,
      quantity: line.quantity,
      list: line.list ?? null,
      unitPrice: line.unitMinor === undefined ? null : text(line.unitMinor),
      gross: text(line.grossMinor),
      taken: line.taken.map(({ rule, minor }) => ({ rule, amount: text(minor) })),
      net: text(line.netMinor),
      heldByFloor: line.heldByFloor,
    })),
    unused: priced.unused,
    conflicts: priced.conflicts,
  };
}

function describe(priced: PricedOffer, currency: CurrencyCode, end: readonly string[]): string {
  const text = (minor: bigint): string => moneyToText({ minor, currency });
  const right = { align: 'right' as const };
  return [
    `${text(priced.netMinor)} ${currency} of ${text(priced.grossMinor)} at list`,
    terminalTable(
      [
        { header: 'product' },
        { header: 'quantity', ...right },
        { header: 'list' },
        { header: 'at list', ...right },
        { header: 'taken' },
        { header: 'net', ...right },
      ],
      priced.lines.map((line) => [
        line.product,
        String(line.quantity),
        line.list ?? 'none',
        text(line.grossMinor),
        [
          ...line.taken.map(({ rule, minor }) => `${rule} ${text(minor)}`),
          ...(line.heldByFloor ? ['held by the floor'] : []),
        ].join(', '),
        text(line.netMinor),
      ]),
    ),
    ...priced.unused.map(
      ({ rule, product, reason }) =>
        `not used: ${rule}${product === undefined ? '' : ` on ${product}`}: ${reasons[reason]}`,
    ),
    ...end,
  ].join('\n');
}

import { fieldOf } from '#kernel/record-kind.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { type ColumnFinder, readableAs, squash } from './find-columns.ts';
import type { FieldMapping, RecordMapping } from './mapping.ts';
import { type OrderColumn, orderColumns } from './order-columns.ts';
import type { Suggestion } from './suggest-mapping.ts';

/**
 * A table whose rows are lines of orders, each with its order, customer and product, becomes all four: what nearly every shop and
 * accounting program writes. So does one of whole orders, each with one line that holds its amount. Undefined for any other table.
 */
export function suggestOrders(
  fileName: string,
  find: ColumnFinder,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Suggestion | undefined {
  const has = Object.fromEntries(
    Object.entries(orderColumns).map(([name, names]) => [name, find(...names)]),
  ) as Readonly<Record<OrderColumn, string | undefined>>;
  const { number, orderedOn, amount, quantity } = has;
  if (number === undefined || orderedOn === undefined || amount === undefined) return undefined;
  const [customer, product] = [has.customer ?? has.customerId, has.product ?? has.productId];
  const isLine = quantity !== undefined && (customer ?? product) !== undefined;
  // Without products and quantities each row is a whole order; a plain date might as well be that of a payment.
  const isOrder = quantity === undefined && product === undefined && customer !== undefined && !isPlainDate(orderedOn);
  if (!isLine && !isOrder) return undefined;
  const line = recordDefinition('orderLine').kind;
  const fits = (name: string, column: string): boolean =>
    readableAs(fieldOf(line, name)!, rows, header.indexOf(column));
  if (!fits('orderedOn', orderedOn) || !fits('amount', amount)) return undefined;
  if (quantity !== undefined && !fits('quantity', quantity)) return undefined;
  const records = [customers(has), products(has), orders(has, number), lines(isLine ? has : wholeOrder(has))].filter(
    (record) => record !== undefined,
  );
  const used = new Set(Object.values(has));
  return {
    mapping: { file: fileName, records },
    confidence: 1,
    unused: header.filter((name) => !used.has(name) && squash(name) !== ''),
  };
}

const isPlainDate = (column: string): boolean => ['日期', 'date'].includes(squash(column));

type Has = Readonly<Record<OrderColumn, string | undefined>>;

function customers(has: Has): RecordMapping | undefined {
  return made('account', has.customerId, has.customer, {
    segment: has.segment,
    city: has.city,
    region: has.province,
    country: has.country,
  });
}

function products(has: Has): RecordMapping | undefined {
  return made('product', has.productId, has.product, { category: has.category, family: has.family });
}

/** A record that the lines only mention: known by its identifier, else by its name. */
function made(
  kind: string,
  id: string | undefined,
  name: string | undefined,
  more: Readonly<Record<string, string | undefined>>,
): RecordMapping | undefined {
  const called = name ?? id;
  if (called === undefined) return undefined;
  return {
    kind,
    match: id === undefined ? 'name' : 'externalId',
    onMatch: 'update',
    fields: filled({ externalId: id, name: called, ...more }),
  };
}

function orders(has: Has, number: string): RecordMapping {
  return {
    kind: 'order',
    match: 'number',
    onMatch: 'update',
    fields: filled({
      number,
      accountId: has.customerId ?? has.customer,
      ownerId: has.owner,
      orderedOn: has.orderedOn,
      deliveredOn: has.deliveredOn,
      region: has.orderRegion,
      channel: has.channel,
      currency: has.currency,
    }),
  };
}

/** The one line of an order whose file has no lines: known by the order's number. */
function wholeOrder(has: Has): Has {
  return { ...has, line: has.number, quantity: undefined };
}

function lines(has: Has): RecordMapping {
  const cost: FieldMapping | undefined =
    has.cost ??
    (has.profit === undefined || has.amount === undefined ? undefined : { minus: [has.amount, has.profit] });
  return {
    kind: 'orderLine',
    match: has.line === undefined ? undefined : 'externalId',
    onMatch: 'update',
    fields: filled({
      externalId: has.line,
      orderId: has.number,
      accountId: has.customerId ?? has.customer,
      orderedOn: has.orderedOn,
      productId: has.productId ?? has.product,
      quantity: has.quantity ?? { value: '1' },
      unitPrice: has.unitPrice,
      discount: has.discount,
      amount: has.amount,
      currency: has.currency,
      cost,
    }),
  };
}

function filled(fields: Readonly<Record<string, FieldMapping | undefined>>): Record<string, FieldMapping> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, FieldMapping] => entry[1] !== undefined),
  );
}

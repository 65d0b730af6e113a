import type { Random } from '#kernel/random.ts';
import { between, clamp, lognormal } from './draw.ts';
import type { ExchangeRates } from './exchange-rates.ts';
import type { Deal } from './market.ts';
import type { Row } from './tables.ts';
import { type World, instantOf, isoDay, workingMoment } from './world.ts';

const returnShare = 0.02;

/** Every won deal becomes an order with the deal's lines, is delivered and paid in time, and sometimes partly returned. */
export function simulateOrders(world: World, deals: readonly Deal[], rates: ExchangeRates): void {
  const random = world.random('orders');
  const won = deals
    .filter(({ course }) => course.outcome === 'won')
    .sort((left, right) => left.lastDay - right.lastDay);
  won.forEach((deal, i) => {
    const { order, lines } = makeOrder(world, random, deal, rates, i + 1);
    addPayments(world, random, order, deal, rates);
    if (random.next() < returnShare) addReturn(world, random, order, random.pick(lines), deal, rates);
    const { row } = deal.customer;
    if (row.firstOrderOn === null || order.orderedOn < row.firstOrderOn) row.firstOrderOn = order.orderedOn;
    if (row.lastOrderOn === null || order.orderedOn > row.lastOrderOn) row.lastOrderOn = order.orderedOn;
  });
}

function makeOrder(world: World, random: Random, deal: Deal, rates: ExchangeRates, number: number) {
  const { row: opportunity, customer, lastDay } = deal;
  const createdAt = deal.course.entries.at(-1)!.at + 60_000;
  const currency = opportunity.currency;
  const deliveredDay = lastDay + 2 + Math.round(lognormal(random, 8, 0.6));
  const order: Row<'salesOrder'> = {
    id: world.newId(createdAt),
    createdAt,
    createdBy: opportunity.ownerId,
    number: `SO${isoDay(lastDay).slice(2, 7).replace('-', '')}-${String(number).padStart(5, '0')}`,
    accountId: customer.row.id,
    ownerId: opportunity.ownerId,
    opportunityId: opportunity.id,
    orderedOn: isoDay(lastDay),
    deliveredOn: deliveredDay <= world.endDay ? isoDay(deliveredDay) : null,
    status: deliveredDay <= world.endDay ? 'delivered' : 'confirmed',
    channel: opportunity.channel,
    region: customer.region,
    currency,
    amountMinor: opportunity.amountMinor,
    costMinor: 0,
    baseMinor: 0,
    paidMinor: 0,
  };
  const lines = deal.lines.map((line, i): Row<'orderLine'> => {
    const amountMinor = line.quantity * line.unitPriceMinor;
    const costMinor = line.quantity * line.costMinor;
    const toBase = (minor: number): number => rates.toBase(minor, currency, lastDay);
    return {
      id: world.newId(createdAt),
      createdAt,
      orderId: order.id,
      lineNo: i + 1,
      orderedOn: order.orderedOn,
      accountId: order.accountId,
      ownerId: order.ownerId,
      productId: line.product.row.id,
      promotionId: line.promotionId,
      channel: order.channel,
      region: order.region,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      listPriceMinor: line.listPriceMinor,
      discount: Number((1 - line.unitPriceMinor / line.listPriceMinor).toFixed(6)),
      amountMinor,
      costMinor,
      currency,
      baseMinor: toBase(amountMinor),
      baseCostMinor: toBase(costMinor),
      baseListMinor: toBase(line.quantity * line.listPriceMinor),
    };
  });
  for (const line of lines) {
    order.costMinor += line.costMinor;
    order.baseMinor += line.baseMinor;
  }
  world.rows.salesOrder.push(order);
  world.rows.orderLine.push(...lines);
  return { order, lines };
}

/** One payment, or a part at the order and the rest on delivery; most within the agreed time, some late, a few not yet. */
function addPayments(world: World, random: Random, order: Row<'salesOrder'>, deal: Deal, rates: ExchangeRates): void {
  const terms = [0, 30, 30, 60][random.integer(4)];
  const due = deal.lastDay + 10 + terms + Math.round(clamp(lognormal(random, 6, 1), 0, 120));
  const deposit = random.next() < 0.3 ? Math.round(order.amountMinor * 0.3) : 0;
  const parts = [
    [deal.lastDay + random.integer(3), deposit],
    [due, order.amountMinor - deposit],
  ] as const;
  for (const [day, amountMinor] of parts) {
    if (amountMinor === 0 || day > world.endDay) continue;
    const createdAt = Math.min(Math.max(workingMoment(random, day), order.createdAt + 60_000), world.endsAt);
    world.rows.payment.push({
      id: world.newId(createdAt),
      createdAt,
      createdBy: null,
      orderId: order.id,
      paidOn: isoDay(day),
      amountMinor,
      currency: order.currency,
      baseMinor: rates.toBase(amountMinor, order.currency, day),
      method: random.pick(['银行转账', '银行承兑', '银行转账', '线上支付']),
      reference: `P${order.number.slice(2)}${amountMinor === deposit ? 'D' : ''}`,
    });
    order.paidMinor += amountMinor;
  }
  if (order.paidMinor >= order.amountMinor && order.status === 'delivered') order.status = 'paid';
}

const returnReasons = ['质量问题', '规格不符', '多订', '运输损坏'];

function addReturn(
  world: World,
  random: Random,
  order: Row<'salesOrder'>,
  line: Row<'orderLine'>,
  deal: Deal,
  rates: ExchangeRates,
): void {
  const day = deal.lastDay + 12 + random.integer(40);
  if (day > world.endDay - 1) return;
  const quantity = Math.max(1, Math.round(line.quantity * between(random, 0.05, 0.6)));
  const amountMinor = quantity * line.unitPriceMinor;
  const createdAt = instantOf(day, 15);
  world.rows.salesReturn.push({
    id: world.newId(createdAt),
    createdAt,
    createdBy: null,
    orderId: order.id,
    orderLineId: line.id,
    productId: line.productId,
    returnedOn: isoDay(day),
    quantity,
    amountMinor,
    currency: order.currency,
    baseMinor: rates.toBase(amountMinor, order.currency, day),
    reason: random.pick(returnReasons),
  });
}

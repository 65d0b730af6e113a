/** Rows "this customer bought this item on this day", in columns. Days are whole numbers. */
export interface ItemPurchases {
  readonly customer: readonly string[];
  readonly item: readonly string[];
  readonly day: ArrayLike<number>;
  /** Segment of the customer (any row may say it; the last one counts). */
  readonly segment?: readonly (string | undefined)[];
}

/** One order: what a customer bought on one day. Items are numbers, each once. */
export interface Order {
  readonly day: number;
  readonly items: Int32Array;
}

/** Orders of every customer, by rising day. */
export interface OrderHistory {
  readonly customers: readonly string[];
  readonly items: readonly string[];
  readonly orders: readonly (readonly Order[])[];
  readonly segments: readonly (string | undefined)[];
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Gathers purchases into orders (one customer, one day). Cost O(n log n). */
export function gatherOrders({ customer, item, day, segment }: ItemPurchases): OrderHistory {
  const customerNumbers = new Map<string, number>();
  const itemNumbers = new Map<string, number>();
  const days: Map<number, Set<number>>[] = [];
  const segments: (string | undefined)[] = [];
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < customer.length; row++) {
    const who = numberOf(customerNumbers, customer[row]);
    if (who === days.length) {
      days.push(new Map());
      segments.push(undefined);
    }
    if (segment?.[row] !== undefined) segments[who] = segment[row];
    const order = days[who].get(day[row]);
    const what = numberOf(itemNumbers, item[row]);
    if (order === undefined) days[who].set(day[row], new Set([what]));
    else order.add(what);
    if (day[row] < firstDay) firstDay = day[row];
    if (day[row] > lastDay) lastDay = day[row];
  }
  return {
    customers: [...customerNumbers.keys()],
    items: [...itemNumbers.keys()],
    orders: days.map((byDay) =>
      [...byDay]
        .map(([at, what]): Order => ({ day: at, items: Int32Array.from(what).sort() }))
        .sort((a, b) => a.day - b.day),
    ),
    segments,
    firstDay,
    lastDay,
  };
}

/** Only the orders up to and including `day`; customers keep their numbers and may be left without orders. */
export function until(history: OrderHistory, day: number): OrderHistory {
  const orders = history.orders.map((list) => list.filter((order) => order.day <= day));
  const last = orders.reduce((most, list) => Math.max(most, list.at(-1)?.day ?? most), history.firstDay);
  return { ...history, orders, lastDay: last };
}

/** Everything a customer has bought, the newest first, each item once. */
export function boughtBy(orders: readonly Order[]): number[] {
  const seen = new Set<number>();
  for (let i = orders.length - 1; i >= 0; i--) for (const item of orders[i].items) seen.add(item);
  return [...seen];
}

function numberOf(numbers: Map<string, number>, key: string): number {
  let number = numbers.get(key);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(key, number);
  }
  return number;
}

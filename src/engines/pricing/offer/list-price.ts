import type { ListPrice, PriceConflict, PriceRequest } from './offer.ts';

/** Whether something from–until (the end not included) holds on a day. ISO days compare as texts. */
export function holdsOn(day: string, { fromOn, untilOn }: { readonly fromOn?: string; readonly untilOn?: string }) {
  return (fromOn === undefined || fromOn <= day) && (untilOn === undefined || day < untilOn);
}

/**
 * The list price of a product on a day: of those that hold, one for the customer's segment before a general one, then the
 * largest quantity step that is reached, then the one that began last. Two that are equal in all this and differ in price are
 * a conflict: the lower one counts and both are named.
 */
export function listPriceOf(
  listPrices: readonly ListPrice[],
  { day, segment }: Pick<PriceRequest, 'day' | 'segment'>,
  product: string,
  quantity: number,
): { readonly price: ListPrice | undefined; readonly conflict: PriceConflict | undefined } {
  const open = listPrices.filter(
    (one) =>
      one.product === product &&
      holdsOn(day, one) &&
      (one.segment === undefined || one.segment === segment) &&
      (one.fromQuantity ?? 0) <= quantity,
  );
  const order = (a: ListPrice, b: ListPrice): number =>
    Number(b.segment !== undefined) - Number(a.segment !== undefined) ||
    (b.fromQuantity ?? 0) - (a.fromQuantity ?? 0) ||
    compare(b.fromOn ?? '', a.fromOn ?? '');
  const sorted = open.toSorted(
    (a, b) => order(a, b) || (a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : compare(a.list, b.list)),
  );
  const [price] = sorted;
  if (price === undefined) return { price, conflict: undefined };
  const equals = sorted.filter((one) => order(one, price) === 0);
  const lists = [...new Set(equals.map(({ list }) => list))];
  return {
    price,
    conflict: equals.some(({ minor }) => minor !== price.minor) ? { kind: 'listPrices', product, lists } : undefined,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

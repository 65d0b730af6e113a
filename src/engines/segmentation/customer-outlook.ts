import { customerLifetime } from './lifetime/customer-lifetime.ts';
import { summarisePurchases } from './lifetime/purchase-summary.ts';
import { type RfmCustomer, rfm } from './rfm.ts';
import { poissonQuantile } from './poisson-quantile.ts';
import type { Purchases } from './purchases.ts';

export const customerOutlookVersion = '1';
const horizonWeeks = 52;
const leastCustomers = 50;

export interface CustomerOutlook {
  readonly id: string;
  readonly rfm: RfmCustomer;
  /** Quarter of the first purchase, '2025-Q1'. */
  readonly firstDay: number;
  /** Chance that the customer has not stopped buying; null where the base is too small to learn from. */
  readonly alive: number | null;
  /** Purchases expected within a year, with an 80 % interval. */
  readonly purchases: { readonly low: number; readonly mid: number; readonly high: number } | null;
  /** Their value in the unit of the amounts, with an 80 % interval. */
  readonly value: { readonly low: number; readonly mid: number; readonly high: number } | null;
}

/**
 * Where each customer stands and what the next year may bring: RFM segment, chance of being alive, expected purchases (BG/NBD)
 * and value (gamma-gamma). The interval of the purchases is that of a Poisson count with the expected mean, mixed with the
 * chance of having stopped; the interval of the value is it times the expected spend.
 */
export function customerOutlook(purchases: Purchases, asOf: number): CustomerOutlook[] {
  const { customers } = rfm(purchases, { asOf });
  const summary = summarisePurchases(purchases, asOf, 7);
  const place = new Map(summary.ids.map((id, i) => [id, i]));
  const lifetime =
    summary.ids.length < leastCustomers
      ? undefined
      : customerLifetime({ x: summary.x, tx: summary.tx, T: summary.T }, { horizon: horizonWeeks, m: summary.m });
  return customers.map((own) => {
    const row = place.get(own.id);
    const firstDay = row === undefined ? asOf - own.recencyDays : Math.round(asOf - summary.T[row] * 7);
    if (row === undefined || lifetime === undefined)
      return { id: own.id, rfm: own, firstDay, alive: null, purchases: null, value: null };
    const mid = lifetime.expectedPurchases[row];
    const alive = lifetime.alive[row];
    const [low, high] = [purchaseQuantile(0.1, mid, alive), purchaseQuantile(0.9, mid, alive)];
    const spend = lifetime.expectedSpend?.[row];
    return {
      id: own.id,
      rfm: own,
      firstDay,
      alive,
      purchases: { low, mid, high },
      value: spend === undefined ? null : { low: low * spend, mid: mid * spend, high: high * spend },
    };
  });
}

/** Quantile of the purchases: none with the chance of having stopped, else Poisson with the mean that makes the whole right. */
function purchaseQuantile(p: number, mean: number, alive: number): number {
  const stopped = 1 - alive;
  if (p <= stopped || alive <= 0) return 0;
  return poissonQuantile((p - stopped) / alive, mean / alive);
}

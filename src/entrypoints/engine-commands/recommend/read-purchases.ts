import type { ItemPurchases } from '#engines/recommendation/order-history.ts';
import type { Usage } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { EngineCall } from '../define-engine-command.ts';
import {
  customerColumn,
  dayNumbers,
  itemNames,
  purchaseDateColumn,
  quantityNames,
} from '../segments/purchase-columns.ts';

export interface PurchaseInput {
  readonly purchases: ItemPurchases;
  readonly usage: Usage;
  readonly notes: readonly string[];
}

/** customer, item, date, quantity?, segment?; rows with a quantity of zero or less are returns and left out. */
export async function readItemPurchases(call: EngineCall): Promise<PurchaseInput> {
  const table = await call.readTable(call.files[0]);
  const spec = {
    customer: customerColumn,
    item: textColumn({ also: itemNames, blank: 'skip' }),
    date: purchaseDateColumn,
    quantity: numberColumn({ also: quantityNames, optional: true, blank: 'keep' }),
    segment: textColumn({ also: ['细分', '客户类型'], optional: true, blank: 'keep' }),
  };
  const { columns, usage, notes } = readColumns(table, spec, call.map);
  const bought = columns.customer.map((_, row) => (columns.quantity?.[row] ?? 1) > 0);
  const kept = <T>(values: readonly T[]): T[] => values.filter((_, row) => bought[row]);
  const returns = bought.reduce((count, one) => (one ? count : count + 1), 0);
  if (returns === bought.length) throw unusable('at least one row with customer, item and date', { file: table.name });
  const reason = { reason: 'a quantity of zero or less is a return, not a purchase', count: returns };
  return {
    purchases: {
      customer: kept(columns.customer),
      item: kept(columns.item),
      day: dayNumbers(kept(columns.date)),
      segment: columns.segment && kept(columns.segment),
    },
    usage: {
      used: usage.used - returns,
      skipped: usage.skipped + returns,
      reasons: returns === 0 ? usage.reasons : [...usage.reasons, reason],
    },
    notes,
  };
}

/** Items of a catalogue file (item, stock?) that may be offered: all without stock figures, else those in stock. */
export async function readOffered(call: EngineCall): Promise<ReadonlySet<string> | undefined> {
  if (call.files.length < 2) return undefined;
  const table = await call.readTable(call.files[1]);
  const spec = {
    item: textColumn({ also: itemNames, blank: 'skip' }),
    stock: numberColumn({ also: ['库存', 'on_hand', 'available'], optional: true, blank: 'keep' }),
  };
  const { columns } = readColumns(table, spec, {});
  return new Set(columns.item.filter((_, row) => (columns.stock?.[row] ?? 1) > 0));
}

import type { PromotionPanel } from '#engines/promotion/promotion-panel.ts';
import type { Usage } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Steps } from '../anomaly/period-steps.ts';
import { placePeriods } from '../anomaly/place-periods.ts';
import { periodNames } from '../anomaly/read-periods.ts';
import type { EngineCall } from '../define-engine-command.ts';
import { costNames, priceNames } from '../price/read-demand.ts';
import { isNoPromotion, promotionNames } from '../price/read-promotion.ts';
import { itemNames, quantityNames } from '../segments/purchase-columns.ts';

const columnsWanted = {
  product: textColumn({ also: itemNames, blank: 'skip' }),
  period: textColumn({ also: periodNames, blank: 'skip' }),
  quantity: numberColumn({ also: quantityNames, blank: 'skip', min: 0 }),
  price: numberColumn({ also: priceNames, blank: 'skip' }),
  promotion: textColumn({ also: promotionNames, blank: 'keep' }),
  store: textColumn({ also: ['store_id', 'shop', '门店', '店铺'], optional: true }),
  group: textColumn({ also: ['category', 'product_group', '品类', '类别'], optional: true }),
  cost: numberColumn({ also: costNames, optional: true }),
};

const flags = new Set(['1', 'yes', 'y', 'true', '是', '有']);

export interface PromotionFile {
  readonly panel: PromotionPanel;
  readonly steps: Steps;
  readonly usage: Usage;
  readonly notes: readonly string[];
}

/** Reads sales by product and period with the promotion they were under: a flag, a name, or a depth above 0. */
export async function readPromotions(call: EngineCall): Promise<PromotionFile> {
  const table = await call.readTable(call.files[0]);
  const { columns, lines, usage, notes } = readColumns(table, columnsWanted, call.map);
  const rows = [...lines.keys()].filter((row) => columns.price[row] > 0);
  if (rows.length === 0)
    throw unusable('at least one row with product, period, quantity and a price above 0', { file: table.name });
  const pick = <T>(values: readonly T[]): T[] => rows.map((row) => values[row]);
  const kept = pick(lines);
  const { steps, at } = placePeriods(table, pick(columns.period), kept, undefined);
  const promotion = (pick(columns.promotion) as (string | undefined)[]).map((text) => {
    if (isNoPromotion(text)) return undefined;
    const value = text!.trim();
    return flags.has(value.toLowerCase()) || /^[\d.]+%?$/.test(value) ? '' : value;
  });
  if (promotion.every((name) => name === undefined))
    throw unusable('at least one row under a promotion', { file: table.name, column: 'promotion', found: 'none' });
  const told = [...notes];
  const { cost } = columns;
  const costs = cost === undefined ? undefined : pick(cost);
  const costed = costs !== undefined && costs.every((value) => value !== undefined);
  if (costs === undefined) told.push('no costs: the net effect is in revenue, not profit');
  else if (!costed) told.push('some costs are blank: the net effect is in revenue, not profit');
  const out = lines.length - rows.length;
  return {
    steps,
    panel: {
      product: pick(columns.product),
      period: at,
      season: (call.options.season as number | undefined) ?? steps.season,
      price: pick(columns.price),
      quantity: pick(columns.quantity),
      promotion,
      ...(columns.store === undefined ? {} : { store: pick(columns.store).map((text) => text ?? '') }),
      ...(columns.group === undefined ? {} : { group: pick(columns.group).map((text) => text ?? '') }),
      ...(costed ? { cost: costs as number[] } : {}),
    },
    usage: {
      used: rows.length,
      skipped: usage.skipped + out,
      reasons: out === 0 ? usage.reasons : [...usage.reasons, { reason: 'the price is not above 0', count: out }],
    },
    notes: told,
  };
}

import type { DemandPanel } from '#engines/pricing/elasticity/demand-panel.ts';
import type { Usage } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { StepKind, Steps } from '../anomaly/period-steps.ts';
import { placePeriods } from '../anomaly/place-periods.ts';
import { periodNames } from '../anomaly/read-periods.ts';
import type { EngineCall } from '../define-engine-command.ts';
import { itemNames, quantityNames } from '../segments/purchase-columns.ts';
import { addUpRows } from './add-up-rows.ts';
import { promotionNames, readPromotion } from './read-promotion.ts';

export const priceNames = ['unit_price', 'sale_price', 'net_price', '单价', '價格', '价格', '售价', '成交价'] as const;
export const costNames = ['unit_cost', 'unit_cost_price', '成本', '单位成本', '成本价'] as const;
const storeNames = ['store_id', 'shop', 'outlet', 'branch', '门店', '店铺', '网点'] as const;
const segmentNames = ['customer_segment', 'customer_type', '细分', '客户细分', '客户类型'] as const;
const competitorNames = ['competitor', 'competitors_price', 'rival_price', '竞品价格', '竞品价', '对手价格'] as const;

const demandColumns = {
  product: textColumn({ also: itemNames, blank: 'skip' }),
  period: textColumn({ also: periodNames, blank: 'skip', optional: true }),
  price: numberColumn({ also: priceNames, blank: 'skip' }),
  quantity: numberColumn({ also: quantityNames, blank: 'skip' }),
  segment: textColumn({ also: segmentNames, optional: true }),
  store: textColumn({ also: storeNames, optional: true }),
  promotion: textColumn({ also: promotionNames, optional: true }),
  competitor_price: numberColumn({ also: competitorNames, optional: true, blank: 'skip' }),
  cost: numberColumn({ also: costNames, optional: true }),
};

export interface DemandFile {
  readonly panel: DemandPanel;
  readonly steps?: Steps;
  readonly lines: readonly number[];
  readonly usage: Usage;
  readonly notes: readonly string[];
}

/** Reads product, period?, price, quantity and what stands beside them; rows without a price above 0 are left out and counted. */
export async function readDemand(call: EngineCall, needsPeriod = false): Promise<DemandFile> {
  const table = await call.readTable(call.files[0]);
  const read = readColumns(table, demandColumns, call.map);
  const { columns } = read;
  if (needsPeriod && columns.period === undefined)
    throw unusable(
      `a column named "period" (or ${periodNames.slice(0, 6).join(', ')}, …); --map period=HEADER renames`,
      {
        file: table.name,
        line: 1,
        found: table.header.join(', '),
      },
    );
  const reasons = [...read.usage.reasons];
  const keep = Uint8Array.from(read.lines, () => 1);
  const leaveOut = (reason: string, bad: (row: number) => boolean): void => {
    const rows = [...read.lines.keys()].filter((row) => keep[row] === 1 && bad(row));
    for (const row of rows) keep[row] = 0;
    if (rows.length > 0)
      reasons.push({ reason, count: rows.length, lines: rows.slice(0, 20).map((row) => read.lines[row]) });
  };
  leaveOut('the price is not above 0', (row) => !(columns.price[row] > 0));
  leaveOut('the quantity is below 0 (a return)', (row) => columns.quantity[row] < 0);
  const rivals = columns.competitor_price;
  if (rivals !== undefined) leaveOut('the competitor price is not above 0', (row) => !(rivals[row]! > 0));
  const rows = [...read.lines.keys()].filter((row) => keep[row] === 1);
  if (rows.length === 0)
    throw unusable('at least one row with product, price above 0 and quantity', { file: table.name });
  const pick = <T>(values: readonly T[]): T[] => rows.map((row) => values[row]);
  const lines = pick(read.lines);
  const notes = [...read.notes];
  const placed =
    columns.period === undefined ? undefined : placePeriods(table, pick(columns.period) as string[], lines, undefined);
  const season = (call.options.season as number | undefined) ?? placed?.steps.season ?? 1;
  const promotion = columns.promotion === undefined ? undefined : readPromotion(pick(columns.promotion), notes);
  const panel: DemandPanel = {
    product: pick(columns.product),
    season,
    price: pick(columns.price),
    quantity: pick(columns.quantity),
    ...(columns.segment === undefined ? {} : { segment: pick(columns.segment).map((text) => text ?? '') }),
    ...(columns.store === undefined ? {} : { store: pick(columns.store).map((text) => text ?? '') }),
    ...(placed === undefined ? {} : { period: placed.at }),
    ...(promotion === undefined ? {} : { promotion }),
    ...(rivals === undefined ? {} : { competitorPrice: pick(rivals) as number[] }),
    ...(columns.cost === undefined ? {} : { cost: pick(columns.cost).map((value) => value ?? Number.NaN) }),
  };
  const usage = { used: rows.length, skipped: read.usage.skipped + (read.lines.length - rows.length), reasons };
  return addedUp(call, table, { panel, steps: placed?.steps, lines, usage, notes });
}

/** With --every, rows of the same product, store and segment are added up by period first. */
function addedUp(call: EngineCall, table: Table, file: DemandFile): DemandFile {
  const every = call.options.every as StepKind | undefined;
  if (every === undefined) return file;
  if (file.panel.period === undefined) throw new WrongCall(`--every ${every}: the file has no column "period" or date`);
  const read = placePeriods(
    table,
    file.lines.map((_, i) => file.steps!.label(file.panel.period![i] as number)),
    file.lines,
    every,
  );
  if (read.steps.kind === 'number') throw new WrongCall(`--every ${every}: the periods are plain numbers, not days`);
  const season = (call.options.season as number | undefined) ?? read.steps.season;
  const panel = addUpRows({ ...file.panel, period: read.at, season });
  return {
    ...file,
    panel,
    steps: read.steps,
    notes: [
      ...file.notes,
      `${file.lines.length} rows were added up to ${panel.product.length} by ${every}; the price is that of the quantity sold`,
    ],
  };
}

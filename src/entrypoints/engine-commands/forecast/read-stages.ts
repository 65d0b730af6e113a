import type { Deal } from '#engines/forecasting/pipeline/deal.ts';
import { dayNumber } from '#kernel/civil-date.ts';
import { dateColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';

const spec = {
  id: textColumn({ also: ['opportunity id', 'deal id', 'opportunity', 'deal', '商机编号', '商机id', '编号', '商机'] }),
  stage: textColumn({ also: ['sales stage', 'to stage', 'new stage', '阶段', '销售阶段'] }),
  entered: dateColumn({
    also: ['entered at', 'entered on', 'date', 'changed at', 'from', '进入日期', '变更日期', '日期'],
  }),
};

/** Gives deals the history of their stages from a table `id, stage, entered`; rows of unknown deals are counted. */
export function withStages(
  deals: readonly Deal[],
  table: Table,
  map: Readonly<Record<string, string>>,
): { deals: Deal[]; notes: string[] } {
  const { columns, notes } = readColumns(table, spec, map);
  const entries = new Map<string, { stage: string; from: number }[]>();
  columns.id.forEach((id, i) => {
    const own = entries.get(id);
    const entry = { stage: columns.stage[i], from: dayNumber(columns.entered[i]) };
    if (own === undefined) entries.set(id, [entry]);
    else own.push(entry);
  });
  const known = new Set(deals.map((deal) => deal.id));
  const unknown = [...entries.keys()].filter((id) => !known.has(id)).length;
  return {
    deals: deals.map((deal) => {
      const stages = entries.get(deal.id)?.sort((a, b) => a.from - b.from);
      return stages === undefined ? deal : { ...deal, stages };
    }),
    notes:
      unknown > 0
        ? [...notes, `the stages of ${unknown} deals that are not in the first file are not used`]
        : [...notes],
  };
}

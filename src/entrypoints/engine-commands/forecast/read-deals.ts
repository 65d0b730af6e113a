import type { Deal } from '#engines/forecasting/pipeline/deal.ts';
import { dayNumber } from '#kernel/civil-date.ts';
import type { Usage } from '#kernel/trace.ts';
import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';
import { dateColumn, findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';

const outcomeNames = ['result', 'status', 'deal stage', 'won', 'is won', '结果', '状态', '输赢'];
const spec = {
  id: textColumn({ also: ['opportunity id', 'deal id', 'opportunity', 'deal', '商机编号', '商机id', '编号', '商机'] }),
  created: dateColumn({
    blank: 'keep',
    also: [
      'created at',
      'created date',
      'create date',
      'engage date',
      'open date',
      'opened',
      '创建日期',
      '创建时间',
      '开始日期',
    ],
  }),
  closed: dateColumn({
    optional: true,
    also: ['closed at', 'closed date', 'close date', '关闭日期', '结单日期', '成交日期', '结束日期'],
  }),
  outcome: textColumn({ optional: true, also: outcomeNames }),
  stage: textColumn({ optional: true, also: ['deal stage', 'sales stage', '阶段', '销售阶段'] }),
  amount: numberColumn({
    blank: 'keep',
    also: ['value', 'deal value', 'close value', 'deal amount', '金额', '商机金额', '成交金额'],
  }),
};

/** Columns that may move a deal's chance, with other names they go by. */
const traitNames: Readonly<Record<string, readonly string[]>> = {
  owner: ['sales agent', 'sales rep', 'salesperson', 'rep', 'seller', '负责人', '销售', '销售员', '业务员'],
  product: ['product name', '产品', '商品'],
  source: ['lead source', 'channel', '来源', '渠道'],
  segment: ['industry', 'sector', '行业', '细分'],
  region: ['regional office', 'office', 'territory', '区域', '地区', '大区'],
};

const wonWords =
  /^(?:closed[\s_-]*)?won$|^win$|^(?:1|true|yes|y|success)$|^(?:赢单|赢|成交|已成交|中标|成功|已赢单)$/iu;
const lostWords =
  /^(?:closed[\s_-]*)?lost$|^lose$|^(?:0|false|no|n|failed|cancell?ed|abandoned|disqualified)$|^(?:输单|丢单|输|失败|流失|未中标|已丢单|取消)$/iu;

export interface ReadDeals {
  readonly deals: readonly Deal[];
  readonly traits: readonly string[];
  readonly usage: Usage;
  readonly notes: readonly string[];
}

/** Reads opportunity history; what cannot be placed in time is left out and reported, what contradicts itself is refused. */
export function readDeals(
  table: Table,
  map: Readonly<Record<string, string>>,
  by: readonly string[] | undefined,
): ReadDeals {
  const traits = findTraits(table, map, by);
  const full = {
    ...spec,
    ...Object.fromEntries(traits.map((name) => [`trait ${name}`, textColumn({ blank: 'keep' })])),
  };
  const renamed: Record<string, string> = { ...map };
  for (const name of traits) renamed[`trait ${name}`] = traitHeader(table, map, name)!;
  const { columns, lines, usage, notes } = readColumns(table, full as typeof spec, renamed);
  if (lines.length === 0) throw unusable('at least 20 closed deals', { file: table.name, line: 1 });
  const cells = columns as typeof columns & Record<string, (string | undefined)[] | undefined>;
  const deals: Deal[] = [];
  const problems: DataProblem[] = [];
  const seen = new Map<string, number>();
  const left = new Map<string, { count: number; lines: number[] }>();
  const leave = (reason: string, line: number): void => {
    const one = left.get(reason) ?? { count: 0, lines: [] };
    one.count += 1;
    if (one.lines.length < 20) one.lines.push(line);
    left.set(reason, one);
  };
  const expected: number[] = [];
  lines.forEach((line, i) => {
    const id = columns.id[i];
    const created = (columns.created as (string | undefined)[])[i];
    const closed = columns.closed?.[i];
    const outcome = (columns.outcome?.[i] ?? columns.stage?.[i] ?? '').trim();
    const amount = (columns.amount as (number | undefined)[])[i];
    const before = seen.get(id);
    if (before !== undefined) {
      problems.push({
        file: table.name,
        line,
        column: 'id',
        found: id,
        expected: `each deal once (it is on line ${before} too)`,
      });
      return;
    }
    seen.set(id, line);
    if (created === undefined) return leave('no created date', line);
    const won = wonWords.test(outcome);
    const lost = lostWords.test(outcome);
    if ((won || lost) && closed === undefined) return leave('won or lost without a closed date', line);
    if (closed !== undefined && closed < created) return leave('closed before it was created', line);
    if (closed !== undefined && !won && !lost) expected.push(line);
    const own: Record<string, string> = {};
    for (const name of traits) own[name] = cells[`trait ${name}`]?.[i] ?? '';
    deals.push({
      id,
      created: dayNumber(created),
      ...(won || lost ? { closed: dayNumber(closed!), won } : {}),
      ...(amount === undefined ? {} : { amount }),
      traits: own,
    });
  });
  if (problems.length > 0) throw new UnusableData(problems);
  const told = [...notes];
  if (expected.length > 0)
    told.push(`${expected.length} deals have a closed date but are neither won nor lost; they count as open`);
  const reasons = [...usage.reasons, ...[...left].map(([reason, one]) => ({ reason, ...one }))];
  return {
    deals,
    traits,
    usage: { used: deals.length, skipped: usage.skipped + lines.length - deals.length, reasons },
    notes: told,
  };
}

function findTraits(table: Table, map: Readonly<Record<string, string>>, by: readonly string[] | undefined): string[] {
  if (by === undefined) return Object.keys(traitNames).filter((name) => traitHeader(table, map, name) !== undefined);
  for (const name of by) {
    if (traitHeader(table, map, name) === undefined) {
      throw unusable('a column of that name (named by --by)', {
        file: table.name,
        line: 1,
        column: name,
        found: table.header.join(', '),
      });
    }
  }
  return [...by];
}

function traitHeader(table: Table, map: Readonly<Record<string, string>>, name: string): string | undefined {
  const index = findColumn(table, map[name] ?? name, map[name] === undefined ? traitNames[name] : undefined);
  return index === -1 ? undefined : table.header[index];
}

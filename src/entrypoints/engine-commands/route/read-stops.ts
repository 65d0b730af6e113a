import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';
import type { Usage } from '#kernel/trace.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { parseClock } from './clock-time.ts';

/** One row of a file of places. */
export interface Stop {
  readonly id: string;
  /** x and y, or longitude and latitude; undefined when distances come from a matrix. */
  readonly point: readonly [number, number] | undefined;
  readonly service: number | undefined;
  readonly open: number | undefined;
  readonly close: number | undefined;
  readonly demand: number | undefined;
  /** Undefined: must be visited. Else what the visit is worth. */
  readonly worth: number | undefined;
  readonly class: string | undefined;
  /** Weekdays on which it can be visited, 0 for the first of the working week. */
  readonly weekdays: readonly number[] | undefined;
}

export interface ReadStops {
  readonly stops: readonly Stop[];
  /** Whether points are longitude and latitude in degrees. */
  readonly degrees: boolean;
  /** Whether times in the file are written as on a clock. */
  readonly clock: boolean;
  readonly has: Readonly<Record<'service' | 'window' | 'demand' | 'priority' | 'class' | 'weekdays', boolean>>;
  readonly usage: Usage;
  readonly notes: readonly string[];
}

const blank = { optional: true, blank: 'keep' } as const;
const spec = {
  id: textColumn({ also: ['name', 'customer', 'account', '编号', '客户', '客户名称', '名称'] }),
  lat: numberColumn({ ...blank, min: -90, max: 90, also: ['latitude', '纬度', '緯度'] }),
  lon: numberColumn({ ...blank, min: -180, max: 180, also: ['lng', 'long', 'longitude', '经度', '經度'] }),
  x: numberColumn(blank),
  y: numberColumn(blank),
  service: numberColumn({ ...blank, min: 0, also: ['service_time', 'minutes', '服务时间', '拜访时长'] }),
  open: textColumn({ ...blank, also: ['ready', 'from', '最早'] }),
  close: textColumn({ ...blank, also: ['due', 'until', '最晚'] }),
  demand: numberColumn({ ...blank, min: 0, also: ['load', '需求', '需求量'] }),
  priority: textColumn({ ...blank, also: ['优先级', '優先級'] }),
  class: textColumn({ ...blank, also: ['等级', '客户等级', '等級'] }),
  weekdays: textColumn({ ...blank, also: ['days', '可拜访日'] }),
};

/** Reads places with coordinates (unless a matrix gives the distances), hours, load, priority, class and weekdays. */
export function readStops(table: Table, map: Readonly<Record<string, string>>, needsPoints: boolean): ReadStops {
  const { columns, lines, usage, notes } = readColumns(table, spec, map);
  const problems: DataProblem[] = [];
  const complain = (row: number, column: string, found: string, expected: string): void =>
    void problems.push({ file: table.name, line: lines[row], column, found, expected });
  const degrees = columns.lat !== undefined && columns.lon !== undefined;
  const [across, up] = degrees ? [columns.lon, columns.lat] : [columns.x, columns.y];
  if (needsPoints && (across === undefined || up === undefined)) {
    throw unusable('columns lat and lon, or x and y (or --matrix FILE)', {
      file: table.name,
      line: 1,
      found: table.header.join(', '),
    });
  }
  let clock = false;
  const timeOf = (column: 'open' | 'close', row: number): number | undefined => {
    const text = columns[column]?.[row];
    if (text === undefined) return undefined;
    const time = parseClock(text);
    if (time === undefined) complain(row, column, text, 'a time such as 09:30, or a number');
    if (time?.clock === true) clock = true;
    return time?.minutes;
  };
  const seen = new Map<string, number>();
  const stops = columns.id.map((id, row): Stop => {
    const earlier = seen.get(id);
    if (earlier !== undefined) complain(row, 'id', id, `an id that stands once (it stands on line ${earlier} too)`);
    else seen.set(id, lines[row]);
    const [x, y] = [across?.[row], up?.[row]];
    if (needsPoints && (x === undefined || y === undefined))
      complain(row, degrees ? 'lat, lon' : 'x, y', '', 'coordinates');
    const [open, close] = [timeOf('open', row), timeOf('close', row)];
    if (open !== undefined && close !== undefined && open > close)
      complain(row, 'close', columns.close?.[row] ?? '', `a time not before it opens (${columns.open?.[row] ?? ''})`);
    const priority = columns.priority?.[row];
    const worth = priority === undefined ? undefined : readPriority(priority);
    if (worth === null) complain(row, 'priority', priority ?? '', 'must, may or a number above 0');
    const weekdayText = columns.weekdays?.[row];
    const weekdays = weekdayText === undefined ? undefined : readWeekdays(weekdayText);
    if (weekdays === null) complain(row, 'weekdays', weekdayText ?? '', 'weekdays such as Mon,Wed or 1,3 or 周一,周三');
    return {
      id,
      point: x === undefined || y === undefined ? undefined : [x, y],
      service: columns.service?.[row],
      open,
      close,
      demand: columns.demand?.[row],
      worth: worth ?? undefined,
      class: columns.class?.[row],
      weekdays: weekdays ?? undefined,
    };
  });
  if (problems.length > 0) throw new UnusableData(problems);
  if (stops.length < 2)
    throw unusable('a start and at least one place to go to', { file: table.name, found: `${stops.length} rows` });
  const any = (of: (stop: Stop) => unknown): boolean => stops.some((stop) => of(stop) !== undefined);
  return {
    stops,
    degrees,
    clock,
    has: {
      service: any((stop) => stop.service),
      window: any((stop) => stop.open ?? stop.close),
      demand: any((stop) => stop.demand),
      priority: columns.priority?.some((text) => text !== undefined) === true,
      class: any((stop) => stop.class),
      weekdays: any((stop) => stop.weekdays),
    },
    usage,
    notes,
  };
}

/** must → undefined; may → 1; a number above zero → itself; anything else → null. */
function readPriority(text: string): number | undefined | null {
  const word = text.toLowerCase();
  if (['must', '必', '必访', '必訪'].includes(word)) return undefined;
  if (['may', 'optional', '可', '可选', '可訪', '可访'].includes(word)) return 1;
  const value = Number(word);
  return value > 0 && Number.isFinite(value) ? value : null;
}

const weekdayNames = [
  ['mon', 'monday', '周一', '一', '1'],
  ['tue', 'tuesday', '周二', '二', '2'],
  ['wed', 'wednesday', '周三', '三', '3'],
  ['thu', 'thursday', '周四', '四', '4'],
  ['fri', 'friday', '周五', '五', '5'],
  ['sat', 'saturday', '周六', '六', '6'],
  ['sun', 'sunday', '周日', '日', '7'],
];

function readWeekdays(text: string): number[] | null {
  const days = text
    .split(/[,;/、，\s]+/)
    .filter((part) => part !== '')
    .map((part) => weekdayNames.findIndex((names) => names.includes(part.toLowerCase().replace('週', '周'))));
  return days.length === 0 || days.includes(-1) ? null : days;
}

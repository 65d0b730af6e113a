import { calendarCell } from './closing-calendar.ts';
import type { Deal } from './deal.ts';

/** Stretches of deals' lives, column by column: each lies in one age bin, one calendar cell and one stage. */
export interface Stretches {
  readonly count: number;
  readonly bin: Int32Array;
  readonly days: Int32Array;
  /** 0 still open at the end of the stretch, 1 won, 2 lost. */
  readonly event: Uint8Array;
  /** count × names.length, numbers into `labels`. */
  readonly levels: Int32Array;
  readonly names: readonly string[];
  readonly labels: readonly (readonly string[])[];
}

/** Cuts every deal's life from `historyFrom` to its closing (or the as-of day) where its chance may change. */
export function cutStretches(
  deals: readonly Deal[],
  asOf: number,
  historyFrom: number,
  bins: Int32Array,
  traits: readonly string[],
  staged: boolean,
): Stretches {
  const names = ['month of the quarter', ...(staged ? ['stage'] : []), ...traits];
  const labels: string[][] = names.map(() => []);
  const known = names.map(() => new Map<string, number>());
  const numberOf = (k: number, label: string): number => {
    const found = known[k].get(label);
    if (found !== undefined) return found;
    labels[k].push(label);
    known[k].set(label, labels[k].length - 1);
    return labels[k].length - 1;
  };
  const [bin, days, event, levels]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const deal of deals) {
    const end = deal.closed ?? asOf;
    const own = traits.map((trait, i) => numberOf(names.length - traits.length + i, deal.traits[trait] ?? ''));
    let day = Math.max(deal.created, historyFrom);
    let place = 0;
    while (place + 1 < bins.length && bins[place + 1] <= day - deal.created) place += 1;
    while (day <= end) {
      const calendar = calendarCell(day);
      const stage = staged ? stageOn(deal, day) : undefined;
      const binEnd = place + 1 < bins.length ? deal.created + bins[place + 1] - 1 : end;
      const stop = Math.min(end, calendar.last, binEnd, stage?.until ?? end);
      bin.push(place);
      days.push(stop - day + 1);
      event.push(stop === end && deal.closed !== undefined ? (deal.won === true ? 1 : 2) : 0);
      levels.push(numberOf(0, calendar.cell));
      if (stage !== undefined) levels.push(numberOf(1, stage.name));
      for (const level of own) levels.push(level);
      if (stop === binEnd) place += 1;
      day = stop + 1;
    }
  }
  return {
    count: bin.length,
    bin: Int32Array.from(bin),
    days: Int32Array.from(days),
    event: Uint8Array.from(event),
    levels: Int32Array.from(levels),
    names,
    labels,
  };
}

function stageOn(deal: Deal, day: number): { name: string; until: number } {
  let name = '';
  for (const entry of deal.stages ?? []) {
    if (entry.from > day) return { name, until: entry.from - 1 };
    name = entry.stage;
  }
  return { name, until: Number.POSITIVE_INFINITY };
}

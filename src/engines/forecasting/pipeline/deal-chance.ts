import { type ClosingHazard, dailyChance, dealFactor } from './closing-hazard.ts';
import type { Deal } from './deal.ts';
import { raised } from './meet-from-above.ts';

/** What becomes of one deal in the window; the rest is still open at its end. */
export interface WindowChance {
  readonly won: number;
  readonly lost: number;
  readonly medianDays?: number;
}

/** Runs both daily chances through the days after `asOf` up to `until`: competing risks, each day's share by its rate. */
export function chanceInWindow(
  hazard: ClosingHazard,
  deal: Deal,
  asOf: number,
  until: number,
  level: { readonly won: number; readonly lost: number },
): WindowChance {
  const wonFactor = dealFactor(hazard.won, deal) * level.won;
  const lostFactor = dealFactor(hazard.lost, deal) * level.lost;
  const path = new Float64Array(until - asOf);
  let [alive, won, lost] = [1, 0, 0];
  for (let day = Math.max(asOf + 1, deal.created); day <= until; day++) {
    const age = day - deal.created;
    const w = dailyChance(hazard.won, hazard.bins, age, day, wonFactor);
    const l = dailyChance(hazard.lost, hazard.bins, age, day, lostFactor);
    const ends = 1 - Math.exp(-(w + l));
    const share = w + l > 0 ? w / (w + l) : 0;
    won += alive * ends * share;
    lost += alive * ends * (1 - share);
    alive *= 1 - ends;
    path[day - asOf - 1] = won;
  }
  const half = won > 0 ? path.findIndex((value) => value >= won / 2) + 1 : undefined;
  return { won, lost, medianDays: half };
}

/** Chance to be won by the end for a deal created on each day of the window, averaged over up to 60 recent deals. */
export function newDealChances(
  hazard: ClosingHazard,
  templates: readonly Deal[],
  asOf: number,
  until: number,
  level: { readonly won: number; readonly lost: number },
): Float64Array {
  const chances = new Float64Array(until - asOf);
  const stride = Math.max(1, Math.floor(templates.length / 60));
  const used = templates.filter((_, i) => i % stride === 0);
  for (let day = asOf + 1; day <= until; day++) {
    for (const template of used) {
      const fresh = { ...template, created: day, stages: undefined };
      chances[day - asOf - 1] += chanceInWindow(hazard, fresh, asOf, until, level).won / used.length;
    }
  }
  return chances;
}

/** The chances when the rate of winning is `factor` times as high; what is not won is shared as before. */
export function moved(chance: WindowChance, factor: number): WindowChance {
  const won = raised(chance.won, factor);
  const lost = chance.won < 1 ? chance.lost * ((1 - won) / (1 - chance.won)) : 0;
  return { won, lost, ...(chance.medianDays === undefined ? {} : { medianDays: chance.medianDays }) };
}

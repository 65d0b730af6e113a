import type { Random } from '#kernel/random.ts';
import type { Deal } from './deal.ts';

/** What a deal is worth if it is won. */
export interface AmountModel {
  /** The trait whose levels differ most in won amounts; undefined when none explains them. */
  readonly trait: string | undefined;
  /** Share of the variance of log amounts that the trait explains. */
  readonly explained: number;
  expected(deal: Pick<Deal, 'amount' | 'traits'>): number;
  draw(deal: Pick<Deal, 'amount' | 'traits'>, random: Random): number;
}

/**
 * Amounts of won deals by the trait that explains them best (adjusted R² of log amounts over its levels), each level's
 * mean drawn towards the whole by five deals' weight. A deal with an amount on record keeps
 * it; without one it takes its level's mean, and in simulation one of its level's amounts.
 */
export function fitWonAmount(closed: readonly Deal[], traits: readonly string[]): AmountModel {
  const won = closed.filter((deal) => deal.won === true && deal.amount !== undefined && deal.amount > 0);
  const all = won.map((deal) => deal.amount!);
  const overall = all.length === 0 ? 0 : all.reduce((a, b) => a + b, 0) / all.length;
  let best: { trait: string; explained: number } | undefined;
  for (const trait of traits) {
    const explained = adjustedR2(won, trait);
    if (explained > 0.05 && (best === undefined || explained > best.explained)) best = { trait, explained };
  }
  const groups = new Map<string, number[]>();
  if (best !== undefined) {
    for (const deal of won) {
      const level = deal.traits[best.trait] ?? '';
      const group = groups.get(level);
      if (group === undefined) groups.set(level, [deal.amount!]);
      else group.push(deal.amount!);
    }
  }
  const means = new Map<string, number>();
  for (const [level, amounts] of groups) {
    means.set(level, (amounts.reduce((a, b) => a + b, 0) + 5 * overall) / (amounts.length + 5));
  }
  const groupOf = (deal: Pick<Deal, 'traits'>): string => (best === undefined ? '' : (deal.traits[best.trait] ?? ''));
  return {
    trait: best?.trait,
    explained: best?.explained ?? 0,
    expected: (deal) => deal.amount ?? means.get(groupOf(deal)) ?? overall,
    draw(deal, random) {
      if (deal.amount !== undefined) return deal.amount;
      const group = groups.get(groupOf(deal));
      if (group !== undefined && group.length >= 5) return random.pick(group);
      return all.length > 0 ? random.pick(all) : 0;
    },
  };
}

function adjustedR2(won: readonly Deal[], trait: string): number {
  const sums = new Map<string, { count: number; sum: number }>();
  let [mean, squares] = [0, 0];
  const logs = won.map((deal) => Math.log(deal.amount!));
  logs.forEach((value) => (mean += value / logs.length));
  logs.forEach((value, i) => {
    squares += (value - mean) ** 2;
    const level = won[i].traits[trait] ?? '';
    const one = sums.get(level) ?? { count: 0, sum: 0 };
    sums.set(level, { count: one.count + 1, sum: one.sum + value });
  });
  const free = won.length - sums.size;
  if (!(squares > 0) || free < 1) return 0;
  let between = 0;
  for (const { count, sum } of sums.values()) between += count * (sum / count - mean) ** 2;
  return 1 - (squares - between) / free / (squares / (won.length - 1));
}

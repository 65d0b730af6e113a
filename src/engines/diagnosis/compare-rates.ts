import { benjaminiHochberg } from '#engines/numerics/benjamini-hochberg.ts';
import { normalUpper } from '#engines/numerics/normal.ts';

/** One group of a comparison of shares. */
export interface RateGroup {
  readonly key: string;
  readonly hits: number;
  readonly trials: number;
}

export interface ComparedRate extends RateGroup {
  readonly rate: number;
  /** Rate of all others together. */
  readonly others: number;
  /** Pulled towards the common rate as far as its size asks for: small groups are not believed at their word. */
  readonly shrunk: number;
  /** Standard error of the shrunken rate. */
  readonly stdError: number;
  /** Two-sided p-value against the others, corrected over all groups (Benjamini & Hochberg 1995). */
  readonly p: number;
}

/**
 * Compares each group's share with that of all others by a score test (Pearson), corrected for the number of groups looked at.
 * Rates are shrunk by the beta-binomial model with the prior fitted by moments (Efron & Morris 1975; Casella 1985): where the
 * groups differ no more than chance would have it, every shrunken rate is nearly the common one.
 */
export function compareRates(groups: readonly RateGroup[]): ComparedRate[] {
  const trials = groups.reduce((sum, group) => sum + group.trials, 0);
  const hits = groups.reduce((sum, group) => sum + group.hits, 0);
  if (trials === 0) return [];
  const common = hits / trials;
  const strength = priorStrength(groups, common);
  const raw = groups.map((group) => {
    const otherTrials = trials - group.trials;
    const others = otherTrials === 0 ? common : (hits - group.hits) / otherTrials;
    const rate = group.trials === 0 ? common : group.hits / group.trials;
    const spread = Math.sqrt(common * (1 - common) * (1 / Math.max(1, group.trials) + 1 / Math.max(1, otherTrials)));
    const z = spread === 0 ? 0 : Math.abs(rate - others) / spread;
    const weight = group.trials / (group.trials + strength);
    const shrunk = common + weight * (rate - common);
    const stdError = Math.sqrt((shrunk * (1 - shrunk)) / (group.trials + strength + 1));
    return { ...group, rate, others, shrunk, stdError, p: otherTrials === 0 ? 1 : Math.min(1, 2 * normalUpper(z)) };
  });
  const corrected = benjaminiHochberg(raw.map((group) => group.p));
  return raw.map((group, i) => ({ ...group, p: corrected[i] }));
}

/** a + b of the beta prior, by the method of moments; large when the groups do not differ beyond chance. */
function priorStrength(groups: readonly RateGroup[], common: number): number {
  const usable = groups.filter((group) => group.trials > 0);
  const total = usable.reduce((sum, group) => sum + group.trials, 0);
  if (usable.length < 2 || common <= 0 || common >= 1) return 1e6;
  const between = usable.reduce((sum, group) => sum + group.trials * (group.hits / group.trials - common) ** 2, 0);
  const chance = (usable.length - 1) * common * (1 - common);
  const effective = total - usable.reduce((sum, group) => sum + group.trials ** 2, 0) / total;
  const variance = (between - chance) / effective;
  if (variance <= 0) return 1e6;
  return Math.max(1, (common * (1 - common)) / variance - 1);
}

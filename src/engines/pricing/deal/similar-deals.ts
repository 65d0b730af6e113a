import type { OpenDeal, PastDeal } from './deal-price.ts';

/** A trait that differs makes a deal count for this much. */
const otherTrait = 0.35;

/**
 * How alike past deals are to one, from 0 to 1: sizes by a normal kernel over log list amounts whose width is the spread of
 * the sizes (Silverman 1986, equation 3.31, at least a factor of 2), each trait that differs × 0.35. Traits with a value of its own
 * in every deal tell nothing and do not count.
 */
export function similarity(deal: OpenDeal, past: readonly PastDeal[]): number[] {
  const sizes = past.map(({ listAmount }) => Math.log(listAmount));
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const spread = Math.sqrt(sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / Math.max(1, sizes.length - 1));
  const width = Math.max(Math.log(2), 1.06 * spread * past.length ** -0.2 * 2);
  const traits = Object.keys(deal.traits).filter((trait) => {
    const values = new Set(past.map((one) => one.traits[trait]));
    return values.size > 1 && values.size < past.length / 2;
  });
  return past.map((one, i) => {
    const apart = (sizes[i] - Math.log(deal.listAmount)) / width;
    let weight = Math.exp(-0.5 * apart * apart);
    for (const trait of traits) if (one.traits[trait] !== deal.traits[trait]) weight *= otherTrait;
    return weight;
  });
}

import type { PriceHealth } from '../contract.ts';

/** An interval wider than this says as little as none: from hardly any answer to a very strong one. */
const widest = 3;

export interface KnownElasticity {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** The elasticity where it tells something: a demand that falls with the price, and an interval that is not too wide. */
export function knownElasticity({ estimate, low, high }: PriceHealth['elasticity']): KnownElasticity | undefined {
  if (estimate === null || low === null || high === null) return undefined;
  return estimate < 0 && high - low <= widest ? { estimate, low, high } : undefined;
}

/** Why it cannot be told; a wide interval when nothing else was wrong. */
export function reasonsOf({ warnings }: PriceHealth['elasticity']): PriceHealth['elasticity']['warnings'] {
  return warnings.length === 0 ? ['wideInterval'] : warnings;
}

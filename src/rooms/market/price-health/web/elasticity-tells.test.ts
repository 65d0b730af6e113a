import { describe, expect, it } from 'vitest';
import { knownElasticity, reasonsOf } from './elasticity-tells.ts';

const found = { observations: 50, method: 'log-log', borrowed: 0, warnings: [] } as const;

describe('an elasticity that tells something', () => {
  it.each([
    [-1.4, -2.5, -0.3, true],
    [-1.4, -2.9, 0.1, true],
    [-1.42, -4.98, 2.15, false],
    [3.68, 3.2, 4.1, false],
  ])('%f from %f to %f: %s', (estimate, low, high, tells) => {
    expect(knownElasticity({ ...found, warnings: [], estimate, low, high }) !== undefined).toBe(tells);
  });

  it('is none where there is none, and a reason is always given', () => {
    const none = { ...found, warnings: [], estimate: null, low: null, high: null };
    expect(knownElasticity(none)).toBeUndefined();
    expect(reasonsOf(none)).toEqual(['wideInterval']);
    expect(reasonsOf({ ...none, warnings: ['constantPrice'] })).toEqual(['constantPrice']);
  });
});

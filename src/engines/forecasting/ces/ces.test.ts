import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { estimateCes, selectCes } from './ces.ts';

describe('complex exponential smoothing', () => {
  const random = seededRandom('ces');

  it('follows a trend without being told there is one', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => 100 + 3 * t + random.normal());
    const { mean, deviation } = estimateCes(y, 1, 'none')!.forecast(4);
    expect(mean[3]).toBeGreaterThan(100 + 3 * 61);
    expect(deviation[3]).toBeGreaterThan(deviation[0]);
  });

  it('takes a season when there is one', () => {
    const y = Float64Array.from({ length: 72 }, (_, t) => 100 + 20 * Math.sin((t * Math.PI) / 6) + random.normal());
    const model = selectCes(y, 12, true)!;
    expect(model.method).not.toBe('CES');
    const { mean } = model.forecast(12);
    expect(mean[3] - mean[9]).toBeGreaterThan(30);
  });
});

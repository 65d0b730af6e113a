import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { distanceMatrix } from './distances.ts';

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../test/reference/routing/expected.json'), 'utf8'),
) as { greatCircle: { a: number[]; b: number[]; kilometres: number }[] };

describe('distanceMatrix', () => {
  it('measures great circles', () => {
    for (const { a, b, kilometres } of expected.greatCircle) {
      expect(distanceMatrix('great-circle', [a, b])[1] / kilometres).toBeCloseTo(1, 9);
    }
  });

  it('rounds as TSPLIB says', () => {
    const at = (kind: Parameters<typeof distanceMatrix>[0], a: number[], b: number[]): number =>
      distanceMatrix(kind, [a, b])[1];
    expect(at('EUC_2D', [0, 0], [1, 1])).toBe(1);
    expect(at('CEIL_2D', [0, 0], [1, 1])).toBe(2);
    expect(at('EUC_2D', [0, 0], [0, 2.5])).toBe(3); // half goes up, not to even
    expect(at('MAN_2D', [0, 0], [1.2, 1.2])).toBe(2);
    expect(at('MAX_2D', [0, 0], [3.4, 2.6])).toBe(3);
    expect(at('EUC_3D', [0, 0, 0], [1, 2, 2])).toBe(3);
    expect(at('ATT', [0, 0], [10, 0])).toBe(4); // √(100/10) = 3.16 → 3 < 3.16 → 4
    expect(at('GEO', [16.47, 96.1], [16.47, 94.44])).toBe(153); // first leg of burma14
  });

  it('scales by the road factor and is symmetric with an empty diagonal', () => {
    const matrix = distanceMatrix(
      'euclidean',
      [
        [0, 0],
        [3, 4],
        [6, 8],
      ],
      1.5,
    );
    expect([...matrix]).toEqual([0, 7.5, 15, 7.5, 0, 7.5, 15, 7.5, 0]);
  });
});

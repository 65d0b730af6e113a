import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layeredLayout } from './layered-layout.ts';

describe('layered layout', () => {
  it('puts a chain into consecutive layers and turns only the way back round', () => {
    const { nodes, routes, layers } = layeredLayout(
      ['a', 'b', 'c'],
      [
        { from: 'a', to: 'b', value: 10 },
        { from: 'b', to: 'c', value: 8 },
        { from: 'c', to: 'a', value: 1 },
      ],
    );
    expect(['a', 'b', 'c'].map((id) => nodes.get(id)?.layer)).toEqual([0, 1, 2]);
    expect(layers).toBe(3);
    expect(routes[2].map(({ layer }) => layer)).toEqual([2, 1, 0]);
  });

  it('keeps the nodes of a layer apart and starts and ends every route at its nodes', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const edge = fc.record({
      from: fc.constantFrom(...ids),
      to: fc.constantFrom(...ids),
      value: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 20 }), (edges) => {
        const { nodes, routes } = layeredLayout(ids, edges);
        const placed = [...nodes.values()];
        for (const [at, one] of placed.entries()) {
          for (const other of placed.slice(at + 1)) {
            if (one.layer === other.layer) expect(Math.abs(one.place - other.place)).toBeGreaterThan(0.999);
          }
        }
        for (const [at, { from, to }] of edges.entries()) {
          if (from === to) expect(routes[at]).toEqual([]);
          else {
            expect(routes[at][0]).toEqual(nodes.get(from));
            expect(routes[at].at(-1)).toEqual(nodes.get(to));
          }
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manyOf, parseSearch, stringifySearch } from './search-params.ts';

describe('the state of a screen in its address', () => {
  it('stays readable', () => {
    expect(stringifySearch({ filter: ['status:eq:open', 'ownerId:in:a,b'], sort: '-amount', q: undefined })).toBe(
      '?filter=status:eq:open&filter=ownerId:in:a,b&sort=-amount',
    );
  });

  it('comes back as it was written, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), fc.string({ minLength: 1 }), (filter, q) => {
        const back = parseSearch(stringifySearch({ filter, q }));
        expect(manyOf(back.filter)).toEqual(filter.map((text) => text.toWellFormed()));
        expect(back.q).toBe(q.toWellFormed());
      }),
    );
  });
});

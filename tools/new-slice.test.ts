import { expect, it } from 'vitest';
import { violationsIn } from './check-floors.ts';
import { sliceFiles } from './new-slice.ts';

it('writes a slice that keeps the floor rule and speaks of its noun', () => {
  const files = sliceFiles('selling', 'price-requests', 'priceRequest');
  expect(Object.keys(files)).toEqual([
    'README.md',
    'contract.ts',
    'access.ts',
    'priceRequest.ts',
    'priceRequest.test.ts',
  ]);
  for (const [name, source] of Object.entries(files))
    expect(violationsIn(`rooms/selling/price-requests/${name}`, source)).toEqual([]);
  expect(files['contract.ts']).toContain("table: 'price_request'");
});

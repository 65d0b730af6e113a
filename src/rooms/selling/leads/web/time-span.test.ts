import { expect, it } from 'vitest';
import { spanOf } from './time-span.ts';

it('says a span of time in the unit that fits', () => {
  const hour = 3_600_000;
  expect([0, hour, 2 * hour, 47 * hour, 48 * hour, -5].map((span) => Object.values(spanOf(span)))).toEqual([
    ['minutes', 0],
    ['minutes', 60],
    ['hours', 2],
    ['hours', 47],
    ['days', 2],
    ['minutes', 0],
  ]);
});

import { expect, test } from 'vitest';
import { rhythmOf } from './rhythm.ts';

test.each([
  ['* * * * *', { every: 'minute' }],
  ['*/15 * * * *', { every: 'minutes', minutes: 15 }],
  ['40 3 * * *', { every: 'day', time: '03:40' }],
  ['45 7 * * 1-5', { every: 'workingDay', time: '07:45' }],
  ['0 6 * * 7', { every: 'week', time: '06:00', weekday: 0 }],
  ['5 0 1 * *', { every: 'month', time: '00:05', day: 1 }],
])('%s is a usual rhythm', (cron, rhythm) => {
  expect(rhythmOf(cron)).toEqual(rhythm);
});

test.each(['*/7 * * * *', '0 6 1 * 1', '0 6 * 3 *', '0 6-8 * * *', '0 6 * * 1,3', '30 * * * *', '0 6 * *'])(
  '%s is shown as it is written',
  (cron) => {
    expect(rhythmOf(cron)).toBeUndefined();
  },
);

// Due times by cron-parser 5 (MIT), as an implementation of its own. Run once where it is installed:
//   npm i --no-save cron-parser@5 && node test/reference/cron/generate.mjs > test/reference/cron/expected.json
import { CronExpressionParser } from 'cron-parser';

const wanted = [
  ['0 2 * * *', 'Asia/Shanghai', '2026-11-23T04:00:00Z', 4],
  ['30 2 * * *', 'America/New_York', '2026-03-06T12:00:00Z', 4],
  ['30 1 * * *', 'America/New_York', '2026-10-30T12:00:00Z', 4],
  ['*/15 8-18 * * 1-5', 'Europe/Berlin', '2026-10-23T15:50:00Z', 60],
  ['0 9 1,15 * *', 'Asia/Taipei', '2026-01-20T00:00:00Z', 6],
  ['0 9 13 * 5', 'UTC', '2026-01-01T00:00:00Z', 8],
  ['5 4 * 2 *', 'UTC', '2027-02-25T00:00:00Z', 6],
  ['0 0 29 2 *', 'UTC', '2023-01-01T00:00:00Z', 2],
  ['10 */6 * * *', 'Australia/Sydney', '2026-04-03T00:00:00Z', 14],
  ['59 23 31 12 *', 'Asia/Hong_Kong', '2026-01-01T00:00:00Z', 3],
  ['0 12 * * 7', 'UTC', '2026-05-01T00:00:00Z', 3],
];
const cases = wanted.map(([cron, zone, from, count]) => {
  const parsed = CronExpressionParser.parse(cron, { tz: zone, currentDate: new Date(from) });
  const dues = [];
  while (dues.length < count) dues.push(parsed.next().toDate().toISOString().replace('.000Z', 'Z'));
  return { cron, zone, from, dues };
});
process.stdout.write(`${JSON.stringify({ by: 'cron-parser 5', cases }, null, 1)}\n`);

import { expect, it } from 'vitest';
import { soldQuotas } from './sold-quotas.ts';

const quota = (metric: string, from: string, until: string, personId = 'A') => ({ personId, metric, from, until });

it('takes the other metric only for days without a quota of the preferred one', () => {
  const won = quota('wonAmount', '2026-01-01', '2026-07-01');
  const covered = quota('revenue', '2026-04-01', '2026-07-01');
  const later = quota('revenue', '2026-07-01', '2026-10-01');
  const other = quota('revenue', '2026-01-01', '2026-04-01', 'B');
  const margin = quota('margin', '2026-01-01', '2027-01-01');
  const rows = [won, covered, later, other, margin];
  expect(soldQuotas(rows, ['wonAmount', 'revenue'])).toEqual([won, later, other]);
  expect(soldQuotas(rows, ['revenue', 'wonAmount'])).toEqual([covered, later, other]);
});

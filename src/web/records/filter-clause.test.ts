import { describe, expect, it } from 'vitest';
import { clauseText, parseClause, resolveClauses } from './filter-clause.ts';

describe('filter clauses', () => {
  const now = { today: '2026-11-23', me: '0190' };

  it('are the same text in the address and over the API', () => {
    expect(parseClause('name:contains:a:b')).toEqual({ field: 'name', operator: 'contains', value: 'a:b' });
    expect(parseClause('name')).toBeUndefined();
    expect(clauseText({ field: 'closedOn', operator: 'empty', value: 'x' })).toBe('closedOn:empty');
  });

  it('keep relative days and “me” until they are asked', () => {
    expect(
      resolveClauses(
        [
          'createdOn:gte:@today-30',
          'ownerId:in:@me,0200',
          'closedOn:gte:@quarter',
          'closedOn:lte:@today+7',
          'nonsense',
        ],
        now,
      ),
    ).toEqual([
      'createdOn:gte:2026-10-24',
      'ownerId:in:0190,0200',
      'closedOn:gte:2026-10-01',
      'closedOn:lte:2026-11-30',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { text } from '#kernel/local-text.ts';
import { metricCatalogue } from '../catalogue.ts';
import { groupMetrics, isState, rowsFilter } from './metric-groups.ts';
import type { MetricEntry } from './use-metrics.ts';

const entry = (name: string, rows: Partial<MetricEntry['rows']> = {}): MetricEntry => ({
  name,
  label: text(name, name, name),
  formula: text(name, name, name),
  unit: 'count',
  direction: 'up',
  owner: 'selling',
  source: 'opportunity',
  dimensions: ['month'],
  rows: { kind: 'opportunity', filter: [], dateField: 'closedOn', ...rows },
});

describe('groupMetrics', () => {
  it('places every metric of the catalogue exactly once', () => {
    const names = metricCatalogue.map(({ name }) => name);
    const placed = groupMetrics(names.map((name) => entry(name))).flatMap(({ metrics }) =>
      metrics.map(({ name }) => name),
    );
    expect(placed.toSorted()).toEqual(names.toSorted());
  });

  it('leaves empty groups out and keeps what it does not know', () => {
    expect(groupMetrics([entry('wonAmount'), entry('brandNew')]).map(({ group }) => group)).toEqual([
      'results',
      'activity',
    ]);
  });
});

describe('rowsFilter', () => {
  const won = entry('wonCount', { filter: ['status:eq:won'] });
  it('adds the days of the period to the fixed clauses', () => {
    expect(rowsFilter(won, { from: '2026-10-01', until: '2026-11-24' })).toEqual([
      'status:eq:won',
      'closedOn:gte:2026-10-01',
      'closedOn:lt:2026-11-24',
    ]);
  });

  it('has no days for what stands today', () => {
    const openCount = entry('openCount', { filter: ['status:eq:open'], dateField: 'expectedCloseOn' });
    expect(isState(openCount)).toBe(true);
    expect(isState(won)).toBe(false);
    expect(rowsFilter(openCount, undefined)).toEqual(['status:eq:open']);
  });
});

import { describe, expect, it } from 'vitest';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';
import { readListState, readyViewOf, stateAt, wholeList, writeListState } from './list-state.ts';

const open = { id: 'open', label: text('Open', '进行中', '進行中'), filter: ['status:eq:open'] };
const kind = { kind: 'opportunity', views: [open] } as unknown as RecordKind;

describe('what a list opens with', () => {
  it('is the first ready view where the address says nothing', () => {
    expect(stateAt(kind, {})).toMatchObject({ filter: ['status:eq:open'], view: 'open' });
    expect(stateAt({ ...kind, views: undefined }, {})).toMatchObject({ filter: [], view: undefined });
  });

  it('is what the address says otherwise, also when that is everything', () => {
    expect(stateAt(kind, { as: 'board' })).toMatchObject({ filter: [], mode: 'board', view: undefined });
    expect(writeListState(wholeList)).toMatchObject({ view: 'all' });
    expect(stateAt(kind, { view: 'all' })).toMatchObject({ filter: [], view: 'all' });
  });

  it('is no longer that view once it is filtered further', () => {
    expect(readyViewOf(kind, stateAt(kind, {}))).toBe(open);
    expect(readyViewOf(kind, { ...stateAt(kind, {}), filter: [] })).toBeUndefined();
    expect(readyViewOf(kind, { ...stateAt(kind, {}), search: 'pump' })).toBeUndefined();
    expect(readyViewOf(kind, readListState({ filter: 'status:eq:open' }))).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { blankStage, moved } from './draft-design.ts';

const stages = [blankStage('a', 'A'), blankStage('b', 'B'), blankStage('w', 'W', 'won'), blankStage('l', 'L', 'lost')];
const keys = (list: readonly { key: string }[]): string => list.map(({ key }) => key).join('');

describe('a draft of a pipeline', () => {
  it('moves stages by one place, but never an open one behind won and lost', () => {
    expect(keys(moved(stages, 0, 1))).toBe('bawl');
    expect(keys(moved(stages, 1, 1))).toBe('abwl');
    expect(keys(moved(stages, 2, -1))).toBe('abwl');
    expect(keys(moved(stages, 0, -1))).toBe('abwl');
    expect(keys(moved(stages, 3, -1))).toBe('ablw');
  });

  it('gives won and lost the only chance they can have', () => {
    expect(stages.map(({ probability }) => probability)).toEqual([0.2, 0.2, 1, 0]);
  });
});

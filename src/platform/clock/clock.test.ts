import { describe, expect, it } from 'vitest';
import { setClock } from './clock.ts';

describe('a clock that is set', () => {
  it('stands still, moves when told, also backwards', () => {
    const clock = setClock('2026-03-01T09:00:00Z');
    expect(clock.now().toString()).toBe('2026-03-01T09:00:00Z');
    clock.advance({ hours: 1 });
    expect(clock.now().toString()).toBe('2026-03-01T10:00:00Z');
    clock.set('2026-02-28T23:59:59Z');
    expect(clock.now().toString()).toBe('2026-02-28T23:59:59Z');
  });
});

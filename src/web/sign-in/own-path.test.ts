import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

describe('where sign-in leads', () => {
  it('is a page of this server and nothing else', () => {
    expect(ownPath('/selling/opportunities?filter=status:eq:open')).toBe(
      '/selling/opportunities?filter=status:eq:open',
    );
    for (const foreign of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/..//evil.example',
      undefined,
    ]) {
      expect(ownPath(foreign)).toBe('/');
    }
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crashReplies } from './reply-crash.ts';

it('gives the first result to a retry when the app was killed between commit and reply (C10)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-kill-reply-'));
  try {
    const outcome = await crashReplies({ folder, points: 12, wanted: 3, seed: 3 });
    expect(outcome).toMatchObject({ violations: [], logIntact: true });
    expect(outcome.committedUnanswered).toBeGreaterThanOrEqual(3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crashImports } from './import-crash.ts';

it('leaves nothing partial and loses nothing when an import or its database is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-kill-import-'));
  try {
    const outcome = await crashImports({ folder, rows: 1500, points: 4, seed: 7 });
    expect(outcome).toMatchObject({
      kills: { application: 2, database: 2 },
      lost: 0,
      partial: [],
      logIntact: true,
      repeated: { created: 1500, again: 0 },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

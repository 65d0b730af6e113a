import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crashPay } from './pay-crash.ts';

it('leaves no part of a calculation or closing of pay when it or its database is killed (K1)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-kill-pay-'));
  try {
    const outcome = await crashPay({ folder, people: 6, deals: 5, points: 4, seed: 7 });
    expect(outcome).toMatchObject({ kills: { application: 2, database: 2 }, lost: 0, partial: [], logIntact: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

// Kills calculations and closings of pay at random points, in turn the application and its database.
// node test/crash/kill-pay.ts [points] [seed] [people] [deals]   (default 20 points, seed 1, 40 people with 20 deals a month);
// exit code 1 when something is partial or lost. Runs on an embedded database of its own; with DATABASE_URL in a fresh database of
// that server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withOwnDatabase } from '../support/own-database.ts';
import { crashPay } from './pay-crash.ts';

const [points = 20, seed = 1, people = 40, deals = 20] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-kill-pay-'));
try {
  const outcome = await withOwnDatabase('quarterdeck_kill_pay', () =>
    crashPay({ folder, people, deals, points, seed, onRound: (text) => process.stderr.write(`${text}\n`) }),
  );
  const database = process.env.DATABASE_URL === undefined ? 'embedded' : 'server';
  process.stdout.write(`${JSON.stringify({ database, seed, people, deals, ...outcome }, undefined, 2)}\n`);
  const { partial, lost, logIntact } = outcome;
  process.exitCode = partial.length === 0 && lost === 0 && logIntact ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

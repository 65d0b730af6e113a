// Kills imports at random points, in turn the application and its database, and looks for anything partial or lost.
// node test/crash/kill-import.ts [points] [seed] [rows]   (default 24 points, seed 1, 20,000 rows); exit code 1 when something is
// Runs on an embedded database of its own; with DATABASE_URL in a fresh database of that server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withOwnDatabase } from '../support/own-database.ts';
import { crashImports } from './import-crash.ts';

const [points = 24, seed = 1, rows = 20_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-kill-import-'));
try {
  const outcome = await withOwnDatabase('quarterdeck_kill_import', () =>
    crashImports({ folder, rows, points, seed, onRound: (text) => process.stderr.write(`${text}\n`) }),
  );
  const database = process.env.DATABASE_URL === undefined ? 'embedded' : 'server';
  process.stdout.write(`${JSON.stringify({ database, seed, rows, ...outcome }, undefined, 2)}\n`);
  const { partial, lost, logIntact, repeated } = outcome;
  const sound = partial.length === 0 && lost === 0 && logIntact && repeated.created === rows && repeated.again === 0;
  process.exitCode = sound ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

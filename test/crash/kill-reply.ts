// Kills the app between the commit of a write and its reply, and sends the write again with its Idempotency-Key.
// node test/crash/kill-reply.ts [points] [wanted] [seed]   (default: at most 60 kills until 60 replies were lost after the commit,
// seed 1); exit code 1 when a retry has a second effect or another result. Runs on an embedded database of its own; with
// DATABASE_URL in a fresh database of that server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withOwnDatabase } from '../support/own-database.ts';
import { crashReplies } from './reply-crash.ts';

const [points = 60, wanted = 60, seed = 1] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-kill-reply-'));
try {
  const outcome = await withOwnDatabase('quarterdeck_kill_reply', () =>
    crashReplies({ folder, points, wanted, seed, onRound: (text) => process.stderr.write(`${text}\n`) }),
  );
  const database = process.env.DATABASE_URL === undefined ? 'embedded' : 'server';
  process.stdout.write(`${JSON.stringify({ database, seed, ...outcome }, undefined, 2)}\n`);
  process.exitCode = outcome.violations.length === 0 && outcome.logIntact ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { dataFolder, readServerNote } from '#platform/database/data-folder.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { verifyLog } from '#platform/event-log/verify-log.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import type { LocalWorkplace } from '../../src/entrypoints/local-workplace.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'entrypoints', 'cli.ts');

export interface Command {
  readonly process: ChildProcess;
  /** What it printed, once it has ended. */
  readonly ended: Promise<string>;
}

/** A command in a process of its own. */
export function startCommand(args: readonly string[]): Command {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { process: child, ended: new Promise((resolve) => child.once('close', () => resolve(said))) };
}

export type Victim = 'application' | 'database';

/** Lets a command run for a while after it has begun to write, kills it or its database, and waits until all is quiet again. */
export async function killAfter(
  place: LocalWorkplace,
  data: string,
  command: Command,
  victim: Victim,
  afterMs: number,
): Promise<void> {
  await begun(place, command.ended);
  await Promise.race([sleep(afterMs), command.ended]);
  if (victim === 'application') command.process.kill('SIGKILL');
  else await killDatabase(place, data);
  await command.ended;
  await settled(place);
}

/** How long a command takes from its first write to its end. */
export async function timeOf(place: LocalWorkplace, command: Command): Promise<number> {
  await begun(place, command.ended);
  const start = performance.now();
  await command.ended;
  return performance.now() - start;
}

/** Creates records one by one until stopped; what was acknowledged is noted, what failed is not. */
export function writeSingly(place: LocalWorkplace, acknowledged: string[]): { stop: () => Promise<void> } {
  let writing = true;
  const running = (async () => {
    while (writing) {
      try {
        const [id] = await runAs(place, place.viewer, (context) =>
          createRecords(context, recordDefinition('account'), [{ values: { name: 'written meanwhile' } }]),
        );
        acknowledged.push(id);
      } catch {
        await sleep(20);
      }
      await sleep(5);
    }
  })();
  return {
    stop: async () => {
      writing = false;
      await running;
    },
  };
}

/** How many of the acknowledged records are gone. */
export async function missing(place: LocalWorkplace, ids: readonly string[]): Promise<number> {
  const { rows } = await withSystemTransaction(place.database, { reason: 'acknowledged records', companyId: 1 }, (tx) =>
    tx.query<{ found: number }>('select count(*)::int as found from qd.account where id = any($1::uuid[])', [ids]),
  );
  return ids.length - rows[0].found;
}

export async function logIsIntact(place: LocalWorkplace): Promise<boolean> {
  const verdict = await withSystemTransaction(
    place.database,
    { reason: 'verify the log', companyId: 1 },
    (tx) => verifyLog(tx, 1),
    { statementTimeoutMs: 0 },
  );
  return verdict.intact;
}

/**
 * The embedded server by kill -9; of a server that others use too, every connection of this database. Resolves when they are gone: for a
 * moment their processes still answer.
 */
async function killDatabase(place: LocalWorkplace, data: string): Promise<void> {
  if (place.database.kind === 'embedded') {
    const folder = dataFolder(data);
    const pid = readServerNote(folder)?.pid;
    if (pid === undefined || pid <= 1) return;
    process.kill(pid, 'SIGKILL');
    // Another server begins only once nothing of this one is left.
    while ((readServerNote(folder)?.pid ?? pid) === pid) await sleep(20);
    return;
  }
  const client = new pg.Client(place.database.connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `select pid, pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const left = 'select from pg_stat_activity where pid = any($1::int[])';
    while ((await client.query(left, [rows.map(({ pid }) => pid)])).rowCount !== 0) await sleep(20);
  } finally {
    await client.end();
  }
}

const working = `select exists (select from pg_stat_activity where datname = current_database() and application_name like 'command line%'
  and application_name not like $1 and xact_start is not null) as busy`;

/** Waits until the command has written something, or has ended. */
async function begun(place: LocalWorkplace, ended: Promise<unknown>): Promise<void> {
  const writing = working.replace('xact_start', 'backend_xid');
  const end = { reached: false };
  void ended.then(() => (end.reached = true));
  while (!end.reached) {
    const { rows } = await place.database.pool.query<{ busy: boolean }>(writing, [`%[${process.pid}]`]);
    if (rows[0].busy) return;
    await sleep(10);
  }
}

/** Waits until the database answers and nothing of the killed command runs in it any more. */
async function settled(place: LocalWorkplace): Promise<void> {
  for (;;) {
    const busy = await place.database.pool
      .query<{ busy: boolean }>(working, [`%[${process.pid}]`])
      .then(({ rows }) => rows[0].busy)
      .catch(() => true);
    if (!busy) return;
    await sleep(50);
  }
}

import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type DataFolder, dataFolder, readServerNote } from './data-folder.ts';
import { usesPassword } from './embedded-cluster.ts';
import { withFolderLock } from './folder-lock.ts';
import { findPostgres } from './postgres-program.ts';
import { addressOf, reachServer, type ServerAddress } from './reach-server.ts';
import { serverUser } from './server-user.ts';
import { type EmbeddedServerOptions, startServer } from './start-server.ts';
import { stopServer } from './stop-server.ts';

/**
 * Starts the server of a data folder, or joins the one that runs already, and gives back a connection that marks this process
 * as one of its users. Exactly one process starts it: the folder lock is held meanwhile.
 * @throws DatabaseUnusable when another process holds the folder and its server does not answer, or the server does not start
 */
export async function joinServer(
  options: EmbeddedServerOptions,
): Promise<{ address: ServerAddress; keeper: pg.Client }> {
  const folder = dataFolder(options.dataDir);
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
  const patience = options.patienceMs ?? 60_000;
  return withFolderLock(folder.lock, patience, async () => {
    const until = performance.now() + patience;
    const running = await joinRunning(folder, until);
    if (running !== undefined) return running;
    return startServer(folder, options, until);
  });
}

async function joinRunning(folder: DataFolder, until: number) {
  const note = readServerNote(folder);
  if (note === undefined) return undefined;
  const address = addressOf(folder, note.socketFolder, note.port);
  for (;;) {
    const answer = await reachServer(address);
    if (answer.keeper !== undefined) return { address, keeper: answer.keeper };
    if (!answer.starting || performance.now() > until) return undefined;
    await sleep(50);
  }
}

/**
 * Lets go of the server. The last process that uses it stops it; under the folder lock, so nobody joins a server on its way down.
 * @returns whether the server was stopped
 */
export async function leaveServer(dataDir: string, keeper: pg.Client): Promise<boolean> {
  const folder = dataFolder(dataDir);
  return withFolderLock(folder.lock, 60_000, async () => {
    const note = readServerNote(folder);
    const others = await otherUsers(keeper);
    await keeper.end().catch(() => undefined);
    if (note === undefined || others !== 0) return false;
    await stopServer(
      folder,
      note.pid,
      usesPassword ? findPostgres(serverUser(folder.cluster), undefined).pgCtl : undefined,
    );
    return true;
  });
}

/** Stops the server of a folder when it runs and no process uses it. */
export async function stopUnusedServer(dataDir: string): Promise<void> {
  const folder = dataFolder(dataDir);
  const running = await withFolderLock(folder.lock, 60_000, () => joinRunning(folder, performance.now() + 10_000));
  if (running !== undefined) await leaveServer(dataDir, running.keeper);
}

async function otherUsers(keeper: pg.Client): Promise<number> {
  try {
    const answer = await keeper.query<{ others: number }>(
      "select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name not like $1",
      [`%[${process.pid}]`],
    );
    return answer.rows[0].others;
  } catch {
    return -1;
  }
}

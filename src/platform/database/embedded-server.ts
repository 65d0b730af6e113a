import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '#platform/log/logger.ts';
import { type DataFolder, dataFolder, makeSocketFolder, readServerNote } from './data-folder.ts';
import { ensureCluster, readPassword, superuser, usesPassword } from './embedded-cluster.ts';
import { withFolderLock } from './folder-lock.ts';
import { findPostgres, type PostgresProgram } from './postgres-program.ts';
import { codeOf, DatabaseUnusable, messageOf } from './problems.ts';
import { serverSettings } from './server-settings.ts';
import { type ServerUser, serverUser } from './server-user.ts';
import { stopServer } from './stop-server.ts';

export interface EmbeddedServerOptions {
  readonly dataDir: string;
  /** Folder with postgres and initdb to use instead of the ones that come with the product. */
  readonly systemBin?: string;
  readonly disposable?: boolean;
  readonly logger: Logger;
  /** How long to wait for a start, a recovery after a crash, or another process to finish starting. */
  readonly patienceMs?: number;
}

/** How to reach the server. Processes that use it hold one connection of their own with this application name. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly ssl: false;
}

export const keeperName = 'quarterdeck keeper';
const log = { largest: 5 * 1024 * 1024, tail: 4000 };

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
    const answer = await connect(address);
    if (answer.keeper !== undefined) return { address, keeper: answer.keeper };
    if (!answer.starting || performance.now() > until) return undefined;
    await sleep(50);
  }
}

function addressOf(folder: DataFolder, socketFolder: string, port: number): ServerAddress {
  return {
    host: socketFolder === '' ? '127.0.0.1' : socketFolder,
    port,
    user: superuser,
    ssl: false,
    ...(usesPassword ? { password: readPassword(folder) } : {}),
  };
}

async function connect(address: ServerAddress): Promise<{ keeper?: pg.Client; starting: boolean; problem: string }> {
  const keeper = new pg.Client({
    ...address,
    database: 'postgres',
    application_name: `${keeperName} ${process.pid}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  keeper.on('error', () => undefined);
  try {
    await keeper.connect();
    return { keeper, starting: false, problem: '' };
  } catch (error) {
    return { starting: codeOf(error) === '57P03', problem: messageOf(error) };
  }
}

async function startServer(folder: DataFolder, options: EmbeddedServerOptions, until: number) {
  const user = serverUser(folder.cluster);
  const program = findPostgres(user, options.systemBin);
  ensureCluster(folder, program, user, options.disposable);
  const socketFolder = usesPassword ? undefined : makeSocketFolder(folder, user.kind !== 'other');
  if (socketFolder !== undefined) user.own(socketFolder);
  const firstTry = performance.now();
  for (;;) {
    const port = socketFolder === undefined ? await freePort() : 5432;
    const outcome = await launch(folder, program, user, { socketFolder, port, options, until });
    if (!('output' in outcome)) return outcome;
    if (!worthRetrying.test(outcome.output) || performance.now() > Math.min(until, firstTry + 15_000)) {
      throw refusal(folder, outcome.output);
    }
    options.logger.debug('the database did not start yet, trying again', { output: outcome.output });
    await sleep(200);
  }
}

/** After a kill the old server's processes take a moment to notice; on Windows a port may be taken in between. */
const worthRetrying = /pre-existing shared memory|lock file .* already exists|could not bind|is being used by another/i;

interface Launch {
  readonly socketFolder: string | undefined;
  readonly port: number;
  readonly options: EmbeddedServerOptions;
  readonly until: number;
}

async function launch(
  folder: DataFolder,
  program: PostgresProgram,
  user: ServerUser,
  how: Launch,
): Promise<{ address: ServerAddress; keeper: pg.Client } | { output: string }> {
  if (existsSync(folder.log) && statSync(folder.log).size > log.largest) renameSync(folder.log, `${folder.log}.1`);
  const output = openSync(folder.log, 'a', 0o600);
  const start = fstatSync(output).size;
  const settings = serverSettings({
    major: program.major,
    socketFolder: how.socketFolder,
    port: how.port,
    disposable: how.options.disposable ?? false,
  });
  const child = user.start(
    program.postgres,
    ['-D', user.folderName(folder.cluster), ...settings],
    folder.cluster,
    output,
  );
  closeSync(output);
  let ended = false;
  let spawnProblem = '';
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', (error) => {
    ended = true;
    spawnProblem = error.message;
  });
  child.unref();
  const deadline = Math.max(how.until, performance.now() + 10_000);
  const address = addressOf(folder, how.socketFolder ?? '', how.port);
  for (;;) {
    const answer = await connect(address);
    if (answer.keeper !== undefined) return { address, keeper: answer.keeper };
    if (!ended && performance.now() > deadline) child.kill('SIGINT');
    if (ended || performance.now() > deadline) {
      const written = readFileSync(folder.log).subarray(start).toString('utf8').slice(-log.tail);
      return { output: `${spawnProblem}${written}`.trim() || answer.problem };
    }
    await sleep(15);
  }
}

function refusal(folder: DataFolder, output: string): DatabaseUnusable {
  const holder =
    /Is another postmaster \(PID (\d+)\)/.exec(output)?.[1] ?? /already exists.*?PID (\d+)/s.exec(output)?.[1];
  if (holder !== undefined) {
    return new DatabaseUnusable(
      `the data folder ${folder.root} is in use by process ${holder}, whose database does not answer; stop that process or choose another folder with --data`,
    );
  }
  const reason = output.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT|DETAIL/.test(line));
  return new DatabaseUnusable(
    `the database in ${folder.root} did not start: ${(reason.length > 0 ? reason.join(' ') : output.replace(/\s*\n\s*/g, ' ')) || 'no reason given'} (see ${folder.log})`,
  );
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

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 5432));
    });
  });
}

import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from '#platform/log/logger.ts';
import { type DataFolder, makeSocketFolder } from './data-folder.ts';
import { ensureCluster, usesPassword } from './embedded-cluster.ts';
import { findPostgres, type PostgresProgram } from './postgres-program.ts';
import { DatabaseUnusable } from './problems.ts';
import { addressOf, reachServer, type ServerAddress } from './reach-server.ts';
import { serverSettings } from './server-settings.ts';
import { type ServerUser, serverUser } from './server-user.ts';

export interface EmbeddedServerOptions {
  readonly dataDir: string;
  /** Folder with postgres and initdb to use instead of the ones that come with the product. */
  readonly systemBin?: string;
  readonly disposable?: boolean;
  readonly logger: Logger;
  /** How long to wait for a start, a recovery after a crash, or another process to finish starting. */
  readonly patienceMs?: number;
}

const log = { largest: 5 * 1024 * 1024, tail: 4000 };

/**
 * Makes the cluster when there is none and starts its server; the caller holds the folder lock.
 * @throws DatabaseUnusable with the server's own reason, or naming the process that holds the folder
 */
export async function startServer(folder: DataFolder, options: EmbeddedServerOptions, until: number) {
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
    const answer = await reachServer(address);
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

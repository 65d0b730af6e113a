import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import type { PostgresProgram } from './postgres-program.ts';
import { DatabaseUnusable } from './problems.ts';
import type { ServerUser } from './server-user.ts';

export const superuser = 'quarterdeck';

/** Where a socket folder of mode 0700 is not to be had, a password guards the server. */
export const usesPassword = process.platform === 'win32';

/**
 * Makes the cluster when it is not there: in a folder beside it, moved into place when finished, so a kill in the middle leaves
 * nothing half made. Refuses a cluster of another major version.
 */
export function ensureCluster(
  folder: DataFolder,
  program: PostgresProgram,
  user: ServerUser,
  disposable = false,
): void {
  if (existsSync(join(folder.cluster, 'PG_VERSION'))) {
    const major = Number(readFileSync(join(folder.cluster, 'PG_VERSION'), 'utf8').trim());
    if (major !== program.major) {
      throw new DatabaseUnusable(
        `the database in ${folder.root} was made by PostgreSQL ${major}, this is ${program.major}: make a backup with the version of Quarterdeck that made it, then restore it into a new data folder`,
      );
    }
    user.own(folder.cluster);
    return;
  }
  if (existsSync(folder.cluster)) {
    throw new DatabaseUnusable(`${folder.cluster} is there but holds no database; move it away and start again`);
  }
  const fresh = `${folder.cluster}.making`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  user.own(fresh);
  const args = [
    '-D',
    user.folderName(fresh),
    `--username=${superuser}`,
    '--encoding=UTF8',
    '--data-checksums',
    '--no-instructions',
    ...syncArgs(program, disposable),
    ...localeArgs(program),
    ...(usesPassword ? [`--pwfile=${makePassword(folder)}`, '--auth=scram-sha-256'] : ['--auth=trust']),
  ];
  const made = user.runSync(program.initdb, args, fresh);
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new DatabaseUnusable(
      `the database in ${folder.root} could not be made: ${made.problem || made.stdout.trim()}`,
    );
  }
  renameSync(fresh, folder.cluster);
}

/** The built-in provider sorts and folds alike on every machine; before 17 there is only the C library's. */
function localeArgs(program: PostgresProgram): string[] {
  return program.major >= 17
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    : ['--locale=C.UTF-8'];
}

/** One sync of the file system is several times quicker than one for each of a thousand files. */
function syncArgs(program: PostgresProgram, disposable: boolean): string[] {
  if (disposable) return ['--no-sync'];
  return process.platform === 'linux' && program.major >= 17 ? ['--sync-method=syncfs'] : [];
}

function makePassword(folder: DataFolder): string {
  if (!existsSync(folder.password)) {
    writeFileSync(folder.password, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return folder.password;
}

export function readPassword(folder: DataFolder): string | undefined {
  return existsSync(folder.password) ? readFileSync(folder.password, 'utf8').trim() : undefined;
}

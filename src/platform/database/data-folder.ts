import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseUnusable } from './problems.ts';

/** Where things lie in one data folder. */
export interface DataFolder {
  readonly root: string;
  /** The database cluster itself. */
  readonly cluster: string;
  readonly files: string;
  readonly log: string;
  readonly lock: string;
  readonly password: string;
}

export function dataFolder(path: string): DataFolder {
  const root = resolve(path);
  return {
    root,
    cluster: join(root, 'postgres'),
    files: join(root, 'files'),
    log: join(root, 'postgres.log'),
    lock: join(root, 'lock'),
    password: join(root, 'postgres.password'),
  };
}

/** The longest path a Unix socket may have, less the socket's own file name `/.s.PGSQL.5432`. */
const longestFolder = 107 - '/.s.PGSQL.5432'.length - 5;

/**
 * The folder of the server's socket, made with mode 0700: inside the data folder when the path is short enough and the server's
 * user reaches it, else under the temp folder with a name derived from the data folder's path.
 */
export function makeSocketFolder(folder: DataFolder, reachable: boolean): string {
  const inside = join(folder.root, 'socket');
  const short = join(
    tmpdir(),
    `quarterdeck-${createHash('sha256').update(folder.root).digest('hex').slice(0, 12)}-${process.getuid?.() ?? 0}`,
  );
  const chosen = reachable && Buffer.byteLength(inside) <= longestFolder ? inside : short;
  if (Buffer.byteLength(chosen) > longestFolder) {
    throw new DatabaseUnusable(
      `the temp folder's path is too long for a Unix socket: ${chosen}; set TMPDIR to a shorter one`,
    );
  }
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  const state = lstatSync(chosen);
  const me = process.getuid?.();
  if (!state.isDirectory() || (me !== undefined && me !== 0 && state.uid !== me) || (state.mode & 0o077) !== 0) {
    throw new DatabaseUnusable(`${chosen} is not a private folder of this user; remove it and start again`);
  }
  return chosen;
}

/** What the running server wrote about itself. */
export interface ServerNote {
  readonly pid: number;
  readonly port: number;
  /** Empty: TCP only. */
  readonly socketFolder: string;
}

/** Reads postmaster.pid; undefined when no server has the cluster (or it is only just starting, or takes the file away at this moment). */
export function readServerNote(folder: DataFolder): ServerNote | undefined {
  const lines = readIfThere(join(folder.cluster, 'postmaster.pid'))?.split('\n');
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || !Number.isInteger(port) || port === 0) return undefined;
  return { pid, port, socketFolder: lines[4] ?? '' };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

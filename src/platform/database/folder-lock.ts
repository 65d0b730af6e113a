import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnusable } from './problems.ts';

const busy = 5;
const full = 13;

/**
 * Runs `work` while holding an exclusive lock on `file`, waiting up to `patienceMs` for it.
 * The lock is the operating system's, taken through an empty SQLite file: it works alike on Linux, macOS and Windows and
 * goes away with the process, however that ends, so there is never a stale lock to clean up.
 * @throws DatabaseUnusable naming the process that holds the lock when patience runs out
 */
export async function withFolderLock<T>(file: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(file);
  const holderFile = `${file}.holder`;
  try {
    for (let waited = 0; !tryLock(lock, file); waited += 25) {
      if (waited >= patienceMs) throw new DatabaseUnusable(`${file} is held by ${holder(holderFile)}`);
      await sleep(25);
    }
    writeFileSync(holderFile, `process ${process.pid} (${process.argv.slice(1, 4).join(' ') || process.title})`);
    return await work();
  } finally {
    lock.close();
  }
}

function tryLock(lock: DatabaseSync, file: string): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode === busy) return false;
    if (errcode === full) throw new DatabaseUnusable(`the disk of ${file} is full; make room there and start again`);
    throw error;
  }
}

function holder(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'another process';
  }
}

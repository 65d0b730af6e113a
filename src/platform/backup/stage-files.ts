import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackupDamaged } from './frames.ts';

/**
 * Files of a backup on their way in: written beside the folder of files first; `keep` puts the whole folder in place of the old
 * one by renaming, `drop` leaves the old one as it was.
 */
export class StagedFiles {
  readonly #folder: string;
  readonly #staging: string;
  count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#staging = `${folder}.restoring-${randomBytes(4).toString('hex')}`;
  }

  async take(name: string, bytes: AsyncIterable<Buffer>): Promise<void> {
    const path = resolve(this.#staging, name);
    const outside = !path.startsWith(resolve(this.#staging) + sep);
    if (outside || name.includes('\0') || name.includes('\\') || name.includes(':')) {
      throw new BackupDamaged(`file ${JSON.stringify(name)}`, 'its name leads out of the folder of files');
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
    this.count += 1;
  }

  async keep(): Promise<void> {
    await mkdir(this.#staging, { recursive: true, mode: 0o700 });
    const old = `${this.#staging}.old`;
    await rename(this.#folder, old).catch((error: { code?: string }) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(this.#staging, this.#folder);
    await rm(old, { recursive: true, force: true });
    await syncFolder(dirname(this.#folder));
  }

  async drop(): Promise<void> {
    await rm(this.#staging, { recursive: true, force: true });
  }
}

export async function isEmptyFolder(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return true;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

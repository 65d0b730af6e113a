import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import type { Clock } from '#platform/clock/clock.ts';
import { copyOut } from '#platform/database/copy.ts';
import type { Database } from '#platform/database/database.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import { encodeFrame, type FrameKind, magic } from './frames.ts';
import type { BackupHeader, BackupManifest, PartEnd } from './manifest.ts';
import { quoteColumns, quoteName, readPartitions, readSequences, storedTables } from './read-catalog.ts';
import { verifyBackup } from './verify-backup.ts';

export interface BackupOptions {
  /** Where to write; appears only when complete, readable by its owner only. */
  readonly file: string;
  /** Folder of uploaded files, taken along when it exists. */
  readonly filesDir?: string;
  readonly clock: Clock;
  /** Version of the program. */
  readonly version: string;
}

export interface BackupSummary {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
}

const compress = promisify(zstdCompress);
const largestPiece = 16 * 1024 * 1024;

/**
 * Writes everything of schemas qd and auth, as of one moment, and the uploaded files into one file, while the application goes on
 * working; then reads the file back and checks every hash. The secrets of the data folder are not in it.
 */
export async function backupDatabase(database: Database, options: BackupOptions): Promise<BackupSummary> {
  await mkdir(dirname(options.file), { recursive: true });
  const partial = `${options.file}.partial`;
  const handle = await open(partial, 'w', 0o600);
  try {
    const writer = new BackupWriter(handle);
    await withSystemTransaction(
      database,
      { reason: 'a backup holds the rows of everyone' },
      async (transaction) => {
        await writer.begin(await readHeader(transaction, database, options));
        for (const { table, columns } of await storedTables(transaction))
          await writer.table(transaction, table, columns);
      },
      { isolation: 'repeatable read', readOnly: true, statementTimeoutMs: 0, attempts: 1 },
    );
    if (options.filesDir !== undefined) {
      for (const path of await filesIn(options.filesDir)) await writer.file(options.filesDir, path);
    }
    const sha256 = await writer.end();
    await handle.sync();
    await handle.close();
    const { manifest, bytes } = await verifyBackup(partial);
    await rename(partial, options.file);
    return {
      file: options.file,
      bytes,
      sha256,
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      files: manifest.files.length,
    };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function readHeader(transaction: Transaction, database: Database, options: BackupOptions): Promise<BackupHeader> {
  const steps = await transaction.query<{ name: string; checksum: string }>(
    'select name, checksum from qd.schema_migration order by name',
  );
  return {
    format: 1,
    createdAt: options.clock.now().toString(),
    program: options.version,
    database: { kind: database.kind, version: database.version },
    steps: steps.rows,
    partitions: await readPartitions(transaction),
    sequences: await readSequences(transaction),
  };
}

class BackupWriter {
  readonly #handle: FileHandle;
  readonly #whole: Hash = createHash('sha256');
  readonly #manifest: BackupManifest = { tables: [], files: [] };

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async begin(header: BackupHeader): Promise<void> {
    await this.#write(magic);
    await this.#json('H', header);
  }

  async table(transaction: Transaction, table: string, columns: readonly string[]): Promise<void> {
    await this.#json('T', { table, columns });
    const from = columns.length === 0 ? quoteName(table) : `${quoteName(table)} (${quoteColumns(columns)})`;
    const end = await this.#data(copyOut(transaction.client, `copy ${from} to stdout`));
    this.#manifest.tables.push({ table, ...end });
  }

  /** A file that was deleted since the list was made is left out: the rows of the snapshot that named it were being deleted too. */
  async file(folder: string, path: string): Promise<void> {
    const source = await openIfThere(join(folder, path));
    if (source === undefined) return;
    const file = path.split(sep).join('/');
    await this.#json('F', { file });
    const { bytes, sha256 } = await this.#data(source.createReadStream({ highWaterMark: 256 * 1024 }));
    this.#manifest.files.push({ file, bytes, sha256 });
  }

  /** @returns the hash of the whole file but its last frame */
  async end(): Promise<string> {
    await this.#json('M', this.#manifest);
    const digest = this.#whole.copy().digest();
    await this.#frame('Z', digest);
    return digest.toString('hex');
  }

  async #data(source: AsyncIterable<Buffer>): Promise<PartEnd> {
    const hash = createHash('sha256');
    let bytes = 0;
    const chunks = source[Symbol.asyncIterator]();
    let next = await chunks.next();
    for (; next.done !== true; next = await chunks.next()) {
      hash.update(next.value);
      bytes += next.value.length;
      for (let at = 0; at < next.value.length; at += largestPiece) {
        await this.#frame('D', await compress(next.value.subarray(at, at + largestPiece)));
      }
    }
    const end = { rows: Number((next.value as number | undefined) ?? 0), bytes, sha256: hash.digest('hex') };
    await this.#json('E', end);
    return end;
  }

  #json(kind: FrameKind, content: unknown): Promise<void> {
    return this.#frame(kind, Buffer.from(JSON.stringify(content)));
  }

  #frame(kind: FrameKind, payload: Uint8Array): Promise<void> {
    return this.#write(encodeFrame(kind, payload));
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#whole.update(bytes);
    for (let at = 0; at < bytes.length; ) at += (await this.#handle.write(bytes, at)).bytesWritten;
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Paths of plain files below a folder, sorted; links and half-written files (`.partial`) are left out. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.partial'))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .sort();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}

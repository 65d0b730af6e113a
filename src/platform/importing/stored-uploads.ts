import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { type Workplace, readAs } from '#platform/records/run-as.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';

export interface StoredUpload {
  readonly id: string;
  readonly fileName: string;
  /** Such as `.csv` or `.csv.gz`. */
  readonly extension: string;
  /** Line ends in the file, when it is plain text: about its rows. */
  readonly lines: number | null;
}

const partBytes = 4 * 1024 * 1024;

/** Keeps a file in the database until its import has run: any worker reads it there, and a restart loses nothing. */
export async function storeUpload(
  context: WriteContext,
  upload: Omit<StoredUpload, 'lines'>,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  const { tx, viewer, now } = context;
  await tx.query(
    'insert into qd.upload (id, person_id, file_name, extension, created_at) values ($1, $2, $3, $4, $5)',
    [upload.id, viewer.personId, upload.fileName, upload.extension, now],
  );
  const plain = /^\.(csv|tsv|txt)$/.test(upload.extension);
  let [bytes, lines, part, size] = [0, 0, 0, 0];
  let waiting: Buffer[] = [];
  const flush = async (): Promise<void> => {
    await tx.query('insert into qd.upload_part (upload_id, part, content) values ($1, $2, $3)', [
      upload.id,
      part,
      Buffer.concat(waiting),
    ]);
    part += 1;
    waiting = [];
    size = 0;
  };
  for await (const chunk of content) {
    waiting.push(chunk);
    size += chunk.length;
    bytes += chunk.length;
    if (plain) lines += lineEnds(chunk);
    if (size >= partBytes) await flush();
  }
  if (size > 0) await flush();
  await tx.query('update qd.upload set bytes = $2, lines = $3 where company_id = qd.current_company() and id = $1', [
    upload.id,
    bytes,
    plain ? lines : null,
  ]);
}

function lineEnds(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
  return count;
}

export async function findUpload(tx: Transaction, id: string): Promise<StoredUpload> {
  const { rows } = await tx.query<StoredUpload>(
    `select id::text, file_name as "fileName", extension, lines::float8 as lines from qd.upload
     where company_id = qd.current_company() and id = $1`,
    [id],
  );
  if (rows.length === 0) throw new Refused('not-found', 'no upload of yours has this id', { field: 'id', found: id });
  return rows[0];
}

/** Puts an upload of the viewer where it can be read as a file, for as long as `work` takes. */
export async function withUploadFile<T>(
  place: Workplace,
  viewer: Viewer,
  id: string,
  work: (path: string, upload: StoredUpload) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-import-'));
  try {
    const staged = await readAs(place, viewer, async ({ tx }) => {
      const upload = await findUpload(tx, id);
      const path = join(folder, `upload${upload.extension}`);
      await pipeline(Readable.from(parts(tx, upload.id)), createWriteStream(path, { mode: 0o600 }));
      return { upload, path };
    });
    return await work(staged.path, staged.upload);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* parts(tx: Transaction, id: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part++) {
    const { rows } = await tx.query<{ content: Buffer }>(
      'select content from qd.upload_part where company_id = qd.current_company() and upload_id = $1 and part = $2',
      [id, part],
    );
    if (rows.length === 0) return;
    yield rows[0].content;
  }
}

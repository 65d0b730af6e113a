import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

/** A file that a job made. */
export interface JobFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly expiresAt: string;
}

const partBytes = 4 * 1024 * 1024;
const keptDays = 7;

/** Keeps the file of a job for its person, in the transaction that ends the job. */
export async function storeJobFile(
  { tx, viewer, now }: WriteContext,
  jobId: string,
  file: Pick<JobFile, 'fileName' | 'contentType'>,
  content: AsyncIterable<Buffer>,
): Promise<JobFile> {
  const expiresAt = Temporal.Instant.from(now)
    .add({ hours: 24 * keptDays })
    .toString();
  await tx.query(
    'insert into qd.job_file (job_id, person_id, file_name, content_type, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [jobId, viewer.personId, file.fileName, file.contentType, now, expiresAt],
  );
  let [bytes, size, part] = [0, 0, 0];
  let waiting: Buffer[] = [];
  const flush = async (): Promise<void> => {
    await tx.query('insert into qd.job_file_part (job_id, part, content) values ($1, $2, $3)', [
      jobId,
      part,
      Buffer.concat(waiting),
    ]);
    [waiting, size, part] = [[], 0, part + 1];
  };
  for await (const chunk of content) {
    waiting.push(chunk);
    size += chunk.length;
    bytes += chunk.length;
    if (size >= partBytes) await flush();
  }
  if (size > 0) await flush();
  await tx.query('update qd.job_file set bytes = $2 where company_id = qd.current_company() and job_id = $1', [
    jobId,
    bytes,
  ]);
  return { ...file, bytes, expiresAt };
}

/** @throws Refused `not-found` when the viewer has no such file, or has it no longer */
export async function findJobFile(tx: Transaction, jobId: string, now: string): Promise<JobFile> {
  const { rows } = await tx.query<JobFile>(
    `select file_name as "fileName", content_type as "contentType", bytes::float8 as bytes, expires_at as "expiresAt"
     from qd.job_file where company_id = qd.current_company() and job_id = $1 and person_id = qd.current_person() and expires_at > $2`,
    [jobId, now],
  );
  if (rows.length === 0)
    throw new Refused('not-found', 'this job made no file for you, or its days are over', {
      field: 'id',
      found: jobId,
    });
  return rows[0];
}

/** The next part of a file; undefined behind the last. */
export async function jobFilePart(tx: Transaction, jobId: string, part: number): Promise<Buffer | undefined> {
  const { rows } = await tx.query<{ content: Buffer }>(
    'select content from qd.job_file_part where company_id = qd.current_company() and job_id = $1 and part = $2',
    [jobId, part],
  );
  return rows.at(0)?.content;
}

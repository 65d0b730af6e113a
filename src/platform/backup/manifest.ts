import { z } from 'zod';

const count = z.number().int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup says about itself before the data. */
export const headerSchema = z.object({
  format: z.literal(1),
  createdAt: z.string(),
  program: z.string(),
  database: z.object({ kind: z.string(), version: z.string() }),
  steps: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Partitions that hold the rows of big facts; made again before the rows come. */
  partitions: z.array(z.object({ table: z.string(), parent: z.string(), bound: z.string(), security: z.boolean() })),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
});
export type BackupHeader = z.infer<typeof headerSchema>;

/** A table begins: `schema.name` and its stored columns in order. */
export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) });
export const fileSchema = z.object({ file: z.string() });
export const endSchema = z.object({ rows: count, bytes: count, sha256: hash });
export type PartEnd = z.infer<typeof endSchema>;

const tableEntry = z.object({ table: z.string(), rows: count, bytes: count, sha256: hash });
const fileEntry = z.object({ file: z.string(), bytes: count, sha256: hash });

/** What a backup says after the data: row counts and SHA-256 of the uncompressed bytes of each part. */
export const manifestSchema = z.object({ tables: z.array(tableEntry), files: z.array(fileEntry) });
export type BackupManifest = z.infer<typeof manifestSchema>;
export type TableEntry = z.infer<typeof tableEntry>;
export type FileEntry = z.infer<typeof fileEntry>;

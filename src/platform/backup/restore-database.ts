import { copyIn } from '#platform/database/copy.ts';
import type { Database } from '#platform/database/database.ts';
import { checksumOf, migrateWithin } from '#platform/database/migrate.ts';
import { DatabaseUnusable } from '#platform/database/problems.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import type { Migration } from '#platform/migrations/define-migration.ts';
import { migrations as shippedMigrations } from '#platform/migrations/list.ts';
import { bareTables } from './bare-tables.ts';
import { BackupDamaged } from './frames.ts';
import type { BackupHeader, BackupManifest } from './manifest.ts';
import { type BackupPart, BackupReader } from './read-backup.ts';
import {
  backedUpSchemas,
  quoteColumns,
  quoteName,
  readPartitions,
  type StoredTable,
  storedTables,
} from './read-catalog.ts';
import { isEmptyFolder, StagedFiles } from './stage-files.ts';
import { verifyBackup } from './verify-backup.ts';

export interface RestoreOptions {
  readonly file: string;
  /** Folder of uploaded files. */
  readonly filesDir?: string;
  /** Replaces what is there; without it the database and the folder of files must be empty. */
  readonly replace?: boolean;
  /** Version of the program. */
  readonly version: string;
  readonly migrations?: readonly Migration[];
}

export interface RestoreSummary {
  readonly createdAt: string;
  readonly madeBy: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Steps of the layout newer than the backup, applied after it was restored. */
  readonly migrated: readonly string[];
}

/**
 * Restores a backup, from whichever kind of database, all or nothing: the file is checked from end to end first; then layout, rows
 * and newer steps come in one transaction, in which the rows are checked once more. The files come beside their folder and are
 * renamed into place right after the commit (killed in that moment, the restore has to be repeated with `replace`).
 * @throws BackupDamaged naming the damaged part; DatabaseUnusable when the database is not empty or the backup is of a newer version
 */
export async function restoreDatabase(database: Database, options: RestoreOptions): Promise<RestoreSummary> {
  const migrations = options.migrations ?? shippedMigrations;
  const { header, manifest } = await verifyBackup(options.file);
  const known = stepsOf(header, migrations);
  await refuseOthers(database);
  if (options.replace !== true) await refuseFull(database, options.filesDir);
  const staged = options.filesDir === undefined ? undefined : new StagedFiles(options.filesDir);
  const reader = new BackupReader(options.file);
  let migrated: string[] = [];
  try {
    await withSystemTransaction(
      database,
      { reason: 'a backup holds the layout and the rows of everyone' },
      async (transaction) => {
        await transaction.query("set local lock_timeout = '60s'");
        // The owner's first search path must not name a schema that goes away.
        for (const schema of [...backedUpSchemas].reverse())
          await transaction.query(`drop schema if exists ${schema} cascade`);
        await migrateWithin(transaction, known, options.version);
        await makePartitions(transaction, await reader.header());
        await load(transaction, reader, staged, manifest);
        await setSequences(transaction, header);
        migrated = await migrateWithin(transaction, migrations, options.version);
      },
      { statementTimeoutMs: 0, attempts: 1 },
    );
    await staged?.keep();
  } finally {
    await reader.close();
    await staged?.drop();
  }
  await withSystemTransaction(
    database,
    { reason: 'plans need statistics' },
    (transaction) => transaction.query('analyze'),
    {
      statementTimeoutMs: 0,
    },
  );
  return {
    createdAt: header.createdAt,
    madeBy: header.program,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
    files: staged?.count ?? 0,
    migrated,
  };
}

/** The steps the backup's layout has, as this program knows them. */
function stepsOf(header: BackupHeader, migrations: readonly Migration[]): Migration[] {
  return header.steps.map((step, i) => {
    const known = migrations[i];
    if (known?.name !== step.name || checksumOf(known) !== step.checksum) {
      throw new DatabaseUnusable(
        `the backup was made by a newer or another version (${header.program}): this program does not know its step "${step.name}"; restore it with that version`,
      );
    }
    return known;
  });
}

/** What another process remembers would be of the database that goes away. */
async function refuseOthers(database: Database): Promise<void> {
  const others = await database.pool.query<{ name: string }>(
    `select distinct coalesce(nullif(application_name, ''), 'process ' || pid) as name from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and application_name not like $1`,
    [`%[${process.pid}]`],
  );
  if (others.rows.length > 0) {
    const names = others.rows.map(({ name }) => name).join(', ');
    throw new DatabaseUnusable(`the database is in use by ${names}; stop that first, then restore`);
  }
}

async function refuseFull(database: Database, filesDir: string | undefined): Promise<void> {
  const full = await withSystemTransaction(
    database,
    { reason: 'looks whether there are rows' },
    async (transaction) => {
      for (const { table } of await storedTables(transaction)) {
        if (table === 'qd.schema_migration') continue;
        const found = await transaction.query(`select from ${quoteName(table)} limit 1`);
        if (found.rowCount !== 0) return table;
      }
      return undefined;
    },
  );
  if (full !== undefined) {
    throw new DatabaseUnusable(
      `the database is not empty: ${full} has rows; restore into a new data folder, or say --replace to replace what is there`,
    );
  }
  if (filesDir !== undefined && !(await isEmptyFolder(filesDir))) {
    throw new DatabaseUnusable(
      `${filesDir} is not empty; restore into a new data folder, or say --replace to replace what is there`,
    );
  }
}

/** The partitions of the backup and no others: rows that lie in its rest would be refused there beside one of their month. */
async function makePartitions(transaction: Transaction, header: BackupHeader): Promise<void> {
  const named = new Set(header.partitions.map(({ table }) => table));
  for (const { table } of await readPartitions(transaction))
    if (!named.has(table)) await transaction.query(`drop table ${quoteName(table)}`);
  const there = new Set((await storedTables(transaction)).map(({ table }) => table));
  for (const { table, parent, bound, security } of header.partitions) {
    if (there.has(table)) continue;
    if (!/^(FOR VALUES [^;]*|DEFAULT)$/.test(bound))
      throw new BackupDamaged('the header', `"${bound}" bounds no partition`);
    await transaction.query(`create table ${quoteName(table)} partition of ${quoteName(parent)} ${bound}`);
    if (security) await transaction.query(`alter table ${quoteName(table)} enable row level security`);
  }
}

async function load(
  transaction: Transaction,
  reader: BackupReader,
  staged: StagedFiles | undefined,
  manifest: BackupManifest,
): Promise<void> {
  const putBack = await bareTables(transaction);
  const tables = new Map((await storedTables(transaction)).map((stored) => [stored.table, stored]));
  const rows = new Map(manifest.tables.map((entry) => [entry.table, entry.rows]));
  for await (const part of reader.parts()) {
    if (part.kind === 'table') await loadTable(transaction, part, tables.get(part.name), rows.get(part.name) ?? 0);
    else if (staged !== undefined) await staged.take(part.name, part.bytes);
    else while ((await part.bytes.next()).done !== true);
  }
  for (const statement of putBack) await transaction.query(statement);
}

async function loadTable(
  transaction: Transaction,
  part: BackupPart,
  stored: StoredTable | undefined,
  expected: number,
): Promise<void> {
  if (stored === undefined || part.columns.some((column) => !stored.columns.includes(column))) {
    throw new BackupDamaged(`table ${part.name}`, 'the layout has no such table or column');
  }
  const columns = part.columns.length === 0 ? '' : ` (${quoteColumns(part.columns)})`;
  const loaded = await copyIn(transaction.client, `copy ${quoteName(part.name)}${columns} from stdin`, part.bytes);
  if (loaded !== expected)
    throw new BackupDamaged(`table ${part.name}`, `${expected} rows were saved, ${loaded} came back`);
}

async function setSequences(transaction: Transaction, header: BackupHeader): Promise<void> {
  for (const { name, last, called } of header.sequences) {
    await transaction.query('select setval($1::regclass, $2::bigint, $3)', [quoteName(name), last, called]);
  }
}

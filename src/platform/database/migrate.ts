import { createHash } from 'node:crypto';
import type { Migration } from '#platform/migrations/define-migration.ts';
import { migrations as shippedMigrations } from '#platform/migrations/list.ts';
import type { Database } from './database.ts';
import { codeOf, DatabaseUnusable, messageOf } from './problems.ts';
import { type Transaction, withSystemTransaction } from './transaction.ts';

export interface MigrateOptions {
  readonly migrations?: readonly Migration[];
  /** Version of the program, noted beside each step it applies. */
  readonly version?: string;
  /** Called once before the first step that is applied to a database that holds data already. */
  readonly beforeFirst?: (pending: readonly string[]) => Promise<void>;
}

export interface MigrateOutcome {
  readonly applied: readonly string[];
  readonly alreadyThere: number;
}

interface AppliedRow {
  readonly name: string;
  readonly checksum: string;
  readonly version: string | null;
}

const reason = 'the layout of the database is the business of its owner';
const noLimit = { statementTimeoutMs: 0 };

/**
 * Brings the database to this program's layout: each step in a transaction of its own, under a lock, so that several processes
 * may call it at once and a kill in the middle leaves whole steps only; calling it again completes the rest.
 * @throws DatabaseUnusable (nothing is changed) when the database has steps this program does not know, or an applied step
 * differs from this program's, or a step fails
 */
export async function migrateDatabase(database: Database, options: MigrateOptions = {}): Promise<MigrateOutcome> {
  const migrations = options.migrations ?? shippedMigrations;
  const applied: string[] = [];
  let there = await prepare(database);
  const pending = pendingAfter(there, migrations);
  if (pending.length > 0 && there.length > 0) await options.beforeFirst?.(pending.map((each) => each.name));
  for (const migration of pending) {
    const done = await withSystemTransaction(
      database,
      { reason },
      async (transaction) => {
        await lock(transaction);
        there = await readApplied(transaction);
        if (pendingAfter(there, migrations)[0]?.name !== migration.name) return false;
        await apply(transaction, migration, options.version);
        return true;
      },
      noLimit,
    );
    if (done) applied.push(migration.name);
  }
  return { applied, alreadyThere: migrations.length - applied.length };
}

/** The steps still to be applied; refuses like migrateDatabase. Changes nothing. */
export async function pendingMigrations(database: Database, migrations: readonly Migration[] = shippedMigrations) {
  const there = await withSystemTransaction(database, { reason }, async (transaction) => {
    const found = await transaction.query<{ there: boolean }>(
      "select to_regclass('qd.schema_migration') is not null as there",
    );
    return found.rows[0].there ? readApplied(transaction) : [];
  });
  return pendingAfter(there, migrations).map((each) => each.name);
}

/** The layout's fingerprint: of all steps this program knows. */
export function layoutChecksum(migrations: readonly Migration[] = shippedMigrations): string {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(`${migration.name} ${checksumOf(migration)}\n`);
  return hash.digest('hex');
}

export function checksumOf(migration: Migration): string {
  return createHash('sha256').update(JSON.stringify(migration.statements)).digest('hex');
}

/**
 * The same inside a transaction of the caller, who makes the layout and fills it as one (restore).
 * @returns names of the steps applied
 */
export async function migrateWithin(
  transaction: Transaction,
  migrations: readonly Migration[],
  version?: string,
): Promise<string[]> {
  const pending = pendingAfter(await prepareWithin(transaction), migrations);
  for (const migration of pending) await apply(transaction, migration, version);
  return pending.map((migration) => migration.name);
}

async function prepare(database: Database): Promise<AppliedRow[]> {
  try {
    return await withSystemTransaction(database, { reason }, prepareWithin, noLimit);
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    throw new DatabaseUnusable(
      `the database user may not create the schema qd: ${messageOf(error)}; let an administrator run: grant create on database … to that user`,
      { cause: error },
    );
  }
}

async function prepareWithin(transaction: Transaction): Promise<AppliedRow[]> {
  await lock(transaction);
  await transaction.query('create schema if not exists qd');
  await transaction.query(
    `create table if not exists qd.schema_migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default clock_timestamp(), version text)`,
  );
  return readApplied(transaction);
}

async function lock(transaction: Transaction): Promise<void> {
  await transaction.query("select pg_advisory_xact_lock(hashtextextended('quarterdeck.migrate', 0))");
}

async function readApplied(transaction: Transaction): Promise<AppliedRow[]> {
  const answer = await transaction.query<AppliedRow>(
    'select name, checksum, version from qd.schema_migration order by name',
  );
  return answer.rows;
}

function pendingAfter(there: readonly AppliedRow[], migrations: readonly Migration[]): Migration[] {
  migrations.forEach((migration, i) => {
    if (i > 0 && migrations[i - 1].name >= migration.name)
      throw new Error(`migration ${migration.name} is out of order in list.ts`);
  });
  there.forEach((row, i) => {
    const known = migrations.find((migration) => migration.name === row.name);
    if (known === undefined) {
      throw new DatabaseUnusable(
        `the database was changed by a newer or another version${row.version === null ? '' : ` (${row.version})`}: it has step "${row.name}", which this program does not know; start that version, or restore a backup made before it`,
      );
    }
    if (checksumOf(known) !== row.checksum) {
      throw new DatabaseUnusable(
        `step "${row.name}" of the database's layout differs from this program's: a released step was edited; start the version that made this database${row.version === null ? '' : ` (${row.version})`}`,
      );
    }
    if (migrations[i].name !== row.name) {
      throw new DatabaseUnusable(
        `the database has step "${row.name}" but lacks "${migrations[i].name}", which comes before it; restore a backup, or start the version that made this database`,
      );
    }
  });
  return migrations.slice(there.length);
}

/** Obstacles beyond these are counted, not named. */
const mostNamed = 20;

async function refuseObstacles(transaction: Transaction, { name, obstacles }: Migration): Promise<void> {
  if (obstacles === undefined) return;
  const { rows } = await transaction.query<{ what: string }>(obstacles.query);
  if (rows.length === 0) return;
  const named = rows.slice(0, mostNamed).map(({ what }) => what);
  const others = rows.length > mostNamed ? `; and ${rows.length - mostNamed} more` : '';
  throw new DatabaseUnusable(
    `step "${name}" cannot be applied: ${obstacles.problem}: ${named.join('; ')}${others}. ${obstacles.remedy}. Nothing of this step was kept, the database is as before it`,
  );
}

async function apply(transaction: Transaction, migration: Migration, version: string | undefined): Promise<void> {
  await refuseObstacles(transaction, migration);
  for (const [i, statement] of migration.statements.entries()) {
    try {
      await transaction.query(statement);
    } catch (error) {
      const hint = (error as { hint?: string }).hint;
      throw new DatabaseUnusable(
        `step "${migration.name}" failed at statement ${i + 1} of ${migration.statements.length}: ${messageOf(error)}${hint === undefined ? '' : ` (${hint})`}; nothing of this step was kept, the database is as before it`,
        { cause: error },
      );
    }
  }
  await transaction.query('insert into qd.schema_migration (name, checksum, version) values ($1, $2, $3)', [
    migration.name,
    checksumOf(migration),
    version ?? null,
  ]);
}

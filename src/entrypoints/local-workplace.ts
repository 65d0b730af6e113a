import { migrateWithBackup } from '#platform/backup/migrate-with-backup.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { type Config, readConfig } from '#platform/config/read-config.ts';
import type { Database } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { createLogger } from '#platform/log/logger.ts';
import type { Workplace } from '#platform/records/run-as.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import type { OptionSpec, OptionValues } from './engine-commands/define-engine-command.ts';
import './records.ts';
import { version } from './version.ts';

/** Options of every command that works on stored data. */
export const workplaceOptions: readonly OptionSpec[] = [
  { name: 'data', kind: 'text', help: 'data folder (default .quarterdeck/data, or QUARTERDECK_DATA_DIR)' },
  { name: 'json', kind: 'flag', help: 'print exactly one JSON document' },
  { name: 'help', kind: 'flag', help: 'show this' },
];

export interface LocalWorkplace extends Workplace {
  readonly database: Database;
  readonly config: Config;
  /** The command line acts as an administrator: whoever can read the data folder owns the data already. */
  readonly viewer: Viewer;
}

const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Opens the database of a data folder (or DATABASE_URL), brings its layout up to date and makes the company when there is none.
 * `databaseUrl` given wins over the environment; '' means the embedded database whatever the environment says.
 */
export async function withWorkplace<T>(
  options: OptionValues,
  work: (place: LocalWorkplace) => Promise<T>,
  databaseUrl?: string,
): Promise<T> {
  const environment = databaseUrl === undefined ? process.env : { ...process.env, DATABASE_URL: databaseUrl };
  const config = readConfig(version, { data: options.data as string | undefined }, environment);
  const database = await openConfigured(config, 'command line');
  try {
    await migrateWithBackup(database, { dataDir: config.dataDir, clock: systemClock, version });
    const companyId = await ensureCompany(database);
    const viewer: Viewer = {
      companyId,
      personId: nobody,
      name: 'command line',
      email: null,
      language: 'zh-Hans',
      roles: ['administrator', 'executive'],
      unitIds: [],
      teamPeople: [],
      subtreePeople: [],
      via: 'cli',
    };
    return await work({ database, config, clock: systemClock, viewer });
  } finally {
    await database.close();
  }
}

export function openConfigured(config: Config, applicationName: string): Promise<Database> {
  return openDatabase({
    dataDir: config.dataDir,
    url: config.databaseUrl,
    replicaUrl: config.databaseReplicaUrl,
    requestUrl: config.databaseRequestUrl,
    postgresBin: config.postgresBin,
    poolSize: config.poolSize,
    statementTimeoutMs: config.statementTimeoutMs,
    applicationName,
    logger: createLogger({ level: config.logLevel }),
  });
}

/** The company of the installation; an empty one is made for data that arrives before anyone has signed in. */
async function ensureCompany(database: Database): Promise<number> {
  return withSystemTransaction(database, { reason: 'the company of the installation' }, async (tx) => {
    await tx.query(
      "insert into qd.company (company_id, name) select 1, 'Quarterdeck' where not exists (select from qd.company)",
    );
    const { rows } = await tx.query<{ company_id: number }>(
      'select company_id from qd.company order by company_id limit 1',
    );
    return rows[0].company_id;
  });
}

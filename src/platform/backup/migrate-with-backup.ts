import { join } from 'node:path';
import type { Clock } from '#platform/clock/clock.ts';
import { dataFolder } from '#platform/database/data-folder.ts';
import type { Database } from '#platform/database/database.ts';
import { type MigrateOutcome, migrateDatabase } from '#platform/database/migrate.ts';
import { backupDatabase } from './backup-database.ts';

export interface MigrateWithBackupOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly version: string;
}

/**
 * Brings the layout up to date; a database that holds something already is first saved in `<data folder>/backups`, in a file that
 * has been read back and checked. `quarterdeck restore FILE --replace` of the older version undoes the step.
 */
export async function migrateWithBackup(
  database: Database,
  { dataDir, clock, version }: MigrateWithBackupOptions,
): Promise<MigrateOutcome & { readonly backup: string | undefined }> {
  let backup: string | undefined;
  const outcome = await migrateDatabase(database, {
    version,
    beforeFirst: async (pending) => {
      const file = join(dataDir, 'backups', `${clock.now().epochMilliseconds}-before-${pending[0]}.backup`);
      backup = (await backupDatabase(database, { file, filesDir: dataFolder(dataDir).files, clock, version })).file;
    },
  });
  return { ...outcome, backup };
}

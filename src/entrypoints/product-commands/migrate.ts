import { join } from 'node:path';
import { backupDatabase } from '#platform/backup/backup-database.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { dataFolder } from '#platform/database/data-folder.ts';
import { migrateDatabase, pendingMigrations } from '#platform/database/migrate.ts';
import { parseArguments } from '../command-arguments.ts';
import { openConfigured, workplaceOptions } from '../local-workplace.ts';
import { version } from '../version.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'dry-run', kind: 'flag', help: 'only name the steps that are still to be applied' },
  ...workplaceOptions,
] as const;

/** `quarterdeck migrate`: a checked backup first (when there is something to lose), then the steps still missing. */
export async function run(args: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(args, options);
  if (given.help === true) return commandUsage('migrate', 'Brings the layout of the database up to date.', options);
  const config = readConfig(version, { data: given.data as string | undefined });
  const database = await openConfigured(config, 'command line');
  try {
    const pending = await pendingMigrations(database);
    let backup: string | undefined;
    if (given['dry-run'] !== true) {
      const file = join(
        config.dataDir,
        'backups',
        `before-${pending.at(-1) ?? version}-${systemClock.now().epochMilliseconds}.backup`,
      );
      const filesDir = dataFolder(config.dataDir).files;
      await migrateDatabase(database, {
        version,
        beforeFirst: async () => {
          backup = (await backupDatabase(database, { file, filesDir, clock: systemClock, version })).file;
        },
      });
    }
    const outcome = { dryRun: given['dry-run'] === true, steps: pending, backup: backup ?? null };
    if (given.json === true) process.stdout.write(`${JSON.stringify(outcome)}\n`);
    else if (pending.length === 0) process.stdout.write('The layout of the database is up to date.\n');
    else {
      const saved = backup === undefined ? '' : ` Before that, everything was saved in ${backup}.`;
      process.stdout.write(`${outcome.dryRun ? 'To be applied' : 'Applied'}: ${pending.join(', ')}.${saved}\n`);
    }
    return 0;
  } finally {
    await database.close();
  }
}

import { migrateWithBackup } from '#platform/backup/migrate-with-backup.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { pendingMigrations } from '#platform/database/migrate.ts';
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
  const database = await openConfigured(config, 'migrate');
  try {
    if (given['dry-run'] === true) {
      const pending = await pendingMigrations(database);
      print(
        given.json === true,
        { pending },
        pending.length === 0 ? upToDate : `To be applied: ${pending.join(', ')}.`,
      );
      return 0;
    }
    const { applied, backup } = await migrateWithBackup(database, {
      dataDir: config.dataDir,
      clock: systemClock,
      version,
    });
    const saved = backup === undefined ? '' : ` Before that, everything was saved in ${backup}.`;
    const text = applied.length === 0 ? upToDate : `Applied: ${applied.join(', ')}.${saved}`;
    print(given.json === true, { applied, backup: backup ?? null }, text);
    return 0;
  } finally {
    await database.close();
  }
}

const upToDate = 'The layout of the database is up to date.';

function print(json: boolean, answer: Readonly<Record<string, unknown>>, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(answer) : text}\n`);
}

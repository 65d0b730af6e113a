import { restoreDatabase } from '#platform/backup/restore-database.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { dataFolder } from '#platform/database/data-folder.ts';
import { parseArguments, WrongCall } from '../command-arguments.ts';
import { openConfigured, workplaceOptions } from '../local-workplace.ts';
import { version } from '../version.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'replace', kind: 'flag', help: 'replace what is there; without it the database must be empty' },
  ...workplaceOptions,
] as const;

/** `quarterdeck restore FILE`: brings a backup back, all or nothing, into an embedded database or a server. */
export async function run(args: readonly string[]): Promise<number> {
  const { positional, options: given } = parseArguments(args, options);
  if (given.help === true) return commandUsage('restore FILE', 'Brings a backup back, all or nothing.', options);
  if (positional.length !== 1) throw new WrongCall('restore FILE is expected');
  const config = readConfig(version, { data: given.data as string | undefined });
  const database = await openConfigured(config, 'command line');
  try {
    const summary = await restoreDatabase(database, {
      file: positional[0],
      filesDir: dataFolder(config.dataDir).files,
      replace: given.replace === true,
      version,
    });
    if (given.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
    else {
      const { rows, tables, files, createdAt, migrated } = summary;
      const newer = migrated.length === 0 ? '' : ` Brought up to date by ${migrated.join(', ')}.`;
      process.stdout.write(`Restored: ${rows} rows of ${tables} tables, ${files} files, as of ${createdAt}.${newer}\n`);
    }
    return 0;
  } finally {
    await database.close();
  }
}

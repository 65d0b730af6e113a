import { backupDatabase } from '#platform/backup/backup-database.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { dataFolder } from '#platform/database/data-folder.ts';
import { parseArguments, WrongCall } from '../command-arguments.ts';
import { withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { version } from '../version.ts';
import { commandUsage } from './command-usage.ts';

/** `quarterdeck backup FILE`: everything stored, as of one moment, while the app goes on working. */
export async function run(args: readonly string[]): Promise<number> {
  const { positional, options: given } = parseArguments(args, workplaceOptions);
  if (given.help === true)
    return commandUsage('backup FILE', 'Writes everything stored into one checked file.', workplaceOptions);
  if (positional.length !== 1) throw new WrongCall('backup FILE is expected');
  const summary = await withWorkplace(given, ({ database, config }) =>
    backupDatabase(database, {
      file: positional[0],
      filesDir: dataFolder(config.dataDir).files,
      clock: systemClock,
      version,
    }),
  );
  if (given.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else {
    const { file, rows, tables, files, bytes, sha256 } = summary;
    process.stdout.write(
      `Saved and checked: ${rows} rows of ${tables} tables, ${files} files, ${bytes} bytes in ${file}\nSHA-256 ${sha256}\n`,
    );
  }
  return 0;
}

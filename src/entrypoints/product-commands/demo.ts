import { systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { migrateDatabase } from '#platform/database/migrate.ts';
import { parseArguments } from '../command-arguments.ts';
import { openConfigured, workplaceOptions } from '../local-workplace.ts';
import { version } from '../version.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'seed', kind: 'whole', help: 'seed of the simulated company', fallback: 1 },
  { name: 'ends-on', kind: 'date', help: 'last day of its history (default: today)' },
  { name: 'size', kind: 'text', help: 'full, or small for a quick look', oneOf: ['full', 'small'], fallback: 'full' },
  { name: 'planted', kind: 'text', help: 'all, none, or truths joined by commas', fallback: 'all' },
  ...workplaceOptions,
] as const;

/** `quarterdeck demo`: builds the demo company into an empty database. */
export async function run(args: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(args, options);
  if (given.help === true) return commandUsage('demo', 'Builds the demo company into an empty database.', options);
  const { buildDemo } = await import('../demo-company/build-demo.ts');
  const { plantedSet } = await import('../demo-company/planted-truths.ts');
  const wanted = String(given.planted);
  const planted = wanted === 'all' || wanted === 'none' ? wanted : [...plantedSet(wanted.split(',') as never)];
  const database = await openConfigured(readConfig(version, { data: given.data as string | undefined }), 'demo');
  try {
    await migrateDatabase(database, { version });
    const built = await buildDemo(database, {
      clock: systemClock,
      seed: given.seed as number,
      endsOn: given['ends-on'] as string | undefined,
      size: given.size as 'full' | 'small',
      planted,
    });
    const answer = { events: built.events, seconds: built.seconds };
    process.stdout.write(
      given.json === true ? `${JSON.stringify(answer)}\n` : `Built ${built.company.name}: ${built.events} events.\n`,
    );
    return 0;
  } finally {
    await database.close();
  }
}

import { migrateWithBackup } from '#platform/backup/migrate-with-backup.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { readServerSettings } from '#platform/config/read-server-settings.ts';
import { loadSecrets } from '#platform/config/secrets.ts';
import type { JobServices } from '#platform/jobs/job-kind.ts';
import { startJobs } from '#platform/jobs/job-runner.ts';
import { createLogger } from '#platform/log/logger.ts';
import { startNotices } from '#platform/notifications/notice-pump.ts';
import { startWebhooks } from '#platform/webhooks/webhook-pump.ts';
import { parseArguments } from '../command-arguments.ts';
import '../job-kinds.ts';
import { openConfigured } from '../local-workplace.ts';
import { version } from '../version.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'data', kind: 'text', help: 'data folder (default .quarterdeck/data, or QUARTERDECK_DATA_DIR)' },
  { name: 'help', kind: 'flag', help: 'show this' },
] as const;

/** `quarterdeck worker`: takes jobs from the queue until it is told to stop; any number may run beside each other and the server. */
export async function run(args: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(args, options);
  if (given.help === true) return commandUsage('worker', 'Works through queued jobs.', options);
  const config = readConfig(version, { data: given.data as string | undefined });
  const log = createLogger({ level: config.logLevel });
  const database = await openConfigured(config, 'worker');
  await migrateWithBackup(database, { dataDir: config.dataDir, clock: systemClock, version });
  const secrets = loadSecrets(config.dataDir);
  const services: JobServices = {
    database,
    clock: systemClock,
    log,
    settings: {
      version,
      secret: secrets.auth,
      previousSecrets: secrets.previousAuth,
      publicUrl: config.baseUrl,
      ...readServerSettings(),
    },
    baseUrl: () => config.baseUrl ?? `http://127.0.0.1:${config.port}`,
  };
  const jobs = startJobs(services);
  const webhooks = startWebhooks(services);
  const notices = startNotices(services);
  process.stderr.write('Working through the queue …\n');
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  await Promise.all([jobs.stop(), webhooks.stop(), notices.stop()]);
  await database.close();
  return 0;
}

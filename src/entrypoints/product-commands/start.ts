import { join } from 'node:path';
import { migrateWithBackup } from '#platform/backup/migrate-with-backup.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { readServerSettings } from '#platform/config/read-server-settings.ts';
import { loadSecrets } from '#platform/config/secrets.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { createServer, drainOnSignal } from '#platform/http/create-server.ts';
import type { RouteServices } from '#platform/http/define-route.ts';
import type { ServerSettings } from '#platform/http/server-settings.ts';
import { makeCliToken, publishCliAccess } from '#platform/identity/cli-token.ts';
import { welcomeLink } from '#platform/identity/first-start.ts';
import { identityOf } from '#platform/identity/identity.ts';
import { startLiveFeed } from '#platform/live/live-feed.ts';
import { createLogger } from '#platform/log/logger.ts';
import { parseArguments } from '../command-arguments.ts';
import { startJobThread } from '../job-thread.ts';
import { openConfigured } from '../local-workplace.ts';
import { routes } from '../routes.ts';
import { version } from '../version.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'port', kind: 'whole', help: 'port to listen on (default 4180, or PORT)', min: 0, max: 65_535 },
  { name: 'host', kind: 'text', help: 'address to listen on (default 127.0.0.1)' },
  { name: 'data', kind: 'text', help: 'data folder (default .quarterdeck/data, or QUARTERDECK_DATA_DIR)' },
  { name: 'empty', kind: 'flag', help: 'begin with an empty company instead of the demo' },
  { name: 'no-jobs', kind: 'flag', help: 'leave queued work to `quarterdeck worker` processes' },
  { name: 'help', kind: 'flag', help: 'show this' },
] as const;

/** `quarterdeck start`: opens the database, brings it up to date, serves the app; prints one line with the address when ready. */
export async function run(args: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(args, options);
  if (given.help === true) return commandUsage('start', 'Serves the app.', options);
  const config = readConfig(version, {
    data: given.data as string | undefined,
    port: given.port as number | undefined,
    host: given.host as string | undefined,
  });
  const log = createLogger({ level: config.logLevel });
  const webFolder = await builtWeb();
  const database = await openConfigured(config, 'server');
  // A start that is refused ends: an open database would keep the process.
  const migrated = await migrateWithBackup(database, { dataDir: config.dataDir, clock: systemClock, version }).catch(
    async (problem: unknown) => {
      await database.close();
      throw problem;
    },
  );
  if (migrated.applied.length > 0)
    log.info('the layout of the database is up to date', { steps: migrated.applied.length });
  const companies = await withSystemTransaction(database, { reason: 'first start' }, (tx) =>
    tx.query('select company_id from qd.company limit 1'),
  );
  if (companies.rows.length === 0 && given.empty !== true) {
    const { buildDemo } = await import('../demo-company/build-demo.ts');
    process.stderr.write('Building the demo company …\n');
    await buildDemo(database, { clock: systemClock });
  }
  const secrets = loadSecrets(config.dataDir);
  const cli = makeCliToken();
  const settings: ServerSettings = {
    version,
    secret: secrets.auth,
    previousSecrets: secrets.previousAuth,
    publicUrl: config.baseUrl,
    cliTokenHash: cli.hash,
    ...readServerSettings(),
  };
  const app = await createServer({
    database,
    routes,
    config: settings,
    clock: systemClock,
    log,
    webFolder,
  });
  await app.listen({ port: config.port, host: config.host });
  const { services } = app;
  const address = services.baseUrl();
  const withdraw = publishCliAccess(config.dataDir, { url: address, token: cli.token });
  const stopFeed = startLiveFeed(services, 1);
  const jobs = given['no-jobs'] === true ? undefined : startJobThread(services, config.logLevel);
  drainOnSignal(app, async () => {
    withdraw();
    const ended = await Promise.allSettled([stopFeed(), jobs?.stop()]);
    await database.close();
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  });
  const link = await welcomeLink(identityOf(services));
  if (link !== undefined) process.stderr.write(`Set up the owner's account here (once): ${link}\n`);
  await showDemoSignIns(services);
  process.stdout.write(`Quarterdeck is ready at ${address}\n`);
  return new Promise<number>(() => undefined);
}

/** The built web app; built first when its sources have changed. */
async function builtWeb(): Promise<string> {
  const { buildWebIfStale } = (await import(new URL('../../../tools/build-web.ts', import.meta.url).href)) as {
    readonly buildWebIfStale: () => Promise<{ folder: string }>;
  };
  const { folder } = await buildWebIfStale();
  return folder.startsWith('/') ? folder : join(import.meta.dirname, '..', '..', '..', folder);
}

async function showDemoSignIns(services: RouteServices): Promise<void> {
  const { rows } = await withSystemTransaction(services.database, { reason: 'demo sign-ins' }, (tx) =>
    tx.query<{ is_demo: boolean }>('select is_demo from qd.company limit 1'),
  );
  if (rows[0]?.is_demo !== true) return;
  const { demoPassword, demoPersonas } = await import('../demo-company/demo-personas.ts');
  const lines = demoPersonas.map((persona) => `  ${persona.email}`).join('\n');
  process.stderr.write(
    `Demo company. Sign in with one click, or with any of these and the password ${demoPassword}:\n${lines}\n`,
  );
}

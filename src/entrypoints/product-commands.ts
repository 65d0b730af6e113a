type Command = { readonly run: (args: readonly string[]) => Promise<number> };

const command = (summary: string, load: () => Promise<Command>) => ({ summary, load: async () => (await load()).run });

/** The commands of the product itself, each loaded only when it is called. Resolves to the exit code. */
export const productCommands: Readonly<
  Record<string, { summary: string; load: () => Promise<(args: readonly string[]) => Promise<number>> }>
> = {
  start: command(
    'serve the app (opens the demo company on a first start)',
    () => import('./product-commands/start.ts'),
  ),
  import: command('bring files in, or take an import back', () => import('./product-commands/import.ts')),
  metrics: command('numbers of the metric catalogue, whole or sliced', () => import('./product-commands/metrics.ts')),
  pay: command('calculate and explain pay, simulate plans, export', () => import('./product-commands/pay.ts')),
  diagnose: command('examine the company and rank what is found', () => import('./product-commands/diagnose.ts')),
  demo: command('build the demo company into an empty database', () => import('./product-commands/demo.ts')),
  user: command('let people in, keep them out, make reset links', () => import('./product-commands/user.ts')),
  openapi: command('print the description of the API', () => import('./product-commands/openapi.ts')),
  jobs: command('what runs, what waits, what failed; cancel, retry, run', () => import('./product-commands/jobs.ts')),
  worker: command('work through queued jobs without serving the app', () => import('./product-commands/worker.ts')),
  'verify-log': command('show that the event log was not altered', () => import('./product-commands/verify-log.ts')),
  backup: command('save everything in one checked file', () => import('./product-commands/backup.ts')),
  restore: command('bring a backup back, all or nothing', () => import('./product-commands/restore.ts')),
  migrate: command('bring the layout of the database up to date', () => import('./product-commands/migrate.ts')),
};

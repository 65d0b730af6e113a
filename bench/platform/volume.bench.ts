import type { Bench } from '../define-bench.ts';
import { makeBenchCompany } from './bench-company.ts';
import { startBenchServer } from './bench-server.ts';
import { measureImport } from './measure-import.ts';

/** The budgets at a million rows; with DATABASE_URL on that server, else on the embedded database. */
export const bench: Bench = {
  title: 'Platform: a company with a million opportunities',
  run: async ({ rows }) => {
    const company = await makeBenchCompany(rows);
    const server = await startBenchServer(company.dataDir, ['--empty']);
    try {
      return [...(await measureImport(company, server, rows))];
    } finally {
      await server.stop();
      await company.remove();
    }
  },
};

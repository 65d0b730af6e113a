import { withWorkplace } from '../../src/entrypoints/local-workplace.ts';
import type { Bench } from '../define-bench.ts';
import { type BenchCompany, makeBenchCompany } from './bench-company.ts';
import { type BenchServer, startBenchServer } from './bench-server.ts';
import { fillCompany } from './fill-company.ts';
import { importOpportunities, measureImport } from './measure-import.ts';
import { measureDiagnosis } from './measure-diagnosis.ts';
import { pageRows, timePages } from './measure-reading.ts';
import { secondsOfPlainInsert } from './plain-insert.ts';

/** The budgets at a million rows; with DATABASE_URL on that server, else on the embedded database. */
export const bench: Bench = {
  title: 'Platform: a company with a million opportunities; pages as the leader of a fifth of it sees them',
  run: async ({ rows }) => {
    const smaller = await withCompany(Math.round(rows / 10), async (company, server) => {
      await importOpportunities(company, server, Math.round(rows / 10));
      await fill(company, Math.round(rows / 10));
      const times = await timePages(company, server);
      const plain = await withWorkplace({ data: company.dataDir }, (place) => secondsOfPlainInsert(place.database));
      return { times, plain };
    });
    return withCompany(rows, async (company, server) => {
      const importing = await measureImport(company, server, rows, smaller.plain * 10);
      await fill(company, rows);
      const times = await timePages(company, server);
      const of = `${rows.toLocaleString('en')} opportunities`;
      const diagnosis = await measureDiagnosis(server, { of, seconds: 60 });
      return [...importing, ...pageRows(times, smaller.times), diagnosis];
    });
  },
};

async function withCompany<T>(
  rows: number,
  work: (company: BenchCompany, server: BenchServer) => Promise<T>,
): Promise<T> {
  const company = await makeBenchCompany(rows);
  try {
    const server = await startBenchServer(company.dataDir, ['--empty']);
    try {
      return await work(company, server);
    } finally {
      await server.stop();
    }
  } finally {
    await company.remove();
  }
}

function fill(company: BenchCompany, rows: number): Promise<void> {
  return withWorkplace({ data: company.dataDir }, (place) => fillCompany(place.database, rows));
}

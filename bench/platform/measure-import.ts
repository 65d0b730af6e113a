import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchRow } from '../define-bench.ts';
import type { BenchCompany } from './bench-company.ts';
import type { BenchServer } from './bench-server.ts';
import { opportunityMapping } from './company-files.ts';
import { percentile } from './percentile.ts';
import { watchServer } from './watch-server.ts';

interface Job {
  readonly state: string;
  readonly problem: string | null;
  readonly report: { readonly import: string; readonly stored: boolean; readonly created: number } | null;
}

/** Imports the opportunity file through the API, without looking at anything. */
export async function importOpportunities(company: BenchCompany, server: BenchServer, rows: number): Promise<void> {
  await importOnce(company, server, rows);
}

/**
 * Import of the opportunity file through the API, its memory and the app's answers meanwhile, its undo, and the import again.
 * @param plainSeconds what the database needs for as many rows by a plain INSERT, see `secondsOfPlainInsert`
 */
export async function measureImport(
  company: BenchCompany,
  server: BenchServer,
  rows: number,
  plainSeconds: number,
): Promise<BenchRow[]> {
  const scale = rows / 1_000_000;
  const first = await importOnce(company, server, rows);
  const undoStart = performance.now();
  await server.ask('POST', `/api/settings/imports/${first.id}/undo`, {});
  const undoSeconds = (performance.now() - undoStart) / 1000;
  await importOnce(company, server, rows);
  const seconds = (limit: number): number => limit * scale;
  return [
    {
      bar: `import ${rows.toLocaleString('en')} opportunities from CSV`,
      measured: `${first.seconds.toFixed(1)} s (${Math.round(rows / first.seconds).toLocaleString('en')} rows/s)`,
      limit: `≤ ${seconds(90)} s`,
      met: first.seconds <= seconds(90),
      peer: `plain INSERT … SELECT of such rows into the same table, a tenth of them taken ten times: ${plainSeconds.toFixed(0)} s`,
    },
    {
      bar: 'memory of the server during the import, above idle',
      measured: `${Math.round(first.memoryMegabytes)} MB`,
      limit: '≤ 600 MB',
      met: first.memoryMegabytes <= 600,
    },
    {
      bar: 'ping during the import, p99',
      measured: `${first.pingP99.toFixed(0)} ms (p50 ${first.pingP50.toFixed(0)} ms, ${first.pings} pings)`,
      limit: '≤ 250 ms',
      met: first.pingP99 <= 250,
    },
    {
      bar: 'undo of the whole import',
      measured: `${undoSeconds.toFixed(1)} s`,
      limit: `≤ ${seconds(60)} s`,
      met: undoSeconds <= seconds(60),
    },
  ];
}

async function importOnce(company: BenchCompany, server: BenchServer, rows: number) {
  const idle = server.memory();
  const bytes = await readFile(company.opportunityFile);
  const upload = (await server.ask(
    'POST',
    '/api/settings/imports?fileName=opportunities.csv',
    new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  )) as { id: string };
  const watch = watchServer(server);
  const start = performance.now();
  const mapping = { files: [{ ...opportunityMapping.files[0], file: 'upload.csv' }] };
  await server.ask('POST', `/api/settings/imports/${upload.id}/runs`, { mapping, dryRun: false });
  let job: Job;
  do {
    await sleep(250);
    job = (await server.ask('GET', `/api/settings/imports/${upload.id}`)) as Job;
  } while (job.state === 'running');
  const seconds = (performance.now() - start) / 1000;
  const seen = await watch();
  if (job.report?.stored !== true || job.report.created !== rows)
    throw new Error(
      `the import did not store ${rows} rows: ${job.state} ${job.problem} ${JSON.stringify(job.report)?.slice(0, 500)}`,
    );
  return {
    id: job.report.import,
    seconds,
    memoryMegabytes: (seen.memory - idle) / 1e6,
    pingP99: percentile(seen.pings, 0.99),
    pingP50: percentile(seen.pings, 0.5),
    pings: seen.pings.length,
  };
}

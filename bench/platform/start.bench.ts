import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchRow } from '../define-bench.ts';
import { ownDatabase } from './bench-company.ts';
import { startBenchServer } from './bench-server.ts';
import { measureDiagnosis } from './measure-diagnosis.ts';

/** Starting with and without the demo company built, and its diagnosis; with DATABASE_URL on that server, else on the embedded database. */
export const bench: Bench = {
  title: 'Platform: starting, and the demo company',
  run: async () => {
    const root = mkdtempSync(join(tmpdir(), 'quarterdeck-start-'));
    const dropDatabase = await ownDatabase();
    try {
      const web = await secondsOf(buildWeb);
      const dataDir = join(root, 'data');
      const first = await startBenchServer(dataDir);
      await first.stop();
      const again = await startBenchServer(dataDir);
      const idle = Math.round(again.memory() / 1e6);
      const diagnosis = await measureDiagnosis(again, { of: 'the demo company', seconds: 10 });
      await again.stop();
      return [...startRows(first.readyAfterMs / 1000, again.readyAfterMs / 1000, web, idle), diagnosis];
    } finally {
      await dropDatabase();
      rmSync(root, { recursive: true, force: true });
    }
  },
};

function startRows(first: number, again: number, web: number, idle: number): BenchRow[] {
  return [
    {
      bar: 'first start: a new database with the demo company, ready',
      measured: `${first.toFixed(1)} s`,
      limit: '≤ 60 s',
      met: first <= 60,
      note: `the web app built before; building it takes another ${web.toFixed(1)} s, once after an installation (${(first + web).toFixed(1)} s together)`,
    },
    {
      bar: 'start with the demo company already built, ready',
      measured: `${again.toFixed(1)} s`,
      limit: '≤ 15 s',
      met: again <= 15,
      note: `resident memory of the server then: ${idle} MB`,
    },
  ];
}

/** The web app built anew, in a process of its own as at the first start. */
async function buildWeb(): Promise<void> {
  const builder = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'tools/build-web.ts', '--anew'], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(builder, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the web app could not be built (exit code ${code})`);
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

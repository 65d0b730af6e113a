import type { BenchRow } from '../define-bench.ts';
import type { BenchServer } from './bench-server.ts';
import { percentile } from './percentile.ts';
import { watchServer } from './watch-server.ts';

/** A diagnosis of everything the first administrator sees, through the API; and how the app answers others meanwhile. */
export async function measureDiagnosis(
  server: BenchServer,
  { of, seconds }: { readonly of: string; readonly seconds: number },
): Promise<BenchRow> {
  const idle = server.memory();
  const watch = watchServer(server);
  const start = performance.now();
  const { diagnosis } = (await server.ask('POST', '/api/improve/diagnosis', {})) as {
    diagnosis: { findings: unknown[]; checked: unknown[] };
  };
  const took = (performance.now() - start) / 1000;
  const { pings, memory } = await watch();
  return {
    bar: `diagnosis of ${of}`,
    measured: `${took.toFixed(1)} s`,
    limit: `≤ ${seconds} s`,
    met: took <= seconds,
    note: `${diagnosis.findings.length} findings of ${diagnosis.checked.length} checks; longest ping meanwhile ${Math.round(percentile(pings, 1))} ms, memory above idle ${Math.round((memory - idle) / 1e6)} MB`,
  };
}

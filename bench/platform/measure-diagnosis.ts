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
  const outcome = await server.ask('POST', '/api/improve/diagnosis', {}).then(
    (reply) => {
      const { diagnosis } = reply as { diagnosis: { findings: unknown[]; checked: unknown[] } };
      return { done: true, told: `${diagnosis.findings.length} findings of ${diagnosis.checked.length} checks` };
    },
    (problem: unknown) => ({ done: false, told: String(problem) }),
  );
  const took = (performance.now() - start) / 1000;
  const { pings, memory } = await watch();
  return {
    bar: `diagnosis of ${of}`,
    measured: outcome.done ? `${took.toFixed(1)} s` : `refused after ${took.toFixed(1)} s`,
    limit: `≤ ${seconds} s`,
    met: outcome.done && took <= seconds,
    note: `${outcome.told}; longest ping meanwhile ${Math.round(percentile(pings, 1))} ms, memory above idle ${Math.round((memory - idle) / 1e6)} MB`,
  };
}

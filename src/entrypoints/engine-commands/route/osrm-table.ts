import { unusable } from '#kernel/unusable-data.ts';
import type { GivenMatrix } from './read-matrix.ts';

/**
 * Kilometres and minutes by road from an OSRM-compatible server: its table service
 * (GET /table/v1/driving/lon,lat;…?annotations=distance,duration).
 */
export async function osrmTable(server: string, points: readonly (readonly number[])[]): Promise<GivenMatrix> {
  const list = points.map(([longitude, latitude]) => `${longitude},${latitude}`).join(';');
  const address = `${server.replace(/\/$/, '')}/table/v1/driving/${list}?annotations=distance,duration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(30_000) }).catch((problem: unknown) => {
    throw unusable('a road server that answers', { file: server, found: (problem as Error).message });
  });
  const body = (await answer.json().catch(() => ({}))) as {
    code?: string;
    message?: string;
    distances?: (number | null)[][];
    durations?: (number | null)[][];
  };
  if (body.code !== 'Ok' || body.distances === undefined || body.durations === undefined) {
    throw unusable('a table of distances and durations', {
      file: server,
      found: body.message ?? body.code ?? `status ${answer.status}`,
    });
  }
  const flat = (rows: (number | null)[][], divide: number): Float64Array =>
    Float64Array.from(rows.flat(), (value) => (value === null ? Number.POSITIVE_INFINITY : value / divide));
  return { distance: flat(body.distances, 1000), duration: flat(body.durations, 60) };
}

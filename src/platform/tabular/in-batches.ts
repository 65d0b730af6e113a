import type { RowBatch } from './split-rows.ts';

/** Rows in batches of one size, however they arrive; the last may be smaller. */
export async function* inBatches(source: AsyncIterable<RowBatch>, size: number): AsyncGenerator<RowBatch> {
  let rows: string[][] = [];
  let lines: number[] = [];
  for await (const batch of source) {
    for (let start = 0; start < batch.rows.length; ) {
      const room = size - rows.length;
      for (let i = start; i < Math.min(start + room, batch.rows.length); i++) {
        rows.push(batch.rows[i]);
        lines.push(batch.lines[i]);
      }
      start += room;
      if (rows.length < size) continue;
      yield { rows, lines };
      rows = [];
      lines = [];
    }
  }
  if (rows.length > 0) yield { rows, lines };
}

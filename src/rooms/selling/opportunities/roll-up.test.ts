import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { runImport } from '#platform/importing/run-import.ts';
import { undoImport } from '#platform/importing/undo-import.ts';
import { deleteRecords, restoreRecords } from '#platform/records/delete-records.ts';
import { parseFilter } from '#platform/records/filter.ts';
import { groupRecords } from '#platform/records/group-records.ts';
import { listRecords } from '#platform/records/list-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import { type TestWorkplace, testWorkplace } from '../../../../test/support/workplace.ts';
import { opportunityKind } from './contract.ts';

const stages = ['初步接触', '报价', '赢单', '输单'];
let place: TestWorkplace;
let folder: string;
const people: string[] = [];
const stageIds: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-roll-up-'));
  place = await testWorkplace();
  for (const name of ['Ann', 'Bo', 'Cy']) people.push(await place.create('person', { name }));
  for (const name of stages) stageIds.push(await place.create('stage', { name }));
});
afterAll(async () => {
  await place.database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Cells of the roll-up, and the same counted from the rows. */
async function bothWays() {
  const columns = 'owner_id, pipeline_id, stage_id, status, month';
  return withSystemTransaction(place.database, { reason: 'test', companyId: 1 }, async (tx) => ({
    kept: (
      await tx.query(
        `select ${columns}, opportunities, base_minor, weighted_minor from qd.opportunity_rollup where opportunities <> 0 or base_minor <> 0 or weighted_minor <> 0 order by 1, 2, 3, 4, 5`,
      )
    ).rows,
    counted: (
      await tx.query(
        `select ${columns}, count(*) as opportunities, coalesce(sum(base_minor), 0)::bigint as base_minor,
           coalesce(sum(trunc(base_minor * round(probability * 10000) / 10000)), 0)::bigint as weighted_minor
         from qd.opportunity where deleted_at is null group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
      )
    ).rows,
  }));
}

function fileOf(rows: number, seed: number): string {
  const random = seededRandom(seed);
  const lines = Array.from({ length: rows }, (_, i) =>
    [
      `R${i}`,
      `Deal ${i}`,
      random.pick(['Ann', 'Bo', 'Cy', '']),
      random.pick(stages),
      random.next() < 0.1 ? '' : (random.integer(100_000) / 100).toFixed(2),
      `2026-0${1 + random.integer(9)}-15`,
    ].join(','),
  );
  const path = join(folder, `opportunities-${rows}-${seed}.csv`);
  writeFileSync(path, `id,name,owner,stage,amount,expected close date\n${lines.join('\n')}\n`);
  return path;
}

describe('the roll-up of opportunities', () => {
  it('equals a count of the rows after changes of every kind, an import, its repetition with changes and its undo', async () => {
    const definition = recordDefinition('opportunity');
    const random = seededRandom(1);
    const made: string[] = [];
    for (let i = 0; i < 20; i++) {
      made.push(
        await place.create('opportunity', {
          name: `Single ${i}`,
          ownerId: random.pick(people),
          stageId: stageIds[random.integer(2)],
          amount: random.integer(5000).toString(),
          expectedCloseOn: `2026-1${random.integer(3)}-01`,
        }),
      );
    }
    for (const id of made.slice(0, 10)) {
      await runAs(place, place.admin, (context) =>
        updateRecords(context, definition, [
          { id, values: { stageId: stageIds[1], amount: '77', ownerId: people[0] } },
        ]),
      );
    }
    await runAs(place, place.admin, (context) => deleteRecords(context, definition, made.slice(5, 12)));
    await runAs(place, place.admin, (context) => restoreRecords(context, definition, made.slice(5, 7)));
    const before = await bothWays();
    expect(before.kept).toEqual(before.counted);
    const first = await runImport(place, place.admin, { path: fileOf(3000, 1), kind: 'opportunity' });
    expect(first).toMatchObject({ stored: true, created: 3000 });
    let after = await bothWays();
    expect(after.kept).toEqual(after.counted);
    const second = await runImport(place, place.admin, { path: fileOf(3000, 2), kind: 'opportunity' });
    expect(second.created).toBe(0);
    expect(second.updated).toBeGreaterThan(1000);
    after = await bothWays();
    expect(after.kept).toEqual(after.counted);
    await undoImport(place, place.admin, second.import);
    after = await bothWays();
    expect(after.kept).toEqual(after.counted);
    expect(await undoImport(place, place.admin, first.import)).toMatchObject({ deleted: 3000 });
    expect(await bothWays()).toEqual(before);
  });

  it('gives boards counts, sums and weighted sums, and lists their totals, as the rows would, also to someone who sees a few', async () => {
    await runImport(place, place.admin, { path: fileOf(500, 3), kind: 'opportunity' });
    for (const viewer of [
      place.admin,
      place.viewer('rep', people[1]),
      place.viewer('manager', people[0], people.slice(0, 2)),
    ]) {
      for (const filter of [
        [],
        ['status:eq:open'],
        [`ownerId:eq:${people[1]}`, `stageId:in:${stageIds[0]},${stageIds[1]}`],
      ]) {
        await runAs(place, viewer, async (context) => {
          const query = { by: 'stageId', sum: 'baseAmount', filter: parseFilter(filter) };
          const fromCells = await groupRecords(context, opportunityKind, query);
          // A name that is filled is true of every row, and no field of the roll-up.
          const fromRows = await groupRecords(context, opportunityKind, {
            ...query,
            filter: parseFilter([...filter, 'name:filled']),
          });
          expect(fromCells).toEqual(fromRows);
          const list = await listRecords(context, opportunityKind, { filter: query.filter, limit: 1, counted: true });
          expect(list.total).toEqual({ count: fromRows.reduce((sum, { count }) => sum + count, 0), capped: false });
        });
      }
    }
  });
});

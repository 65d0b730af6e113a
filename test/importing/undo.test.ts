import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportReport } from '#platform/importing/import-report.ts';
import { runImport } from '#platform/importing/run-import.ts';
import { undoImport } from '#platform/importing/undo-import.ts';
import { deleteRecords, restoreRecords } from '#platform/records/delete-records.ts';
import { getRecord } from '#platform/records/get-record.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import type { SentRecord } from '#platform/records/send-record.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import { type TestWorkplace, testWorkplace } from '../support/workplace.ts';

let place: TestWorkplace;
let folder: string;
beforeAll(async () => {
  place = await testWorkplace();
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-undo-'));
});
afterAll(async () => {
  await place.database.close();
  rmSync(folder, { recursive: true, force: true });
});

const account = () => recordDefinition('account');
const fields = { externalId: 'id', name: 'name', region: 'region', annualRevenue: 'revenue' };
const mapping = { files: [{ file: '*', records: [{ kind: 'account', onMatch: 'update' as const, fields }] }] };

async function importing(rows: readonly string[]): Promise<ImportReport> {
  const path = join(folder, 'accounts.csv');
  writeFileSync(path, `id,name,region,revenue\n${rows.join('\n')}\n`);
  const report = await runImport(place, place.admin, { path, mapping });
  expect(report).toMatchObject({ stored: true });
  return report;
}
const idOf = async (externalId: string): Promise<string> => {
  const { rows } = await place.database.pool.query<{ id: string }>(
    'select id::text from qd.account where external_id = $1 order by deleted_at nulls first limit 1',
    [externalId],
  );
  return rows[0].id;
};
const read = async (externalId: string): Promise<SentRecord> => {
  const id = await idOf(externalId);
  return runAs(place, place.admin, (context) => getRecord(context, account().kind, id));
};
const change = async (externalId: string, values: Record<string, unknown>): Promise<void> => {
  const id = await idOf(externalId);
  await runAs(place, place.admin, (context) => updateRecords(context, account(), [{ id, values }]));
};

it('gives back every value that an import changed, amounts and blanks among them', async () => {
  await importing(['A1,Anton,North,100.50', 'A2,Berta,,']);
  const second = await importing(['A1,Antonia,South,7', 'A2,Berta,West,9.10']);
  expect(second).toMatchObject({ created: 0, updated: 2 });
  await change('A1', { note: 'somebody wrote this since' });
  expect(await undoImport(place, place.admin, second.import)).toMatchObject({ deleted: 0, reverted: 2 });
  expect(await read('A1')).toMatchObject({
    name: 'Anton',
    region: 'North',
    annualRevenue: '100.50',
    note: 'somebody wrote this since',
  });
  expect(await read('A2')).toMatchObject({ region: null, annualRevenue: null });
});

it('overwrites nothing that somebody changed since: then nothing at all is undone', async () => {
  await importing(['B1,Cäsar,North,1', 'B2,Dora,North,1']);
  const second = await importing(['B1,Cäsar,South,2', 'B2,Dora,South,2']);
  await change('B2', { region: 'East' });
  await expect(undoImport(place, place.admin, second.import)).rejects.toThrow(
    'the region of Dora was changed since this import',
  );
  expect(await read('B1')).toMatchObject({ region: 'South', annualRevenue: '2.00' });
  // Put back to what the import made of it, it can be undone.
  await change('B2', { region: 'South' });
  await undoImport(place, place.admin, second.import);
  expect(await read('B2')).toMatchObject({ region: 'North', annualRevenue: '1.00' });
});

it('leaves alone what somebody deleted since', async () => {
  await importing(['C1,Emil,North,1', 'C2,Friedrich,North,1']);
  const second = await importing(['C1,Emil,South,2', 'C2,Friedrich,South,2']);
  const gone = await idOf('C1');
  await runAs(place, place.admin, (context) => deleteRecords(context, account(), [gone]));
  expect(await undoImport(place, place.admin, second.import)).toMatchObject({ reverted: 1 });
  expect(await read('C2')).toMatchObject({ region: 'North' });
});

it('takes out what an import made, and only marks what somebody worked on since: it can be brought back', async () => {
  const made = await importing(['D1,Gustav,North,1', 'D2,Heinrich,North,1']);
  await change('D2', { region: 'East' });
  const id = await idOf('D2');
  expect(await undoImport(place, place.admin, made.import)).toMatchObject({ deleted: 2, reverted: 0 });
  const { rows } = await place.database.pool.query('select 1 from qd.account where import_id = $1', [made.import]);
  expect(rows).toHaveLength(1);
  await runAs(place, place.admin, (context) => restoreRecords(context, account(), [id]));
  expect(await read('D2')).toMatchObject({ name: 'Heinrich', region: 'East' });
});

it('is not half done by somebody who does not see all of it', async () => {
  const owner = await place.create('person', { name: 'Seller' });
  const made = await importing(['E1,Ida,North,1', 'E2,Julius,North,1']);
  await change('E1', { ownerId: owner });
  const manager = place.viewer('manager', owner);
  await expect(undoImport(place, manager, made.import)).rejects.toThrow('records that are not open to you');
  const second = await importing(['E1,Ida,South,2', 'E2,Julius,South,2']);
  await expect(undoImport(place, manager, second.import)).rejects.toThrow('with this id is open to you');
  expect(await read('E1')).toMatchObject({ region: 'South' });
  expect(await undoImport(place, place.admin, second.import)).toMatchObject({ reverted: 2 });
});

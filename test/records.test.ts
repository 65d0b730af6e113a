import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { recordHistory } from '#platform/event-log/read-events.ts';
import { verifyLog } from '#platform/event-log/verify-log.ts';
import { bulkUpdate } from '#platform/records/bulk-update.ts';
import { deleteRecords, restoreRecords } from '#platform/records/delete-records.ts';
import { parseFilter } from '#platform/records/filter.ts';
import { getRecord, getRecordAsOf } from '#platform/records/get-record.ts';
import { groupRecords } from '#platform/records/group-records.ts';
import { listRecords } from '#platform/records/list-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import { type TestWorkplace, testWorkplace } from './support/workplace.ts';

let place: TestWorkplace;
const ids: Record<string, string> = {};
const opportunity = recordDefinition('opportunity');

beforeAll(async () => {
  place = await testWorkplace();
  ids.ann = await place.create('person', { name: 'Ann' });
  ids.bo = await place.create('person', { name: 'Bo' });
  ids.pipeline = await place.create('pipeline', { name: 'Standard', isDefault: true });
  ids.first = await place.create('stage', {
    pipelineId: ids.pipeline,
    name: '初步接触',
    sort: 1,
    outcome: 'open',
    probability: 0.2,
  });
  ids.quoted = await place.create('stage', {
    pipelineId: ids.pipeline,
    name: '报价',
    sort: 2,
    outcome: 'open',
    probability: 0.6,
    requiredFields: ['amount'],
  });
  ids.won = await place.create('stage', { pipelineId: ids.pipeline, name: '赢单', sort: 3, outcome: 'won' });
  ids.lost = await place.create('stage', { pipelineId: ids.pipeline, name: '输单', sort: 4, outcome: 'lost' });
  ids.account = await place.create('account', { name: '上海恒泰精密', ownerId: ids.ann });
  ids.deal = await place.create('opportunity', {
    name: '恒泰数控机床',
    accountId: ids.account,
    ownerId: ids.ann,
    stageId: ids.first,
    amount: '1200.50',
    expectedCloseOn: '2026-12-10',
  });
  ids.other = await place.create('opportunity', {
    name: 'Pump renewal',
    ownerId: ids.bo,
    stageId: ids.first,
    amount: '80',
  });
});
afterAll(() => place.database.close());

describe('records', () => {
  it('keeps money exact, fills what the stage decides, and labels references', async () => {
    const deal = await runAs(place, place.admin, (context) => getRecord(context, opportunity.kind, ids.deal));
    expect(deal).toMatchObject({
      amount: '1200.50',
      baseAmount: '1200.50',
      probability: 0.2,
      status: 'open',
      createdOn: '2026-11-23',
      version: 1,
      labels: { ownerId: 'Ann', accountId: '上海恒泰精密' },
    });
  });

  it('finds a name by one or two 汉字, by pinyin initials and by a Latin prefix', async () => {
    for (const [search, expected] of [
      ['恒', ids.deal],
      ['数控', ids.deal],
      ['htsk', ids.deal],
      ['pum', ids.other],
    ]) {
      const page = await runAs(place, place.admin, (context) =>
        listRecords(context, opportunity.kind, { filter: [], search, limit: 10 }),
      );
      expect(page.items.map((item) => item.id)).toEqual([expected]);
    }
  });

  it('shows a person only the rows of the own scope, and the database agrees', async () => {
    const ann = place.viewer('rep', ids.ann);
    const page = await runAs(place, ann, (context) =>
      listRecords(context, opportunity.kind, { filter: [], limit: 10 }),
    );
    expect(page.items.map((item) => item.id)).toEqual([ids.deal]);
    const raw = await runAs(place, ann, (context) => context.tx.query<{ id: string }>('select id from qd.opportunity'));
    expect(raw.rows.map((row) => row.id)).toEqual([ids.deal]);
    await expect(runAs(place, ann, (context) => getRecord(context, opportunity.kind, ids.other))).rejects.toThrow(
      'no opportunity with this id',
    );
    await expect(
      runAs(place, ann, (context) =>
        updateRecords(context, opportunity, [{ id: ids.other, values: { nextStep: 'x' } }]),
      ),
    ).rejects.toThrow('no opportunity with this id');
  });

  it('refuses filtering by a hidden field', async () => {
    const ann = place.viewer('rep', ids.ann);
    const person = recordDefinition('person').kind;
    await expect(
      runAs(place, ann, (context) =>
        listRecords(context, person, { filter: parseFilter(['monthlySalary:gt:1']), limit: 5 }),
      ),
    ).rejects.toThrow('not open to you');
  });

  it('pages through rows with and without a value exactly once, in both directions', async () => {
    for (const sort of ['expectedCloseOn', '-expectedCloseOn', '-baseAmount']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await runAs(place, place.admin, (context) =>
          listRecords(context, opportunity.kind, { filter: [], sort, limit: 1, cursor }),
        );
        seen.push(...page.items.map((item) => item.id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual([ids.deal, ids.other].toSorted());
    }
  });

  it('refuses a stale version and a stage whose criteria are not met', async () => {
    await expect(
      runAs(place, place.admin, (context) =>
        updateRecords(context, opportunity, [{ id: ids.deal, values: { nextStep: 'call' }, version: 7 }]),
      ),
    ).rejects.toThrow('changed since');
    const bare = await place.create('opportunity', { name: 'Bare', ownerId: ids.ann, stageId: ids.first });
    await expect(
      runAs(place, place.admin, (context) =>
        updateRecords(context, opportunity, [{ id: bare, values: { stageId: ids.quoted } }]),
      ),
    ).rejects.toThrow('needs amount');
    await expect(
      runAs(place, place.admin, (context) =>
        updateRecords(context, opportunity, [{ id: bare, values: { stageId: ids.lost } }]),
      ),
    ).rejects.toThrow('needs a reason');
    await runAs(place, place.admin, (context) => deleteRecords(context, opportunity, [bare]));
  });

  it('moves a deal, logs it, keeps stage visits and roll-up in step, and shows it as of before', async () => {
    const before = new Date().toISOString();
    await runAs(place, place.admin, (context) =>
      updateRecords(context, opportunity, [{ id: ids.deal, values: { stageId: ids.won }, version: 1 }]),
    );
    const [deal, past, history, rollup, groups] = await runAs(place, place.admin, async (context) => [
      await getRecord(context, opportunity.kind, ids.deal),
      await getRecordAsOf(context, opportunity.kind, ids.deal, before),
      await recordHistory(context.tx, ids.deal, 10),
      (
        await context.tx.query<{ status: string; n: number; base: string }>(
          'select status, sum(opportunities)::int as n, sum(base_minor)::text as base from qd.opportunity_rollup group by status order by status',
        )
      ).rows,
      await groupRecords(context, opportunity.kind, { by: 'status', sum: 'baseAmount', filter: [] }),
    ]);
    expect(deal).toMatchObject({ status: 'won', probability: 1, closedOn: '2026-11-23', version: 2 });
    expect(past).toMatchObject({ status: 'open', stageId: ids.first });
    expect(history.map((event) => event.action)).toEqual(['won', 'created']);
    expect(rollup).toEqual([
      { status: 'open', n: 1, base: '8000' },
      { status: 'won', n: 1, base: '120050' },
    ]);
    expect(groups).toContainEqual({
      value: 'won',
      label: 'won',
      count: 1,
      sum: '1200.50',
      weightedSum: '1200.50',
    });
  });

  it('deletes and restores without loss', async () => {
    await runAs(place, place.admin, (context) => deleteRecords(context, opportunity, [ids.other]));
    await expect(
      runAs(place, place.admin, (context) => getRecord(context, opportunity.kind, ids.other)),
    ).rejects.toThrow();
    await runAs(place, place.admin, (context) => restoreRecords(context, opportunity, [ids.other]));
    const back = await runAs(place, place.admin, (context) => getRecord(context, opportunity.kind, ids.other));
    expect(back).toMatchObject({ name: 'Pump renewal', amount: '80.00' });
  });

  it('refuses a bulk update without a filter', async () => {
    await expect(
      runAs(place, place.admin, (context) =>
        bulkUpdate(context, opportunity, { filter: [], values: { nextStep: 'x' } }),
      ),
    ).rejects.toThrow('needs ids or a filter');
  });

  it('changes many at the versions that were seen, all or none', async () => {
    const [one, other] = [ids.deal, ids.other];
    const bulk = (versions: Record<string, number>, nextStep: string) =>
      runAs(place, place.admin, (context) =>
        bulkUpdate(context, opportunity, { ids: [one, other], versions, values: { nextStep } }),
      );
    const read = (id: string) => runAs(place, place.admin, (context) => getRecord(context, opportunity.kind, id));
    const seen = Object.fromEntries(await Promise.all([one, other].map(async (id) => [id, (await read(id)).version])));
    const changed = await bulk(seen, 'Call on Monday');
    expect(Object.fromEntries(changed)).toEqual({ [one]: seen[one] + 1, [other]: seen[other] + 1 });
    await expect(bulk({ ...Object.fromEntries(changed), [other]: seen[other] }, 'Visit')).rejects.toThrow(
      'was changed since you read it',
    );
    expect(await read(one)).toMatchObject({ nextStep: 'Call on Monday', version: seen[one] + 1 });
  });

  it('verifies the log, and names the row that was altered behind its back', async () => {
    const verify = () =>
      withSystemTransaction(place.database, { reason: 'verify', companyId: 1 }, (tx) => verifyLog(tx, 1));
    // a slow transaction of another test may hold back what can be sealed
    await expect.poll(async () => (await verify()).blocks, { timeout: 120_000 }).toBeGreaterThan(0);
    expect(await verify()).toMatchObject({ intact: true });
    await expect(
      withSystemTransaction(place.database, { reason: 'attack', companyId: 1 }, (tx) =>
        tx.query("update qd.event set note = 'x'"),
      ),
    ).rejects.toThrow('append-only');
    const { rows } = await withSystemTransaction(place.database, { reason: 'attack', companyId: 1 }, async (tx) => {
      await tx.query('alter table qd.event disable trigger event_append_only');
      const changed = await tx.query<{ id: string }>(
        "update qd.event set note = 'x' where id = (select id from qd.event order by id limit 1) returning id::text as id",
      );
      await tx.query('alter table qd.event enable trigger event_append_only');
      return changed;
    });
    expect(await verify()).toMatchObject({
      intact: false,
      broken: { eventId: rows[0].id, problem: 'this event was altered after it was written' },
    });
  });
});

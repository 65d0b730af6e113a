import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAs } from '#platform/records/run-as.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { type TestWorkplace, testWorkplace } from '../../../../test/support/workplace.ts';
import type { ProcessView } from './contract.ts';
import { readProcess } from './read-process.ts';

let place: TestWorkplace;
const ids: Record<string, string> = {};
/** Deals by their ways: stage and day of entering it. All days of 2026-10; the test's today is 2026-11-23. */
const ways: readonly { owner: string; amount: string; way: readonly (readonly [string, number])[]; status: string }[] =
  [
    {
      owner: 'ann',
      amount: '1000',
      status: 'won',
      way: [
        ['first', 1],
        ['quoted', 5],
        ['won', 25],
      ],
    },
    {
      owner: 'ann',
      amount: '3000',
      status: 'won',
      way: [
        ['first', 1],
        ['quoted', 3],
        ['won', 13],
      ],
    },
    {
      owner: 'bo',
      amount: '500',
      status: 'lost',
      way: [
        ['first', 2],
        ['lost', 4],
      ],
    },
    {
      owner: 'bo',
      amount: '700',
      status: 'won',
      way: [
        ['first', 2],
        ['won', 12],
      ],
    },
    {
      owner: 'bo',
      amount: '900',
      status: 'open',
      way: [
        ['first', 20],
        ['quoted', 30],
      ],
    },
  ];

beforeAll(async () => {
  place = await testWorkplace();
  ids.ann = await place.create('person', { name: 'Ann' });
  ids.bo = await place.create('person', { name: 'Bo' });
  ids.pipeline = await place.create('pipeline', { name: 'Standard', isDefault: true });
  for (const [i, [name, outcome]] of [
    ['first', 'open'],
    ['quoted', 'open'],
    ['won', 'won'],
    ['lost', 'lost'],
  ].entries())
    ids[name] = await place.create('stage', { pipelineId: ids.pipeline, name, sort: i + 1, outcome });
  for (const [i, { owner, amount, status, way }] of ways.entries()) {
    const id = await place.create('opportunity', {
      name: `deal ${i}`,
      ownerId: ids[owner],
      stageId: ids[way[way.length - 1][0]],
      amount,
      createdOn: '2026-10-01',
      ...(status === 'open' ? {} : { closedOn: `2026-10-${way[way.length - 1][1]}` }),
    });
    await runAs(place, place.admin, ({ tx }) => rewrite(tx, id, owner, way));
  }
});
afterAll(() => place.database.close());

type Tx = Parameters<Parameters<typeof runAs>[2]>[0]['tx'];

/** Puts a stage history in place of the one that creating made. */
async function rewrite(tx: Tx, id: string, owner: string, way: readonly (readonly [string, number])[]): Promise<void> {
  await tx.query('delete from qd.stage_visit where opportunity_id = $1', [id]);
  for (const [at, [stage, day]] of way.entries()) {
    const left = way[at + 1];
    await tx.query(
      'insert into qd.stage_visit (opportunity_id, stage_id, owner_id, entered_at, left_at) values ($1, $2, $3, $4, $5)',
      [
        id,
        ids[stage],
        ids[owner],
        `2026-10-${String(day).padStart(2, '0')}T00:00:00Z`,
        left === undefined ? null : `2026-10-${String(left[1]).padStart(2, '0')}T00:00:00Z`,
      ],
    );
  }
}

const read = (viewer: Viewer, query = {}): Promise<ProcessView> =>
  runAs(place, viewer, (context) => readProcess(context, query));

describe('the process of a pipeline', () => {
  it('counts ways, times and the money that stands still', async () => {
    const view = await read(place.admin);
    expect([view.deals, view.variantCount, view.currency]).toEqual([5, 4, 'CNY']);
    expect(view.variants[0]).toMatchObject({ path: [ids.first, ids.quoted, ids.won], count: 2, medianDays: 18 });
    const quoted = view.edges.find(({ from, to }) => from === ids.quoted && to === ids.won);
    // 1000 for 20 days and 3000 for 10, over the 29 days that the history covers
    expect(quoted).toMatchObject({ count: 2, medianDays: 15 });
    expect(quoted?.moneyHeld).toBeCloseTo((1000 * 20 + 3000 * 10) / 29, 9);
    expect(view.edges[0]).toBe(quoted);
    const stage = view.stages.find(({ id }) => id === ids.quoted);
    expect(stage?.now).toMatchObject({ deals: 1, amount: 900 });
    expect(stage?.now.medianDays).toBeCloseTo(24 + 4 / 24, 6);
  });

  it('holds closed deals against the stages, and leaves open ones out', async () => {
    const { conformance } = await read(place.admin);
    expect(conformance).toMatchObject({ closed: 4, fitting: 3 });
    expect(conformance?.deviations).toEqual([{ kind: 'skipped', stage: ids.quoted, deals: 1 }]);
  });

  it('shows a rep only their own deals, and says when there are none', async () => {
    const own = await read(place.viewer('rep', ids.bo));
    expect(own.deals).toBe(3);
    expect(JSON.stringify(own)).not.toContain('3000');
    const empty = await read(place.admin, { from: '2027-01-01' });
    expect(empty).toMatchObject({ deals: 0, stages: [], conformance: null, pipeline: { name: 'Standard' } });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { readAs, runAs } from '#platform/records/run-as.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { type TestWorkplace, testWorkplace } from '../../../../test/support/workplace.ts';
import { metricCatalogue } from './catalogue.ts';
import { evaluateMetric } from './evaluate-metric.ts';
import { evaluatePivot } from './evaluate-pivot.ts';
import type { Dimension } from './facts.ts';

const inCells = metricCatalogue.filter((metric) => metric.cells !== undefined);
/** All the years there are; the first ends between months, so that it must be read from the rows. */
const allDays = { from: '2020-01-02', until: '2031-01-01' };
const allMonths = { from: '2020-01-01', until: '2031-01-01' };

let place: TestWorkplace;
let viewers: Viewer[];
beforeAll(async () => {
  place = await testWorkplace();
  const people = [await place.create('person', { name: 'Ann' }), await place.create('person', { name: 'Bo' })];
  const stages: string[] = [];
  for (const name of ['报价', '谈判', '赢单', '输单']) stages.push(await place.create('stage', { name }));
  const random = seededRandom(5);
  const values = Array.from({ length: 400 }, (_, i) => {
    const createdOn = `202${random.integer(6)}-0${1 + random.integer(9)}-1${random.integer(9)}`;
    const stage = random.integer(4);
    const closing = { expectedCloseOn: `2026-1${random.integer(3)}-2${random.integer(9)}` };
    return {
      name: `Deal ${i}`,
      ownerId: random.pick(people),
      stageId: stages[stage],
      amount: random.next() < 0.1 ? undefined : (random.integer(100_000) / 100).toString(),
      createdOn,
      ...(stage < 2 ? closing : { closedOn: `${createdOn.slice(0, 8)}2${random.integer(9)}`, lostReason: 'price' }),
    };
  });
  await runAs(place, place.admin, (context) =>
    createRecords(
      context,
      recordDefinition('opportunity'),
      values.map((one) => ({ values: one })),
    ),
  );
  viewers = [place.admin, place.viewer('rep', people[0])];
});
afterAll(() => place.database.close());

describe('metrics from the roll-up', () => {
  it.each(inCells.map((metric) => [metric.name, metric] as const))(
    '%s is what the rows say, whole and by every dimension',
    async (_name, metric) => {
      for (const viewer of viewers) {
        await readAs(place, viewer, async (context) => {
          for (const by of [undefined, 'person', 'stage', 'status', 'month', 'quarter', 'year'] as (
            | Dimension
            | undefined
          )[]) {
            const fromCells = await evaluateMetric(context, metric, { by, period: allMonths });
            const fromRows = await evaluateMetric(context, metric, { by, period: allDays });
            expect(fromCells.count).toBeGreaterThan(0);
            expect(fromCells).toEqual(fromRows);
          }
        });
      }
    },
  );

  it('lays a metric out by person and month, under the visibility rule, as its rows say', async () => {
    const metric = inCells.find(({ name }) => name === 'wonAmount')!;
    const pivots = await Promise.all(
      viewers.map((viewer) =>
        readAs(place, viewer, async (context) => {
          const query = { by: 'person', across: 'month' } as const;
          const fromCells = await evaluatePivot(context, metric, { ...query, period: allMonths });
          expect(fromCells).toEqual(await evaluatePivot(context, metric, { ...query, period: allDays }));
          const whole = await evaluateMetric(context, metric, {});
          expect(fromCells.cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(whole.count);
          expect(fromCells.cells.reduce((sum, cell) => sum + (cell.value ?? 0), 0)).toBeCloseTo(whole.value ?? 0, 2);
          return fromCells;
        }),
      ),
    );
    expect(pivots.map(({ rows }) => rows.map(({ label }) => label ?? '').toSorted())).toEqual([['Ann', 'Bo'], ['Ann']]);
  });

  it('refuses a dimension that does not apply', async () => {
    await readAs(place, place.admin, async (context) => {
      const metric = metricCatalogue.find(({ name }) => name === 'revenue')!;
      await expect(evaluateMetric(context, metric, { by: 'stage' })).rejects.toThrow('cannot be sliced by stage');
    });
  });
});

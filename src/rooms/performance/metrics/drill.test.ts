import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestReply, type TestServer, testServer } from '../../../../test/support/test-server.ts';

const bodyOf = (reply: TestReply): Record<string, unknown> => reply.body as Record<string, unknown>;

interface Described {
  readonly name: string;
  readonly rows: { readonly kind: string; readonly filter: readonly string[]; readonly dateField: string | null };
}

describe('the rows behind a number', () => {
  let server: TestServer;
  const described = async (name: string): Promise<Described> => {
    const { metrics } = bodyOf(await server.as('administrator').get('/api/performance/metrics')) as {
      metrics: Described[];
    };
    return metrics.find((metric) => metric.name === name)!;
  };

  beforeAll(async () => {
    server = await testServer();
    const admin = server.as('administrator');
    const pipelineId = bodyOf(await admin.post('/api/selling/pipelines', { name: 'P', isDefault: true })).id;
    const stageId = bodyOf(
      await admin.post('/api/selling/stages', { name: 'Talk', pipelineId, sort: 10, outcome: 'open' }),
    ).id;
    for (const [name, expectedCloseOn] of [
      ['late', '2026-01-05'],
      ['later', '2026-02-05'],
      ['in time', '2099-01-05'],
      ['no date', null],
    ])
      await admin.post('/api/selling/opportunities', { name, stageId, expectedCloseOn });
  });
  afterAll(() => server.close());

  it('are exactly those it counts: deals past their close date', async () => {
    const admin = server.as('administrator');
    const { values } = bodyOf(await admin.get('/api/performance/metric-values?names=overdueCount')) as {
      values: { value: number }[];
    };
    const { rows } = await described('overdueCount');
    const query = rows.filter.map((clause) => `filter=${encodeURIComponent(clause)}`).join('&');
    const listed = bodyOf(await admin.get(`/api/selling/opportunities?${query}`)) as { items: { name: string }[] };
    expect(listed.items.map(({ name }) => name).sort()).toEqual(['late', 'later']);
    expect(values[0].value).toBe(listed.items.length);
  });

  it('are customers, by their first order, where customers are counted', async () => {
    expect((await described('newCustomers')).rows).toEqual({ kind: 'account', filter: [], dateField: 'firstOrderOn' });
  });
});

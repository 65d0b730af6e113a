import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../support/test-server.ts';
import { publishedCaseIds, publishedCases, publishedExamples } from './published-examples.ts';
import { type ExampleStatement, workedExampleCompany } from './worked-example-company.ts';
import { callerOf } from '../support/pay-company.ts';

const examples = publishedExamples();

describe.skipIf(publishedCases === undefined)('every published worked example, entered and read over the API', () => {
  let server: TestServer;
  let stated: ExampleStatement[];
  beforeAll(async () => {
    server = await testServer();
    stated = await workedExampleCompany(callerOf(server), examples);
  }, 300_000);
  afterAll(() => server.close());

  it('is among them', () => {
    expect([...new Set(examples.map(({ id }) => id.slice(0, 3)))]).toEqual(publishedCaseIds());
  });

  it.each(examples.map(({ id }) => id))('%s comes out to the cent, line by line', (id) => {
    const own = stated.filter(({ example }) => example.id === id);
    expect(own.length).toBeGreaterThan(0);
    for (const { pay, statement } of own) {
      const lines = statement.lines.filter(({ amount }) => Number(amount) !== 0);
      expect(lines.map(({ amount }) => amount).sort(), `${pay.person} ${pay.period}`).toEqual(
        pay.lines!.map((amount) => amount.toFixed(2)).sort(),
      );
      expect(statement.total, `${pay.person} ${pay.period}`).toBe(pay.total.toFixed(2));
      expect(statement.lines.every(({ replays }) => replays)).toBe(true);
    }
  });

  it('leaves nothing for nobody', async () => {
    const { items } = (await callerOf(server)('finance', 'GET', '/api/incentives/unassigned')) as { items: unknown[] };
    expect(items).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf } from '../support/pay-company.ts';
import { type TestServer, testServer } from '../support/test-server.ts';
import { ownExamples } from './own-examples.ts';
import { type ExampleStatement, workedExampleCompany } from './worked-example-company.ts';

const { examples, fromFilesOnly } = ownExamples();

describe('the worked examples of worked-examples/, entered and read over the API', () => {
  let server: TestServer;
  let stated: ExampleStatement[];
  beforeAll(async () => {
    server = await testServer();
    stated = await workedExampleCompany(callerOf(server), examples);
  }, 300_000);
  afterAll(() => server.close());

  it('are all but those whose plans ask for columns that no record has', () => {
    expect(fromFilesOnly).toEqual([
      '01-straight-commission',
      '03-quota-accelerators',
      '06-products-and-spif',
      '09-customer-success',
      '10-enterprise',
      '16-car-dealership',
      '17-final-expense-advance',
      '19-merchant-residual',
    ]);
  });

  it.each(examples.map(({ id }) => id))('%s comes out to the cent', (id) => {
    const own = stated.filter(({ example }) => example.id === id);
    const paid = own.map(({ pay, statement }) => [pay.person, pay.period, Number(statement.total)]);
    expect(paid).toEqual(own.map(({ pay }) => [pay.person, pay.period, pay.total]));
    expect(own.length).toBeGreaterThan(0);
    for (const { statement } of own) expect(statement.lines.every(({ replays }) => replays)).toBe(true);
  });
});

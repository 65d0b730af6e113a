import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAs } from '#platform/records/run-as.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { payActions } from '../../src/entrypoints/product-commands/pay/actions.ts';
import { callerOf } from '../support/pay-company.ts';
import { type TestServer, testServer } from '../support/test-server.ts';
import type { Example } from './example.ts';
import { workedExampleCompany } from './worked-example-company.ts';

const commission = { id: 'commission', kind: 'commission', rate: '10%' };
const sold = (owner: string, amount: number) =>
  ({ what: 'deal', id: `of ${owner}`, owner, amount, on: '2026-01-15' }) as const;
const example: Example = {
  id: 'sellers',
  plan: { plan: 'sellers', name: { en: 'Sellers' }, currency: 'USD', period: 'month', components: [commission] },
  people: [{ name: 'Ana' }, { name: 'Bo' }],
  happenings: [sold('Ana', 12_345.67), sold('Bo', 100)],
  pays: [{ person: 'Ana', period: '2026-01', total: 1234.57, lines: [1234.57] }],
};

describe('quarterdeck pay', () => {
  let server: TestServer;
  let personId: string;
  beforeAll(async () => {
    server = await testServer();
    [{ personId }] = await workedExampleCompany(callerOf(server), [example]);
  });
  afterAll(() => server.close());

  /** As the command line acts: whoever can read the data folder. */
  const pay = (
    name: string,
    operands: readonly string[] = [],
    options: Record<string, string | number | boolean> = {},
  ) => {
    const viewer: Viewer = {
      companyId: 1,
      personId: '00000000-0000-0000-0000-000000000000',
      name: 'command line',
      email: null,
      language: 'en',
      roles: ['administrator', 'executive'],
      unitIds: [],
      teamPeople: [],
      subtreePeople: [],
      via: 'cli',
    };
    const { database, clock } = server.services;
    return runAs({ database, clock }, viewer, (context) => payActions[name].act(context, { operands, options }));
  };

  it('calculates a period that is there, and opens the one that is not', async () => {
    expect(await pay('calculate', ['2026-01'])).toMatchObject({ data: { unchanged: 2, credits: { unassigned: 0 } } });
    expect((await pay('calculate', ['2026-02'])).text).toContain('2026-02: 2 statements changed');
    expect((await pay('periods')).text).toMatch(/2026-02 +month +calculated +0\.00 USD/);
  });

  it('states and explains what someone earns, by name, e-mail or id', async () => {
    for (const who of ['Ana', personId]) {
      const shown = await pay('statement', ['2026-01', who]);
      expect(shown.data).toMatchObject({ statements: [{ total: '1234.57', lines: [{ amount: '1234.57' }] }] });
      expect(shown.text).toContain('total 1234.57 USD');
    }
    const { text } = await pay('explain', ['2026-01', 'Ana'], { line: 1 });
    expect(text).toContain('12345.67 × 10 % = 1234.567, paid 1234.57');
    expect(text).toContain('clause /components/0');
  });

  it.each<[string, string[], string, Record<string, string | number>?]>([
    ['statement', ['2026-01', 'Nobody'], 'nobody is called Nobody'],
    ['statement', ['2031-01', 'Ana'], 'no period of month is called 2031-01'],
    ['explain', ['2026-01', 'Ana'], 'the statement has no such line', { line: 9 }],
    ['reopen', ['2026-01'], 'say with --note'],
    ['close', ['2026-01'], 'the period is calculated'],
    ['export', ['2026-01'], 'no layout is called ours', { layout: 'ours' }],
    ['simulate', ['gold'], 'no plan is called gold (sellers)'],
  ])('pay %s %j is refused: %s', async (name, operands, problem, options = {}) => {
    await expect(pay(name, operands, options)).rejects.toThrow(problem);
  });

  it('exports the pay file and the journal, and the event log says so', async () => {
    expect((await pay('export', ['2026-01'])).text).toContain('Ana,2026-01,1234.57,USD');
    const journal = await pay('export', ['2026-01'], { journal: true });
    expect(journal.text).toContain('accrual');
    const { rows } = await server.identity.system(
      (tx) => tx.query("select 1 from qd.event where kind = 'payPeriod' and action = 'exported'"),
      1,
    );
    expect(rows).toHaveLength(2);
  });

  it('whoever calculated cannot approve, on the command line neither', async () => {
    await pay('review', ['2026-01']);
    await expect(pay('approve', ['2026-01'])).rejects.toThrow('whoever calculated a period cannot approve it');
    expect((await pay('reopen', ['2026-01'], { note: 'not yet' })).text).toBe('2026-01 is open');
  });

  it('simulates a plan over the past and keeps the scenario', async () => {
    const shown = await pay('simulate', ['sellers'], { from: '2026-01-01', through: '2026-01-31' });
    expect(shown.data).toMatchObject({ plans: [{ label: 'sellers v1', cost: 1244.57, sold: 12_445.67 }] });
  });
});

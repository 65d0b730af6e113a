import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '#platform/importing/run-import.ts';
import { type TestReply, type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { customFieldTypes } from './contract.ts';
import { fieldNameFrom } from './field-name.ts';

const path = '/api/settings/custom-fields';
const accounts = '/api/customers/accounts';
const label = (en: string, hans = en): Record<string, string> => ({ en, 'zh-Hans': hans, 'zh-Hant': hans });
const bodyOf = (reply: TestReply): Record<string, unknown> => reply.body as Record<string, unknown>;

const samples: Record<(typeof customFieldTypes)[number], { good: unknown; bad: unknown; filter: string }> = {
  text: { good: '甲级供应商', bad: 7, filter: 'contains:供应' },
  longText: { good: 'one\ntwo', bad: 'a\u0001b', filter: 'contains:two' },
  whole: { good: 12, bad: 1.5, filter: 'gte:12' },
  decimal: { good: 2.25, bad: 'x', filter: 'lt:2.3' },
  percent: { good: 0.4, bad: '40%', filter: 'eq:0.4' },
  money: { good: '1200.50', bad: 'many', filter: 'gte:1200.50' },
  date: { good: '2026-02-28', bad: '2026-02-30', filter: 'lte:2026-02-28' },
  instant: { good: '2026-02-28T08:00:00Z', bad: 'noon', filter: 'gte:2026-02-28T08:00:00Z' },
  boolean: { good: true, bad: 'yes', filter: 'eq:true' },
  choice: { good: 'gold', bad: 'lead', filter: 'in:gold,silver' },
  tags: { good: ['a', 'b'], bad: 'a', filter: 'in:b,c' },
  reference: { good: '', bad: 'nobody', filter: 'filled' },
  email: { good: 'a@example.com', bad: 'a', filter: 'eq:a@example.com' },
  phone: { good: '+86 21 5555', bad: 3, filter: 'contains:5555' },
  url: { good: 'https://example.com/a', bad: 'javascript:alert(1)', filter: 'filled' },
};

describe('custom fields', () => {
  let server: TestServer;
  const names: Partial<Record<string, string>> = {};

  const add = (body: Record<string, unknown>): Promise<TestReply> => server.as('administrator').post(path, body);

  beforeAll(async () => {
    server = await testServer();
    samples.reference.good = server.people.rep;
    for (const type of customFieldTypes) {
      const made = await add({
        kind: 'account',
        type,
        label: label(`Own ${type}`),
        searched: type === 'text',
        ...(type === 'choice'
          ? {
              choices: ['gold', 'silver'].map((value) => ({
                value,
                label: label(value, value === 'gold' ? '金' : '银'),
              })),
            }
          : {}),
        ...(type === 'reference' ? { to: 'person' } : {}),
      });
      expect(made.status, type).toBe(201);
      names[type] = String(bodyOf(made).name);
    }
  });
  afterAll(() => server.close());

  const values = (): Record<string, unknown> =>
    Object.fromEntries(customFieldTypes.map((type) => [names[type], samples[type].good]));

  it('are stored, sent, filtered and named for every type', async () => {
    const admin = server.as('administrator');
    const made = await admin.post(accounts, { name: 'With everything', ...values() });
    expect(made.status, made.text).toBe(201);
    expect(bodyOf(made)).toMatchObject(values());
    expect(bodyOf(made).labels).toMatchObject({ [String(names.reference)]: 'rep' });
    await admin.post(accounts, { name: 'With nothing' });
    for (const type of customFieldTypes) {
      const found = await admin.get(
        `${accounts}?filter=${encodeURIComponent(`${names[type]}:${samples[type].filter}`)}`,
      );
      expect(
        (bodyOf(found).items as { name: string }[]).map(({ name }) => name),
        `${type} ${found.text}`,
      ).toEqual(['With everything']);
    }
  });

  it('refuse a value of another type and a name nobody declared', async () => {
    const admin = server.as('administrator');
    for (const type of customFieldTypes) {
      const reply = await admin.post(accounts, { name: 'Wrong', [String(names[type])]: samples[type].bad });
      expect(reply.status, type).toBe(422);
      expect((bodyOf(reply).errors as { field: string }[])[0].field, reply.text).toContain(names[type]);
    }
    expect((await admin.post(accounts, { name: 'Wrong', xNobody: 1 })).status).toBe(422);
  });

  it('are searched, grouped and exported', async () => {
    const admin = server.as('administrator');
    const found = await admin.get(`${accounts}?search=${encodeURIComponent('甲级')}`);
    expect(bodyOf(found).items).toHaveLength(1);
    const groups = await admin.get(`${accounts}/groups?by=${names.choice}`);
    expect(bodyOf(groups).groups).toContainEqual({
      value: 'gold',
      label: 'gold',
      count: 1,
      sum: null,
      weightedSum: null,
    });
    const csv = await admin.get(
      `${accounts}/export?format=csv&language=en&fields=name,${names.date},${names.reference}`,
    );
    expect(csv.text).toContain('With everything,2026-02-28,rep');
  });

  it('sort a list page by page in both directions, rows without a value last, for every type that has an order', async () => {
    const admin = server.as('administrator');
    const low: Partial<Record<(typeof customFieldTypes)[number], unknown>> = {
      text: '乙级',
      whole: 9,
      decimal: 10.5,
      percent: 0.05,
      money: '300.00',
      date: '2026-03-01',
      instant: '2026-03-01T00:00:00Z',
      boolean: false,
      choice: 'silver',
      email: 'b@example.com',
      phone: '+86 22 1111',
      url: 'https://example.com/b',
    };
    // The order of text is that of its code points: 乙 stands before 甲.
    // 9 is less than 12 and 300.00 less than 1200.50, which their texts are not; gold is listed before silver.
    const firstIsLow = new Set(['text', 'whole', 'percent', 'money', 'boolean']);
    const made = await admin.post(accounts, {
      name: 'With others',
      ...Object.fromEntries(Object.entries(low).map(([type, value]) => [names[type], value])),
    });
    expect(made.status, made.text).toBe(201);
    const mine = 'filter=name:contains:With';
    for (const type of customFieldTypes) {
      for (const sign of ['', '-']) {
        const listed: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
          const page: TestReply = await admin.get(`${accounts}?${mine}&limit=1&sort=${sign}${names[type]}${from}`);
          if (!(type in low)) {
            expect(page.status, type).toBe(422);
            break;
          }
          expect(page.status, `${type} ${page.text}`).toBe(200);
          listed.push(...(bodyOf(page).items as { name: string }[]).map(({ name }) => name));
          cursor = bodyOf(page).next as string | null;
        }
        if (!(type in low)) continue;
        const up = firstIsLow.has(type) ? ['With others', 'With everything'] : ['With everything', 'With others'];
        expect(listed, `${sign}${type}`).toEqual([...(sign === '' ? up : up.toReversed()), 'With nothing']);
      }
    }
    await admin.delete(`${accounts}/${bodyOf(made).id as string}`);
  });

  it("are added up: amounts in the company's currency and numbers, never amounts of two currencies", async () => {
    const admin = server.as('administrator');
    const ids: unknown[] = [];
    for (const [money, whole] of [
      ['10.10', 3],
      ['20.25', 4],
      [null, null],
    ]) {
      const made = await admin.post(accounts, {
        name: 'Summed',
        lifecycle: 'lost',
        [String(names.money)]: money,
        [String(names.whole)]: whole,
      });
      expect(made.status, made.text).toBe(201);
      ids.push(bodyOf(made).id);
    }
    const sumOf = (field: unknown): Promise<TestReply> =>
      admin.get(`${accounts}/groups?by=lifecycle&sum=${String(field)}&filter=name:eq:Summed`);
    const lost = { value: 'lost', label: 'lost', count: 3, weightedSum: null };
    expect(bodyOf(await sumOf(names.money)).groups).toEqual([{ ...lost, sum: '30.35' }]);
    expect(bodyOf(await sumOf(names.whole)).groups).toEqual([{ ...lost, sum: '7' }]);
    expect((await sumOf(names.date)).status).toBe(422);
    const foreign = await admin.post(accounts, { name: 'Summed', currency: 'USD', [String(names.money)]: '1.00' });
    expect(bodyOf(await sumOf(names.money))).toMatchObject({ type: 'urn:quarterdeck:problem:mixed-currencies' });
    for (const id of [...ids, bodyOf(foreign).id]) await admin.delete(`${accounts}/${id as string}`);
  });

  it('are taken back with their records to an earlier instant', async () => {
    const admin = server.as('administrator');
    const field = String(names.whole);
    const made = bodyOf(await admin.post(accounts, { name: 'Earlier', [field]: 5, [String(names.text)]: 'kept' }));
    await sleep(30);
    const before = new Date().toISOString();
    await sleep(30);
    await admin.patch(
      `${accounts}/${made.id as string}`,
      { [field]: 6 },
      { 'if-match': `"${made.version as number}"` },
    );
    const then = await admin.get(`${accounts}?filter=${field}:eq:5&asOf=${before}`);
    expect(bodyOf(then).items, then.text).toMatchObject([
      { name: 'Earlier', [field]: 5, [String(names.text)]: 'kept' },
    ]);
  });

  it('are imported by their label, and the columns are recognised', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qd-fields-'));
    const file = join(folder, 'accounts.csv');
    writeFileSync(file, `name,Own whole,Own choice,Own date\nImported,31,金,2026-03-01\n`);
    const viewer = { ...(await viewerOf(server)) };
    const report = await runImport(server.services, viewer, { path: file });
    expect(report.rejected).toEqual([]);
    expect(report.created).toBe(1);
    const found = await server.as('administrator').get(`${accounts}?filter=name:eq:Imported`);
    expect((bodyOf(found).items as Record<string, unknown>[])[0]).toMatchObject({
      [String(names.whole)]: 31,
      [String(names.choice)]: 'gold',
      [String(names.date)]: '2026-03-01',
    });
  });

  it('keep the values of an archived field through later changes, and bring them back', async () => {
    const admin = server.as('administrator');
    const field = await fieldNamed(server, String(names.whole));
    const archived = await admin.patch(`${path}/${field.id}`, { archived: true }, { 'if-match': `"${field.version}"` });
    expect(archived.status).toBe(200);
    const [account] = bodyOf(await admin.get(`${accounts}?filter=name:eq:Imported`)).items as {
      id: string;
      version: number;
    }[];
    expect(account).not.toHaveProperty(String(names.whole));
    const changed = await admin.patch(
      `${accounts}/${account.id}`,
      { [String(names.text)]: 'x' },
      { 'if-match': `"${account.version}"` },
    );
    expect(changed.status, changed.text).toBe(200);
    expect(
      (
        await admin.patch(
          `${accounts}/${account.id}`,
          { [String(names.whole)]: 1 },
          { 'if-match': `"${account.version + 1}"` },
        )
      ).status,
    ).toBe(422);
    await admin.patch(`${path}/${field.id}`, { archived: false }, { 'if-match': `"${field.version + 1}"` });
    const back = await admin.get(`${accounts}/${account.id}`);
    expect(bodyOf(back)).toMatchObject({ [String(names.whole)]: 31, [String(names.text)]: 'x' });
  });

  it('show a restricted field to those entitled only, in records, filters, history and the session', async () => {
    const made = await add({ kind: 'account', type: 'money', label: label('Landed cost'), access: 'cost' });
    const name = String(bodyOf(made).name);
    const manager = server.as('manager');
    const record = bodyOf(
      await manager.post(accounts, { name: 'Costly', [name]: '10.00', ownerId: server.people.rep }),
    );
    expect(record).toMatchObject({ [name]: '10.00' });
    const rep = server.as('rep');
    expect(bodyOf(await rep.get(`${accounts}/${record.id as string}`))).not.toHaveProperty(name);
    expect((await rep.get(`${accounts}?filter=${name}:filled`)).status).toBe(403);
    expect((await rep.get(`${accounts}/${record.id as string}/history`)).text).not.toContain(name);
    expect((await rep.get('/api/auth/session')).text).not.toContain(name);
    expect((await manager.get('/api/auth/session')).text).toContain(name);
    expect((await rep.post(accounts, { name: 'Sly', [name]: '1.00' })).status).toBe(422);
  });

  it('refuse to drop a choice that records hold, and a change made from an old version', async () => {
    const field = await fieldNamed(server, String(names.choice));
    const admin = server.as('administrator');
    const onlySilver = { choices: [{ value: 'silver', label: label('silver') }] };
    const refused = await admin.patch(`${path}/${field.id}`, onlySilver, { 'if-match': `"${field.version}"` });
    expect(bodyOf(refused)).toMatchObject({ status: 422, type: 'urn:quarterdeck:problem:choice-in-use' });
    const stale = await admin.patch(`${path}/${field.id}`, { listed: true }, { 'if-match': `"${field.version + 5}"` });
    expect(stale.status).toBe(409);
  });

  it('make a required field required for new records only', async () => {
    const made = bodyOf(await add({ kind: 'contact', type: 'text', label: label('Badge'), required: true }));
    const admin = server.as('administrator');
    const account = bodyOf(await admin.post(accounts, { name: 'Parent' }));
    const missing = await admin.post('/api/customers/contacts', { name: 'A', accountId: account.id });
    expect(bodyOf(missing)).toMatchObject({ type: 'urn:quarterdeck:problem:missing-value' });
    const good = await admin.post('/api/customers/contacts', {
      name: 'A',
      accountId: account.id,
      [String(made.name)]: '7',
    });
    expect(good.status, good.text).toBe(201);
  });
});

describe('the name of a custom field', () => {
  it('comes from the English label, else from pinyin, and is never taken twice', () => {
    const text = (en: string, hans: string) => ({ en, 'zh-Hans': hans, 'zh-Hant': hans });
    expect(fieldNameFrom(text('Budget approved?', '预算'), new Set())).toBe('xBudgetApproved');
    expect(fieldNameFrom(text('预算', '预算'), new Set())).toBe('xYuSuan');
    expect(fieldNameFrom(text('Budget', 'x'), new Set(['xBudget']))).toBe('xBudget2');
    expect(fieldNameFrom(text('2nd phone', 'x'), new Set())).toBe('xF2ndPhone');
  });
});

async function fieldNamed(server: TestServer, name: string): Promise<{ id: string; version: number }> {
  const { fields } = bodyOf(await server.as('administrator').get(path)) as {
    fields: { id: string; name: string; version: number }[];
  };
  return fields.find((field) => field.name === name)!;
}

async function viewerOf(server: TestServer) {
  const { loadViewer } = await import('#platform/identity/load-viewer.ts');
  const viewer = await server.identity.system((tx) =>
    loadViewer(tx, { companyId: 1, personId: server.people.administrator, via: 'app', nowMs: Date.now() }),
  );
  if (viewer === undefined) throw new Error('no administrator');
  return viewer;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestPerson, type TestReply, type TestServer, testServer } from '../../../test/support/test-server.ts';
import { enqueueJob } from '#platform/jobs/enqueue-job.ts';
import { jobKind } from '#platform/jobs/job-kind.ts';
import { type JobRunner, startJobs } from '#platform/jobs/job-runner.ts';

const accounts = '/api/customers/accounts';
const jobsPath = '/api/settings/jobs';
const rows = 20_001;
const ask = { language: 'en', sort: 'name', fields: 'name,ownerId,annualRevenue,note' } as const;
const query = 'language=en&sort=name&fields=name,ownerId,annualRevenue,note';
let server: TestServer;
let jobs: JobRunner | undefined;

interface Job {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
  readonly problem: string | null;
  readonly file: { readonly fileName: string; readonly bytes: number; readonly expiresAt: string } | null;
}

const system = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  server.identity.system(async (tx) => (await tx.query<Row & object>(text, values)).rows as Row[], 1);
const order = (person: TestPerson, more: object): Promise<TestReply> =>
  server.as(person).post(`${accounts}/exports`, { ...ask, ...more });
const jobIdOf = (reply: TestReply): string => {
  expect(reply.status, reply.text).toBe(202);
  return String((reply.body as { jobId: string }).jobId);
};
const jobOf = async (person: TestPerson, id: string): Promise<Job> =>
  (await server.as(person).get(`${jobsPath}/${id}`)).body as Job;
const work = (): void => {
  jobs ??= startJobs(server.services, { pollMs: 20, schedules: false });
};
const rest = async (): Promise<void> => {
  await jobs?.stop(0);
  jobs = undefined;
};
const ended = async (person: TestPerson, id: string): Promise<Job> => {
  work();
  for (;;) {
    const job = await jobOf(person, id);
    if (!['waiting', 'running'].includes(job.state)) return job;
    await sleep(50);
  }
};

beforeAll(async () => {
  server = await testServer();
  await system(
    `insert into qd.account (id, name, owner_id, annual_revenue_minor, currency, note)
     select gen_random_uuid(), 'Customer ' || lpad(n::text, 6, '0'), $1, n, 'CNY', case when n = 1 then '=1+1' else '备注 ' || n end
     from generate_series(1, ${rows}) n`,
    [server.people.rep],
  );
});
afterAll(async () => {
  await rest();
  await server.close();
});

describe('a long export', () => {
  let csv = '';

  it('is written by a job, and holds what the direct one holds', async () => {
    csv = jobIdOf(await order('manager', { format: 'csv' }));
    const job = await ended('manager', csv);
    expect(job).toMatchObject({ state: 'done', done: rows, total: rows, file: { fileName: 'Customers.csv' } });
    const file = await server.as('manager').get(`${jobsPath}/${csv}/file`);
    const direct = await server.as('manager').get(`${accounts}/export?format=csv&${query}`);
    expect(file.headers['content-disposition']).toBe(direct.headers['content-disposition']);
    expect(file.text.split('\r\n')).toHaveLength(rows + 2);
    expect(file.text).toContain("Customer 000001,rep,0.01,CNY,'=1+1");
    expect(file.text === direct.text).toBe(true);
  });

  it('as a workbook holds the same rows, numbers as numbers and formulas as text', async () => {
    const id = jobIdOf(await order('manager', { format: 'xlsx' }));
    expect(await ended('manager', id)).toMatchObject({ state: 'done' });
    const parts = await system<{ content: Buffer }>(
      'select content from qd.job_file_part where job_id = $1 order by part',
      [id],
    );
    const book = read(Buffer.concat(parts.map(({ content }) => content)), { type: 'buffer' });
    const cells = utils.sheet_to_json<unknown[]>(book.Sheets.Quarterdeck, { header: 1 });
    expect(cells).toHaveLength(rows + 1);
    expect(cells[1]).toEqual(['Customer 000001', 'rep', 0.01, 'CNY', "'=1+1"]);
    const direct = await server.as('manager').get(`${accounts}/export?format=xlsx&${query}`);
    const file = await server.as('manager').get(`${jobsPath}/${id}/file`);
    expect(file.text === direct.text).toBe(true);
  });

  it('is told to whoever asked, and is once in the log', async () => {
    const notices = await server.as('manager').get('/api/notifications');
    expect(notices.text).toContain('Ready to save: Customers.csv');
    const events = await system(
      `select 1 from qd.event where action = 'exported' and actor_id = $1 and note like 'csv%'`,
      [server.people.manager],
    );
    // The job's and the direct one.
    expect(events).toHaveLength(2);
  });

  it('is for nobody else: not for an administrator who sees the job, nor for one who looks through the eyes of its maker', async () => {
    for (const person of ['administrator', 'supervisor', 'rep'] as const)
      expect((await server.as(person).get(`${jobsPath}/${csv}/file`)).status, person).toBe(404);
    expect((await server.nobody.get(`${jobsPath}/${csv}/file`)).status).toBe(401);
    expect(await jobOf('administrator', csv)).toMatchObject({ state: 'done', file: null });
    const administrator = server.as('administrator');
    await administrator.post('/api/auth/see-as', { personId: server.people.manager });
    try {
      expect((await administrator.get(`${jobsPath}/${csv}/file`)).status).toBe(403);
    } finally {
      await administrator.delete('/api/auth/see-as');
    }
  });

  it('cannot be fetched by someone who may not export the kind any more', async () => {
    await system(`update qd.position set role = 'rep' where role = 'manager'`);
    server.identity.changed();
    try {
      expect((await server.as('manager').get(`${jobsPath}/${csv}/file`)).status).toBe(403);
    } finally {
      await system(
        `update qd.position set role = 'manager' where id in (select position_id from qd.assignment where person_id = $1)`,
        [server.people.manager],
      );
      server.identity.changed();
    }
    expect((await server.as('manager').get(`${jobsPath}/${csv}/file`)).status).toBe(200);
  });

  it('is gone when its days are over, and cleared away', async () => {
    await system(`update qd.job_file set expires_at = now() - interval '1 second' where job_id = $1`, [csv]);
    expect((await server.as('manager').get(`${jobsPath}/${csv}/file`)).status).toBe(404);
    expect(await jobOf('manager', csv)).toMatchObject({ state: 'done', file: null });
    const now = server.services.clock.now().toString();
    await server.identity.system(
      (tx) => enqueueJob(tx, jobKind('cleaning'), { id: server.identity.newId(), args: {}, personId: null, now }),
      1,
    );
    work();
    while ((await system('select 1 from qd.job_file where job_id = $1', [csv])).length > 0) await sleep(50);
    expect(await system('select 1 from qd.job_file_part where job_id = $1', [csv])).toEqual([]);
  });
});

describe('an export that waits', () => {
  it('shows what its maker may see when it runs, not when it was asked for', async () => {
    await rest();
    const id = jobIdOf(await order('supervisor', { format: 'csv' }));
    await system(`update qd.account set owner_id = $1 where name = 'Customer 000007'`, [server.people.stranger]);
    await ended('supervisor', id);
    const file = await server.as('supervisor').get(`${jobsPath}/${id}/file`);
    expect(file.text).toContain('Customer 000006');
    expect(file.text).not.toContain('Customer 000007');
    await system(`update qd.account set owner_id = $1 where name = 'Customer 000007'`, [server.people.rep]);
  });

  it('is cancelled and leaves nothing; nobody has more than three under way', async () => {
    await rest();
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(jobIdOf(await order('manager', { format: 'csv' })));
    const refused = await order('manager', { format: 'csv' });
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('too-many-exports');
    for (const id of ids)
      expect((await server.as('manager').post(`${jobsPath}/${id}/cancellation`, {})).status).toBe(200);
    expect(await ended('manager', ids[0])).toMatchObject({ state: 'cancelled', file: null });
    expect((await server.as('manager').get(`${jobsPath}/${ids[0]}/file`)).status).toBe(404);
  });

  it('is cancelled at its last step too, and keeps nothing', async () => {
    work();
    let id = '';
    // Nobody can store a file as long as this transaction holds the table: the job comes to its last step and no further.
    await server.identity.system(async (tx) => {
      await tx.query('lock table qd.job_file in exclusive mode');
      id = jobIdOf(await order('manager', { format: 'xlsx' }));
      while (!(await waitsForFile())) await sleep(5);
      expect((await server.as('manager').post(`${jobsPath}/${id}/cancellation`, {})).status).toBe(200);
    }, 1);
    expect(await ended('manager', id)).toMatchObject({ state: 'cancelled', file: null });
    expect(await system('select 1 from qd.job_file where job_id = $1', [id])).toEqual([]);
  });
});

const waitsForFile = async (): Promise<boolean> =>
  (await system(`select 1 from pg_locks where relation = 'qd.job_file'::regclass and not granted`)).length > 0;

describe('a short export', () => {
  it('needs no job', async () => {
    const reply = await order('manager', { format: 'csv', filter: ['name:contains:Customer 00000'] });
    expect([reply.status, reply.body]).toEqual([200, { jobId: null }]);
  });

  it('is refused as a direct one is: fields, filters and kinds that are not open to the person', async () => {
    expect((await order('rep', { format: 'csv' })).status).toBe(403);
    const hidden = { format: 'csv', fields: 'name,monthlySalary', sort: undefined };
    expect((await server.as('manager').post('/api/team/people/exports', hidden)).status).toBe(403);
    expect((await order('manager', { format: 'csv', filter: ['name~x'] })).status).toBe(422);
    expect((await order('manager', { format: 'csv', sort: 'note' })).status).toBe(422);
  });
});

import type pg from 'pg';
import type { Browser } from './keep-alive.ts';
import type { PageTimes } from './measure-pages.ts';
import { percentile } from './percentile.ts';

interface WriteFacts {
  readonly ownerId: string;
  readonly accountIds: readonly string[];
  /** Two open stages of one pipeline. */
  readonly stageIds: readonly [string, string];
  /** Open opportunities that the writer may change: half of them are changed over HTTP, half by SQL. */
  readonly opportunityIds: readonly string[];
}

const turns = 60;
const path = '/api/selling/opportunities';

/** A deal made and a deal moved to another stage, over HTTP and by the statements it takes by hand: row, event, visit, roll-up, commit. */
export async function timeWrites(facts: WriteFacts, browser: Browser, client: pg.ClientBase): Promise<PageTimes[]> {
  const create = { http: [] as number[], sql: [] as number[] };
  const move = { http: [] as number[], sql: [] as number[] };
  for (let turn = -3; turn < turns; turn++) {
    const accountId = facts.accountIds[(turn + 3) % facts.accountIds.length];
    const values = {
      name: `新商机 ${turn}`,
      accountId,
      ownerId: facts.ownerId,
      stageId: facts.stageIds[0],
      amount: '120000.00',
    };
    const made = await taken(() =>
      browser.send({ method: 'POST', path, body: { ...values, expectedCloseOn: '2027-01-15' } }),
    );
    const inserted = await taken(() => insertByHand(client, facts, accountId));
    const { opportunityIds } = facts;
    const [byHttp, byHand] = [0, 1].map((other) => opportunityIds[((turn + 3) * 2 + other) % opportunityIds.length]);
    const { version, stageId } = JSON.parse(await browser.send({ method: 'GET', path: `${path}/${byHttp}` })) as {
      version: number;
      stageId: string;
    };
    const [first, second] = facts.stageIds;
    const body = { stageId: stageId === first ? second : first };
    const moved = await taken(() => browser.send({ method: 'PATCH', path: `${path}/${byHttp}`, body, version }));
    const updated = await taken(() => moveByHand(client, facts, byHand));
    if (turn < 0) continue;
    create.http.push(made);
    create.sql.push(inserted);
    move.http.push(moved);
    move.sql.push(updated);
  }
  return [named('create a deal', create), named('move a deal to another stage', move)];
}

function named(
  name: string,
  { http, sql }: { readonly http: readonly number[]; readonly sql: readonly number[] },
): PageTimes {
  const centre = (values: readonly number[]) => ({ p50: percentile(values, 0.5), p95: percentile(values, 0.95) });
  return { name, http: centre(http), sql: centre(sql), turns };
}

async function taken(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const month = '(extract(year from expected_close_on) * 12 + extract(month from expected_close_on) - 1)::int';

async function insertByHand(
  client: pg.ClientBase,
  { ownerId, stageIds }: WriteFacts,
  accountId: string,
): Promise<void> {
  await client.query("begin; set local qd.company = '1'");
  const { rows } = await client.query<{ id: string }>(
    `insert into qd.opportunity (id, name, account_id, owner_id, pipeline_id, stage_id, status, probability, amount_minor, base_minor, currency, created_on,
       expected_close_on, first_expected_close_on, stage_entered_on, month, search_text)
     select gen_random_uuid(), '新商机', $1, $2, pipeline_id, id, 'open', probability, 12000000, 12000000, 'CNY', current_date, '2027-01-15', '2027-01-15',
       current_date, 24324, '新商机 xinshangji xsj' from qd.stage where company_id = 1 and id = $3 returning id`,
    [accountId, ownerId, stageIds[0]],
  );
  const [{ id }] = rows;
  await logByHand(client, id, 'created', {
    name: { to: '新商机' },
    accountId: { to: accountId },
    ownerId: { to: ownerId },
    amount: { to: '120000.00' },
  });
  await client.query(
    `insert into qd.stage_visit (opportunity_id, stage_id, owner_id, entered_at) values ($1, $2, $3, now())`,
    [id, stageIds[0], ownerId],
  );
  await addToCell(client, id, 1);
  await readBack(client, id);
  await client.query('commit');
}

async function moveByHand(client: pg.ClientBase, { stageIds }: WriteFacts, id: string): Promise<void> {
  await client.query("begin; set local qd.company = '1'");
  const { rows } = await client.query<{ stage_id: string }>(
    'select * from qd.opportunity where company_id = 1 and id = $1 for update',
    [id],
  );
  const to = rows[0].stage_id === stageIds[0] ? stageIds[1] : stageIds[0];
  await addToCell(client, id, -1);
  await client.query(
    `update qd.opportunity o set stage_id = s.id, probability = s.probability, stage_entered_on = current_date, version = o.version + 1, updated_at = now()
     from qd.stage s where o.company_id = 1 and o.id = $1 and s.company_id = 1 and s.id = $2`,
    [id, to],
  );
  await logByHand(client, id, 'stageChanged', { stageId: { from: rows[0].stage_id, to } });
  await client.query(
    'update qd.stage_visit set left_at = now() where company_id = 1 and opportunity_id = $1 and left_at is null',
    [id],
  );
  await client.query('insert into qd.stage_visit (opportunity_id, stage_id, entered_at) values ($1, $2, now())', [
    id,
    to,
  ]);
  await addToCell(client, id, 1);
  await readBack(client, id);
  await client.query('commit');
}

async function logByHand(client: pg.ClientBase, id: string, action: string, changes: object): Promise<void> {
  await client.query(
    `insert into qd.event (company_id, id, recorded_at, via, action, kind, record_id, changes, epoch, xid, digest)
     select 1, e.id, e.at, 'app', $2, 'opportunity', $1::uuid, $3::jsonb, 1, e.xid,
       qd.event_digest_of(1, e.id, e.at, null, null, 'app', null, $2, 'opportunity', $1::uuid, $3::jsonb, null, 1, e.xid)
     from (select gen_random_uuid() as id, clock_timestamp() as at, pg_current_xact_id()::text::bigint as xid offset 0) e`,
    [id, action, JSON.stringify(changes)],
  );
}

async function addToCell(client: pg.ClientBase, id: string, sign: 1 | -1): Promise<void> {
  await client.query(
    `insert into qd.opportunity_rollup as r (owner_id, pipeline_id, stage_id, status, month, opportunities, base_minor, weighted_minor)
     select owner_id, pipeline_id, stage_id, status, ${month}, $2::int, $2::int * base_minor, $2::int * trunc(base_minor * round(probability * 10000) / 10000)
     from qd.opportunity where company_id = 1 and id = $1
     on conflict (company_id, owner_id, pipeline_id, stage_id, status, month) do update set opportunities = r.opportunities + excluded.opportunities,
       base_minor = r.base_minor + excluded.base_minor, weighted_minor = r.weighted_minor + excluded.weighted_minor`,
    [id, sign],
  );
}

async function readBack(client: pg.ClientBase, id: string): Promise<void> {
  await client.query(
    `select o.*, a.name as account, p.name as owner, s.name as stage, l.name as pipeline from qd.opportunity o
     left join qd.account a on a.company_id = o.company_id and a.id = o.account_id left join qd.person p on p.company_id = o.company_id and p.id = o.owner_id
     left join qd.stage s on s.company_id = o.company_id and s.id = o.stage_id left join qd.pipeline l on l.company_id = o.company_id and l.id = o.pipeline_id
     where o.company_id = 1 and o.id = $1`,
    [id],
  );
}

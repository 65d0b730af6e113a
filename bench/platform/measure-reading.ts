import pg from 'pg';
import { openDatabase } from '#platform/database/open-database.ts';
import { readCliAccess } from '#platform/identity/cli-token.ts';
import type { BenchRow } from '../define-bench.ts';
import type { BenchCompany } from './bench-company.ts';
import type { BenchServer } from './bench-server.ts';
import { openBrowser } from './keep-alive.ts';
import { type PageTimes, timePage } from './measure-pages.ts';
import { timeWrites } from './measure-writes.ts';
import { type PageFacts, readingPages } from './pages.ts';

/** Every page of the budgets as the leader of a fifth of the company sees it, over HTTP and by plain SQL on the same database. */
export async function timePages(company: BenchCompany, server: BenchServer): Promise<PageTimes[]> {
  const database = await openDatabase({ dataDir: company.dataDir, url: process.env.DATABASE_URL });
  const client = new pg.Client(database.connection);
  const token = readCliAccess(company.dataDir)?.token ?? '';
  const browser = openBrowser(server.url, { authorization: `Bearer ${token}`, 'quarterdeck-as': company.managerId });
  try {
    await client.connect();
    const facts = await pageFacts(client, company);
    const times: PageTimes[] = [];
    for (const page of readingPages(facts)) times.push(await timePage(page, browser, client));
    times.push(...(await timeWrites(await writeFacts(client, company, facts), browser, client)));
    return times;
  } finally {
    browser.close();
    await client.end();
    await database.close();
  }
}

/** One row for each page: its 95th percentile beside twice that of the SQL and 5 ms; and how it grew from a tenth of the rows. */
export function pageRows(times: readonly PageTimes[], smaller: readonly PageTimes[]): BenchRow[] {
  return times.flatMap(({ name, http, sql, turns }, i): BenchRow[] => {
    const limit = 2 * sql.p95 + 5;
    const before = smaller[i];
    const growth = http.p50 / before.http.p50;
    const sqlGrowth = sql.p50 / before.sql.p50;
    const allowed = Math.max(1.25, sqlGrowth);
    return [
      {
        bar: `${name}, p95`,
        measured: `${ms(http.p95)} (p50 ${ms(http.p50)}, ${turns} times)`,
        limit: `≤ 2 × SQL + 5 ms = ${ms(limit)}`,
        met: http.p95 <= limit,
        peer: `plain SQL p95 ${ms(sql.p95)} (p50 ${ms(sql.p50)})`,
      },
      {
        bar: `${name}: growth from a tenth of the rows`,
        measured: `× ${growth.toFixed(2)} (p50 ${ms(before.http.p50)} → ${ms(http.p50)})`,
        limit: `≤ × ${allowed.toFixed(2)}, that of the SQL, or 1.25 where the SQL does not grow`,
        met: growth <= allowed,
        peer: `plain SQL × ${sqlGrowth.toFixed(2)} (p50 ${ms(before.sql.p50)} → ${ms(sql.p50)})`,
      },
    ];
  });
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

async function pageFacts(client: pg.Client, { managerId }: BenchCompany): Promise<PageFacts> {
  const people = await idsOf(
    client,
    `with recursive below as (
       select u.id from qd.unit u join qd.position p on p.unit_id = u.id join qd.assignment a on a.position_id = p.id where a.person_id = $1 and p.role = 'manager'
       union select u.id from qd.unit u join below b on u.parent_id = b.id)
     select distinct a.person_id as id from qd.assignment a join qd.position p on p.id = a.position_id join below b on b.id = p.unit_id`,
    [managerId],
  );
  return {
    people,
    stageIds: await idsOf(
      client,
      'select id from qd.stage where company_id = 1 and deleted_at is null order by sort',
      [],
    ),
    productIds: await idsOf(client, 'select id from qd.product where company_id = 1 order by code', []),
    opportunityIds: await idsOf(
      client,
      `select id from qd.opportunity tablesample system (5) where company_id = 1 and deleted_at is null and owner_id = any($1::uuid[])
       order by md5(id::text) limit 400`,
      [people],
    ),
  };
}

async function writeFacts(client: pg.Client, { managerId }: BenchCompany, { people, stageIds }: PageFacts) {
  return {
    ownerId: managerId,
    accountIds: await idsOf(
      client,
      'select id from qd.account where company_id = 1 and owner_id = any($1::uuid[]) order by md5(id::text) limit 100',
      [people],
    ),
    stageIds: [stageIds[0], stageIds[1]] as const,
    opportunityIds: await idsOf(
      client,
      `select id from qd.opportunity where company_id = 1 and deleted_at is null and status = 'open' and stage_id = any($2::uuid[]) and owner_id = any($1::uuid[])
       order by md5(id::text) limit 200`,
      [people, [stageIds[0], stageIds[1]]],
    ),
  };
}

async function idsOf(client: pg.Client, text: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(text, [...values]);
  return rows.map(({ id }) => id);
}

import type pg from 'pg';
import type { Browser } from './keep-alive.ts';
import type { Page, Statement } from './pages.ts';
import { percentile } from './percentile.ts';

/** Milliseconds of one page, over HTTP and by plain SQL, measured in turn so that both meet the same machine. */
export interface PageTimes {
  readonly name: string;
  readonly http: { readonly p50: number; readonly p95: number };
  readonly sql: { readonly p50: number; readonly p95: number };
  readonly turns: number;
}

const most = 100;
const least = 20;
/** A page whose plain SQL takes long is measured less often. */
const patienceMs = 20_000;

export async function timePage(page: Page, browser: Browser, client: pg.ClientBase): Promise<PageTimes> {
  const http: number[] = [];
  const sql: number[] = [];
  for (let turn = -3; turn < 0; turn++) await oneTurn(page, turn + 3, browser, client);
  const start = performance.now();
  while (http.length < most && (http.length < least || performance.now() - start < patienceMs)) {
    const taken = await oneTurn(page, http.length, browser, client);
    http.push(taken.http);
    sql.push(taken.sql);
  }
  return { name: page.name, http: centre(http), sql: centre(sql), turns: http.length };
}

async function oneTurn(page: Page, turn: number, browser: Browser, client: pg.ClientBase) {
  const requests = page.requests(turn);
  const statements = page.statements(turn);
  const http = await taken(() => Promise.all(requests.map((one) => browser.send(one))));
  const sql = await taken(() => runAll(client, statements));
  return { http, sql };
}

async function runAll(client: pg.ClientBase, statements: readonly Statement[]): Promise<void> {
  for (const [text, values] of statements) await client.query(text, [...values]);
}

async function taken(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function centre(values: readonly number[]) {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

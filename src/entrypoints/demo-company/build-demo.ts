import type { CivilDate } from '#kernel/civil-date.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/database/database.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import { enqueueJob } from '#platform/jobs/enqueue-job.ts';
import { newId } from '#platform/records/write-context.ts';
import { accountValueJob } from '#rooms/customers/value/account-value-job.ts';
import { winChanceJob } from '#rooms/selling/win-chance/win-chance-job.ts';
import '../records.ts';
import { buildPay } from './build-pay.ts';
import { loadRows } from './load-rows.ts';
import { logHistory } from './log-history.ts';
import { openSignIns } from './open-sign-ins.ts';
import type { Truth } from './planted-truths.ts';
import { type SimulatedCompany, simulateCompany } from './simulate-company.ts';
import { databaseColumn } from './encode-rows.ts';
import { fillEmptyTables } from './fill-empty-tables.ts';
import { tables as simulatedTables } from './tables.ts';
import type { CompanySize } from './world.ts';

export interface DemoOptions {
  readonly seed?: number | string;
  /** The last day of the history; today in Shanghai by the clock when absent. */
  readonly endsOn?: CivilDate;
  readonly clock?: Clock;
  readonly planted?: 'all' | 'none' | readonly Truth[];
  readonly size?: CompanySize;
  /** The company to fill; 1 when absent. It must not hold people yet. */
  readonly companyId?: number;
}

export interface BuiltDemo {
  readonly company: SimulatedCompany;
  readonly events: number;
  /** Seconds of the parts: simulating, loading rows, writing the event log, the rest. */
  readonly seconds: { readonly simulate: number; readonly load: number; readonly log: number; readonly finish: number };
}

/** The company is not empty: the demo never mixes with data of people who work here. */
export class CompanyNotEmpty extends Error {
  constructor(people: number) {
    super(
      `the company already holds ${people} people: the demo is built only into an empty one (choose another data folder)`,
    );
    this.name = 'CompanyNotEmpty';
  }
}

export const demoTimeZone = 'Asia/Shanghai';

/**
 * Simulates the demo company and writes it into an empty database, all or nothing: rows, search words, stage visits, roll-up and
 * the event log of its past.
 * @throws CompanyNotEmpty when the company holds people, RangeError for wrong options
 */
export async function buildDemo(database: Database, options: DemoOptions): Promise<BuiltDemo> {
  const endsOn = options.endsOn ?? today(options.clock);
  const companyId = options.companyId ?? 1;
  const watch = stopwatch();
  const company = simulateCompany({
    seed: options.seed ?? 1,
    endsOn,
    planted: options.planted ?? 'all',
    size: options.size,
  });
  const simulate = watch();
  return withSystemTransaction(
    database,
    { reason: 'loads the demo company', companyId },
    async (tx) => {
      await tx.query("set local work_mem = '64MB'");
      await prepareCompany(tx, companyId, company.name);
      const tables = [...Object.keys(simulatedTables).map(databaseColumn), 'event'];
      let load = 0;
      let log = 0;
      const events = await fillEmptyTables(tx, tables, async () => {
        await loadRows(tx, companyId, company);
        load = watch();
        const written = await logHistory(tx, company);
        log = watch();
        return written;
      });
      await fillRollup(tx);
      await openSignIns(tx, companyId, company.rows.person);
      await analyse(tx);
      await buildPay(tx, companyId, company);
      await queueEngines(tx, Math.min(company.endsAt, options.clock?.now().epochMilliseconds ?? company.endsAt));
      return { company, events, seconds: { simulate, load, log, finish: watch() } };
    },
    { statementTimeoutMs: 0, attempts: 1 },
  );
}

function today(clock: Clock | undefined): CivilDate {
  if (clock === undefined) throw new RangeError('invalid options: either endsOn or a clock is expected');
  return clock.now().toZonedDateTimeISO(demoTimeZone).toPlainDate().toString();
}

async function prepareCompany(tx: Transaction, companyId: number, name: string): Promise<void> {
  await tx.query('insert into qd.company (company_id, name) values ($1, $2) on conflict (company_id) do nothing', [
    companyId,
    name,
  ]);
  const { rows } = await tx.query<{ people: number }>(
    'select count(*)::int as people from qd.person where company_id = $1',
    [companyId],
  );
  if (rows[0].people > 0) throw new CompanyNotEmpty(rows[0].people);
  await tx.query(
    `update qd.company set name = $2, language = 'zh-Hans', time_zone = $3, base_currency = 'CNY',
       fiscal = '{"kind": "months", "startMonth": 1}', is_demo = true where company_id = $1`,
    [companyId, name, demoTimeZone],
  );
}

/** The roll-up in one pass; exactly what project-rollup.ts would have added up one by one. */
async function fillRollup(tx: Transaction): Promise<void> {
  await tx.query(`
    insert into qd.opportunity_rollup (company_id, owner_id, pipeline_id, stage_id, status, month, opportunities, base_minor, weighted_minor)
    select company_id, owner_id, pipeline_id, stage_id, status, month, count(*), sum(base_minor),
      sum(base_minor * round(probability * 10000)::bigint / 10000)
    from qd.opportunity where company_id = qd.current_company() and deleted_at is null
    group by company_id, owner_id, pipeline_id, stage_id, status, month`);
}

/** A first look at the tables, from fewer rows than usual: the database looks again by itself once the demo is there. */
async function analyse(tx: Transaction): Promise<void> {
  await tx.query('set local default_statistics_target = 25');
  const large =
    'account, contact, opportunity, opportunity_line, stage_visit, activity, lead, ticket, task, sales_order, order_line, payment, event';
  await tx.query(`analyze ${large}`);
}

/** Seconds since the last look. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}

/** What is learned each night is learned once at the start too, so that chances and values stand on the first screens. */
async function queueEngines(tx: Transaction, atMs: number): Promise<void> {
  const now = new Date(atMs).toISOString();
  for (const kind of [winChanceJob, accountValueJob])
    await enqueueJob(tx, kind, { id: newId({ now }), args: {}, personId: null, now, priority: 8 });
}

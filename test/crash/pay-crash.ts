import { join } from 'node:path';
import { addDays } from '#kernel/civil-date.ts';
import { seededRandom } from '#kernel/random.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { runAs } from '#platform/records/run-as.ts';
import { takeStep } from '#rooms/incentives/periods/index.ts';
import { approveVersion, assign, createPlan, submitVersion } from '#rooms/incentives/plans/index.ts';
import { type LocalWorkplace, withWorkplace } from '../../src/entrypoints/local-workplace.ts';
import { type Victim, killAfter, logIsIntact, missing, startCommand, timeOf, writeSingly } from './crash-place.ts';

export interface PayCrashPlan {
  /** Folder of its own. */
  readonly folder: string;
  readonly people: number;
  /** Deals of each person in each month. */
  readonly deals: number;
  /** Kills; one in each month's calculation and one in its closing. */
  readonly points: number;
  readonly seed: number;
  /** Tells how each round ended. */
  readonly onRound?: (text: string) => void;
}

export interface PayCrashOutcome {
  readonly kills: Record<Victim, number>;
  /** Kills that came after the commit: calculation or closing was whole then. */
  readonly whole: number;
  readonly acknowledged: number;
  readonly lost: number;
  /** Periods in which something was there in part, or came out otherwise when it was done again. */
  readonly partial: readonly string[];
  readonly logIntact: boolean;
}

/**
 * Kills calculations and closings of pay at random points, in turn the process and the database (on a server: its connections),
 * while another process writes single records. After each kill either all of the step is there or nothing; done again it comes
 * out to the cent that was sold, and once more changes nothing.
 */
export async function crashPay(plan: PayCrashPlan): Promise<PayCrashOutcome> {
  const data = join(plan.folder, 'data');
  const random = seededRandom(plan.seed);
  const months = Array.from({ length: Math.ceil(plan.points / 2) + 1 }, (_, i) => monthOf(i));
  return withWorkplace({ data }, async (place) => {
    const company = await prepare(place, plan, months);
    const pay = (...args: readonly string[]) => startCommand(['pay', ...args, '--data', data, '--json']);
    const acknowledged: string[] = [];
    const partial: string[] = [];
    const kills = { application: 0, database: 0 };
    let whole = 0;
    const usualMs = { calculate: 0, close: 0 };
    for (const [i, month] of months.entries()) {
      for (const step of ['calculate', 'close'] as const) {
        // The first month is left in peace, to know how long each takes.
        if (i === 0) usualMs[step] = await timeOf(place, pay(step, month));
        else if (kills.application + kills.database < plan.points) {
          // Either is killed in the calculation of one month and in the closing of the next.
          const victim = (i + (step === 'close' ? 1 : 0)) % 2 === 1 ? 'application' : 'database';
          kills[victim] += 1;
          const after = random.next() * usualMs[step];
          const writing = writeSingly(place, acknowledged);
          await killAfter(place, data, pay(step, month), victim, after);
          await writing.stop();
          const found = await look(place, month);
          const problem = wrongWith(found, step, plan.people);
          const done = found.state === (step === 'calculate' ? 'calculated' : 'closed');
          if (done) whole += 1;
          if (problem !== undefined) partial.push(`${step} ${month}: ${problem}`);
          plan.onRound?.(
            `${step} ${month}: ${victim} after ${Math.round(after)} ms, ${problem ?? `nothing partial, ${found.state}`}`,
          );
        }
        await pay(step, month).ended;
        await pay(step, month).ended;
        const problem = notAsSold(await look(place, month), step, company);
        if (problem !== undefined) partial.push(`${step} ${month} done again: ${problem}`);
        if (step === 'calculate') await company.approve(month);
      }
    }
    const lost = await missing(place, acknowledged);
    return {
      kills,
      whole,
      lost,
      partial,
      acknowledged: acknowledged.length,
      logIntact: await logIsIntact(place),
    };
  });
}

interface Company {
  readonly people: number;
  /** Minor units that everyone together earns in a month. */
  readonly earnedMinor: bigint;
  readonly approve: (month: string) => Promise<void>;
}

const monthOf = (index: number): string =>
  `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;

async function prepare(place: LocalWorkplace, plan: PayCrashPlan, months: readonly string[]): Promise<Company> {
  const { viewer } = place;
  const create = (kind: string, rows: readonly Record<string, unknown>[]) =>
    runAs(place, viewer, (context) =>
      createRecords(
        context,
        recordDefinition(kind),
        rows.map((values) => ({ values })),
      ),
    );
  const names = Array.from({ length: plan.people }, (_, i) => ({ name: `Seller ${i + 1}` }));
  const [chief, ...sellers] = await create('person', [{ name: 'Chief' }, ...names]);
  const [stageId] = await create('stage', [{ name: '赢单' }]);
  // The same every month, so that nothing is an exception that someone would have to explain.
  const amountOf = (seller: number, deal: number): number => 1000 + seller * 10 + deal;
  for (const month of months) {
    await create(
      'opportunity',
      sellers.flatMap((ownerId, seller) =>
        Array.from({ length: plan.deals }, (_, deal) => {
          const closedOn = addDays(`${month}-01`, deal % 28);
          const amount = `${amountOf(seller, deal)}.00`;
          const days = { createdOn: '2023-12-01', expectedCloseOn: closedOn, closedOn };
          return { name: `${month} ${seller}/${deal}`, ownerId, stageId, amount, currency: 'CNY', ...days };
        }),
      ),
    );
  }
  const text = `plan: sellers\ncurrency: CNY\nperiod: month\neffective: { from: ${months[0]}-01 }\ncomponents:\n  - { id: commission, kind: commission, rate: 10% }\n`;
  const versionId = await runAs(place, viewer, async (context) => {
    const id = await createPlan(context, text);
    await submitVersion(context, id);
    return id;
  });
  const other = { ...viewer, personId: chief };
  await runAs(place, other, (context) => approveVersion(context, versionId));
  await runAs(place, viewer, async (context) => {
    const { rows } = await context.tx.query<{ id: string }>('select id::text from qd.pay_plan');
    const from = `${months[0]}-01`;
    for (const targetId of sellers)
      await assign(context, { planId: rows[0].id, target: 'person', targetId, fromOn: from });
  });
  const earned = sellers.flatMap((_, seller) =>
    Array.from({ length: plan.deals }, (__, deal) => BigInt(amountOf(seller, deal)) * 10n),
  );
  return {
    people: plan.people,
    earnedMinor: earned.reduce((sum, one) => sum + one, 0n),
    approve: async (month) => {
      const { id } = await look(place, month);
      await runAs(place, viewer, (context) => takeStep(context, id, 'review', null));
      await runAs(place, other, (context) => takeStep(context, id, 'approval', null));
    },
  };
}

interface Found {
  readonly id: string;
  readonly state: string;
  readonly calculations: number;
  readonly calculated: number;
  readonly statements: number;
  readonly total: string;
  readonly entries: number;
  readonly owed: string;
  readonly closings: number;
  readonly booked: number;
}

async function look(place: LocalWorkplace, month: string): Promise<Found> {
  return withSystemTransaction(place.database, { reason: 'look for anything partial', companyId: 1 }, async (tx) => {
    const { rows } = await tx.query<Found>(
      `select p.id::text, p.state,
        (select count(*) from qd.pay_calculation c where c.period_id = p.id)::int as calculations,
        (select count(*) from qd.pay_period_step s where s.period_id = p.id and to_state = 'calculated')::int as calculated,
        (select count(*) from qd.pay_statement s where s.period_id = p.id)::int as statements,
        (select coalesce(sum(total_minor), 0) from qd.pay_statement s where s.period_id = p.id and latest)::text as total,
        (select count(*) from qd.pay_entry e where e.period_id = p.id)::int as entries,
        (select coalesce(sum(-m.minor), 0) from qd.pay_entry e, unnest(e.accounts, e.minors) as m(account, minor)
          where e.period_id = p.id and m.account like 'payable:%')::text as owed,
        (select count(*) from qd.pay_period_step s where s.period_id = p.id and to_state = 'closed')::int as closings,
        (select count(*) from qd.event e where e.record_id = p.id and e.kind = 'payLedger' and e.action = 'booked')::int as booked
       from qd.pay_period p where p.label = $1`,
      [month],
    );
    const none = { id: '', state: 'none', calculations: 0, calculated: 0, statements: 0, total: '0' };
    return rows[0] ?? { ...none, entries: 0, owed: '0', closings: 0, booked: 0 };
  });
}

/** All of the step, or nothing of it: statements, the run, the trail; entries, the trail, the event. */
function wrongWith(found: Found, step: 'calculate' | 'close', people: number): string | undefined {
  const { state, calculations, calculated, statements, entries, closings, booked } = found;
  const expected =
    step === 'calculate'
      ? state === 'none'
        ? [0, 0, 0, 0, 0, 0]
        : [1, 1, people, 0, 0, 0]
      : state === 'approved'
        ? [calculations, calculated, people, 0, 0, 0]
        : [calculations, calculated, people, people, 1, 1];
  const found6 = [calculations, calculated, statements, entries, closings, booked];
  return String(found6) === String(expected) && ['none', 'calculated', 'approved', 'closed'].includes(state)
    ? undefined
    : `${state} with ${found6.join('/')} where ${expected.join('/')} were expected`;
}

/** After a step was done again, twice: one statement each and what was sold, to the cent; booked once. */
function notAsSold(found: Found, step: 'calculate' | 'close', { people, earnedMinor }: Company): string | undefined {
  const { state, statements, total, entries, owed, closings, booked } = found;
  const closed = step === 'close';
  const expected = [
    closed ? 'closed' : 'calculated',
    people,
    earnedMinor,
    ...(closed ? [people, earnedMinor, 1, 1] : [0, 0n, 0, 0]),
  ];
  const got = [state, statements, total, entries, owed, closings, booked];
  return String(got) === String(expected) ? undefined : `${got.join('/')} where ${expected.join('/')} were expected`;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { type Random, seededRandom } from '#kernel/random.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { readCliAccess } from '#platform/identity/cli-token.ts';
import { type LocalWorkplace, withWorkplace } from '../../src/entrypoints/local-workplace.ts';
import { type Command, logIsIntact, startCommand } from './crash-place.ts';

export interface ReplyCrashPlan {
  /** Folder of its own. */
  readonly folder: string;
  /** Kills of the app: as many as it takes to have `wanted` lost replies, at most this many. */
  readonly points: number;
  /** How many writes that committed before the kill, and whose reply never came, are wanted. */
  readonly wanted: number;
  readonly seed: number;
  /** Tells how each round ended. */
  readonly onRound?: (text: string) => void;
}

export interface ReplyCrashOutcome {
  readonly kills: number;
  /** Writes whose whole reply had come when the app was killed. */
  readonly answered: number;
  /** Writes that the database had committed and whose reply never came: what this is about. */
  readonly committedUnanswered: number;
  /** Writes that the kill took back: nothing of them was there. */
  readonly rolledBack: number;
  /** What the retries did wrong, in words. */
  readonly violations: readonly string[];
  readonly logIntact: boolean;
}

const atOnce = 12;

/**
 * Sends writes with an Idempotency-Key to an app in a process of its own and kills it (-9) at the moment when a random number of
 * them is seen committed in the database; the client notes which replies came whole. After a restart every write is sent again
 * with its key, twice, and once with another body.
 */
export async function crashReplies(plan: ReplyCrashPlan): Promise<ReplyCrashOutcome> {
  const data = join(plan.folder, 'data');
  const random = seededRandom(plan.seed);
  return withWorkplace({ data }, async (place) => {
    const added = ['user', 'add', 'ann@example.com', '--name', 'Ann', '--role', 'administrator'];
    await startCommand([...added, '--data', data, '--json']).ended;
    const counts = { answered: 0, committedUnanswered: 0, rolledBack: 0 };
    const violations: string[] = [];
    let kills = 0;
    let app = await startApp(place, data);
    try {
      for (; kills < plan.points && counts.committedUnanswered < plan.wanted; kills++) {
        const writes = await writeAndKill(place, app, kills, random);
        app = await startApp(place, data);
        for (const write of writes) {
          counts[write.state] += 1;
          violations.push(...(await retried(place, app, write)));
        }
        const of = (state: Write['state']): number => writes.filter((write) => write.state === state).length;
        plan.onRound?.(
          `kill ${kills + 1}: ${of('answered')} answered, ${of('committedUnanswered')} committed without a reply, ${of('rolledBack')} rolled back`,
        );
      }
    } finally {
      app.command.process.kill('SIGKILL');
      await app.command.ended;
    }
    return { kills, ...counts, violations, logIntact: await logIsIntact(place) };
  });
}

interface App {
  readonly command: Command;
  readonly send: (key: string, body: unknown) => Promise<Answer>;
}

interface Answer {
  readonly status: number;
  readonly replayed: boolean;
  readonly body: { readonly id?: string };
}

interface Write {
  readonly key: string;
  readonly name: string;
  readonly state: 'answered' | 'committedUnanswered' | 'rolledBack';
  /** What the client got before the kill. */
  readonly answer: Answer | undefined;
  /** The record that was there after the kill. */
  readonly id: string | undefined;
}

/** The app of the folder; its token changes with every start. */
async function startApp(place: LocalWorkplace, data: string): Promise<App> {
  const command = startCommand(['start', '--data', data, '--port', '0', '--empty', '--no-jobs']);
  await new Promise<void>((resolve, reject) => {
    command.process.stdout?.on('data', (text: string) => {
      if (text.includes('ready at')) resolve();
    });
    command.process.once('exit', (code) => reject(new Error(`the app ended with ${code} before it was ready`)));
  });
  const access = readCliAccess(place.config.dataDir);
  if (access === undefined) throw new Error('the app did not say where it is');
  return {
    command,
    send: async (key, body) => {
      const headers = {
        authorization: `Bearer ${access.token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      };
      const reply = await fetch(`${access.url}/api/customers/accounts`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const replayed = reply.headers.get('idempotency-replayed') === 'true';
      return { status: reply.status, replayed, body: (await reply.json()) as Answer['body'] };
    },
  };
}

async function writeAndKill(place: LocalWorkplace, app: App, round: number, random: Random): Promise<Write[]> {
  const writes = Array.from({ length: atOnce }, (_, i) => ({ key: `r${round}-${i}`, name: `Round ${round} ${i}` }));
  const names = writes.map(({ name }) => name);
  const enough = 1 + random.integer(atOnce);
  const answers = writes.map(({ key, name }) => app.send(key, { name }).catch(() => undefined));
  while ((await committed(place, names)).length < enough) await sleep(0);
  app.command.process.kill('SIGKILL');
  await app.command.ended;
  const came = await Promise.all(answers);
  await quiet(place);
  const rows = await committed(place, names);
  return writes.map(({ key, name }, i) => {
    const id = rows.find((row) => row.name === name)?.id;
    const answer = came[i];
    const state = answer !== undefined ? 'answered' : id === undefined ? 'rolledBack' : 'committedUnanswered';
    return { key, name, state, answer, id };
  });
}

async function committed(place: LocalWorkplace, names: readonly string[]): Promise<{ id: string; name: string }[]> {
  return withSystemTransaction(place.database, { reason: 'what is committed', companyId: 1 }, async (tx) => {
    const { rows } = await tx.query<{ id: string; name: string }>(
      'select id::text, name from qd.account where name = any($1)',
      [names],
    );
    return rows;
  });
}

/** Waits until nothing of the killed app runs in the database any more. */
async function quiet(place: LocalWorkplace): Promise<void> {
  for (;;) {
    const { rows } = await place.database.pool.query<{ busy: boolean }>(
      `select exists (select from pg_stat_activity where datname = current_database() and application_name like 'server%') as busy`,
    );
    if (!rows[0].busy) return;
    await sleep(20);
  }
}

/** Sends a write again, twice, and another under its key. Returns what was not as promised. */
async function retried(place: LocalWorkplace, app: App, write: Write): Promise<string[]> {
  const { key, name, state, answer, id } = write;
  const wrong: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(`${name} (${state}): ${what}`);
  };
  if (answer !== undefined) check(answer.status === 201 && answer.body.id === id, 'an acknowledged write is gone');
  const first = await app.send(key, { name });
  const second = await app.send(key, { name });
  check(first.status === 201 && first.replayed === (id !== undefined), `the retry came back as ${first.status}`);
  if (id !== undefined) check(first.body.id === id, 'the retry names another record');
  if (answer !== undefined)
    check(JSON.stringify(first.body) === JSON.stringify(answer.body), 'the retry differs from the first reply');
  check(
    second.replayed && JSON.stringify(second.body) === JSON.stringify(first.body),
    'the second retry differs from the first',
  );
  const other = await app.send(key, { name: `${name}, other` });
  check(other.status === 422, `another body under the key came back as ${other.status}`);
  const rows = await committed(place, [name, `${name}, other`]);
  check(rows.length === 1, `${rows.length} records where one was expected`);
  check((await eventsOf(place, rows[0].id)) === 1, 'the creation is not once in the log');
  return wrong;
}

async function eventsOf(place: LocalWorkplace, id: string): Promise<number> {
  return withSystemTransaction(place.database, { reason: 'events of a record', companyId: 1 }, async (tx) => {
    const { rows } = await tx.query<{ n: number }>(
      `select count(*)::int as n from qd.event where kind = 'account' and action = 'created' and record_id = $1`,
      [id],
    );
    return rows[0].n;
  });
}

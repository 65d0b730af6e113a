// A process of its own for embedded-server.test.ts: opens the folder, tells `ready`, does as told and says what was acknowledged.
// Its database does not sync, which decides nothing when processes are killed; QUARTERDECK_TEST_DURABLE makes it sync all the same.
import { openDatabase } from './open-database.ts';
import { withSystemTransaction } from './transaction.ts';

const [dataDir, action] = process.argv.slice(2);
const reason = 'test';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const database = await openDatabase({ dataDir, disposable: process.env.QUARTERDECK_TEST_DURABLE === undefined });
  const insert = () =>
    withSystemTransaction(database, { reason }, async (transaction) => {
      const made = await transaction.query<{ id: number }>('insert into public.note default values returning id');
      return made.rows[0].id;
    });
  await withSystemTransaction(database, { reason }, async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock(1)');
    await transaction.query('create table if not exists public.note (id serial primary key)');
  });
  say('ready');
  if (action === 'once') {
    say(`ack ${await insert()}`);
    await database.close();
  } else if (action === 'throw') {
    setTimeout(() => {
      throw new Error('nobody catches this');
    });
  } else if (action === 'write') {
    for (;;) {
      try {
        say(`ack ${await insert()}`);
      } catch (error) {
        say(`lost ${(error as Error).message}`);
      }
    }
  } else {
    setInterval(() => undefined, 1000);
  }
} catch (error) {
  say(`refused ${(error as Error).message}`);
  process.exitCode = 3;
}

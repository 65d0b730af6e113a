// A process of its own for migrate.test.ts: migrates the database it is given, in many small statements, until it is killed.
import { silentLogger } from '#platform/log/logger.ts';
import { connectPools } from './connect-pools.ts';
import { migrateDatabase } from './migrate.ts';
import { manySteps } from './many-steps.fixture.ts';

const database = await connectPools('server', JSON.parse(process.argv[2]) as object, {}, silentLogger);
process.stdout.write('ready\n');
await migrateDatabase(database, { migrations: manySteps });
await database.close();

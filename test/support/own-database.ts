import pg from 'pg';

/**
 * Runs `work` with DATABASE_URL naming a fresh database on the server it named, which is dropped afterwards; without the variable
 * the embedded database is used as it is.
 */
export async function withOwnDatabase<T>(prefix: string, work: () => Promise<T>): Promise<T> {
  const given = process.env.DATABASE_URL;
  if (given === undefined || given === '') return work();
  const name = `${prefix}_${process.pid}`;
  await onServer(given, `create database ${name}`);
  const own = new URL(given);
  own.pathname = `/${name}`;
  process.env.DATABASE_URL = own.href;
  try {
    return await work();
  } finally {
    process.env.DATABASE_URL = given;
    await onServer(given, `drop database if exists ${name} with (force)`);
  }
}

async function onServer(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

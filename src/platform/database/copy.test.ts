import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyIn, copyOut } from './copy.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { withSystemTransaction } from './transaction.ts';

describe('COPY', () => {
  let database: TestDatabase;
  const system = { reason: 'test' };
  beforeAll(async () => {
    database = await testDatabase({ empty: true });
    await database.pool.query('create table public.t (i integer, name text)');
  });
  afterAll(() => database.close());

  const all = async (sql: string): Promise<{ text: string; rows: number }> =>
    withSystemTransaction(database, system, async (transaction) => {
      const parts: Buffer[] = [];
      const reading = copyOut(transaction.client, sql);
      for (;;) {
        const next = await reading.next();
        if (next.done === true) return { text: Buffer.concat(parts).toString('utf8'), rows: next.value };
        parts.push(next.value);
      }
    });

  it('goes in and out unchanged, however the chunks are cut', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i}\t${'帷幄𠮷'.repeat(i % 50)}\\n"',\n`).join('');
    const bytes = Buffer.from(lines);
    const cut = function* (): Generator<Buffer> {
      for (let at = 0, size = 1; at < bytes.length; at += size, size = ((size * 7) % 65_537) + 1)
        yield bytes.subarray(at, at + size);
    };
    const rows = await withSystemTransaction(database, system, (transaction) =>
      copyIn(transaction.client, 'copy public.t from stdin', cut()),
    );
    expect(rows).toBe(20_000);
    const back = await all('copy (select * from public.t order by i) to stdout');
    expect(back.rows).toBe(20_000);
    expect(back.text === lines).toBe(true);
  });

  it('takes rows longer than a chunk, and none at all', async () => {
    const { text } = await all("copy (select repeat('x', 3000000)) to stdout");
    expect(text).toHaveLength(3_000_001);
    expect(await all('copy (select 1 where false) to stdout')).toEqual({ text: '', rows: 0 });
  });

  it('passes on what the server refuses, and the connection stays usable', async () => {
    await expect(all('copy public.missing to stdout')).rejects.toThrow(/does not exist/);
    const bad = withSystemTransaction(database, system, (transaction) =>
      copyIn(transaction.client, 'copy public.t from stdin', [Buffer.from('not a number\tx\n')]),
    );
    await expect(bad).rejects.toMatchObject({ code: '22P02' });
    expect((await all('copy (select 1) to stdout')).text).toBe('1\n');
  });

  it('keeps nothing when the source fails', async () => {
    const failing = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('1\tlost\n');
      throw new Error('the file ended');
    };
    const copied = withSystemTransaction(database, system, (transaction) =>
      copyIn(transaction.client, 'copy public.t from stdin', failing()),
    );
    await expect(copied).rejects.toThrow('the file ended');
    expect((await all("copy (select count(*) from public.t where name = 'lost') to stdout")).text).toBe('0\n');
  });

  it('ends the transaction when the reader stops early', async () => {
    const early = withSystemTransaction(database, system, async (transaction) => {
      for await (const chunk of copyOut(transaction.client, 'copy (select generate_series(1, 5000000)) to stdout')) {
        if (chunk.length > 0) throw new Error('disk full');
      }
    });
    await expect(early).rejects.toThrow('disk full');
    expect((await all('copy (select 1) to stdout')).text).toBe('1\n');
  });
});

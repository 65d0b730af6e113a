import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#platform/log/logger.ts';
import { dataFolder, isAlive, readServerNote } from './data-folder.ts';
import { joinServer, leaveServer } from './embedded-server.ts';
import { openDatabase } from './open-database.ts';
import { stopServer } from './stop-server.ts';
import { withSystemTransaction } from './transaction.ts';

const fixture = fileURLToPath(new URL('embedded-child.fixture.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;

/** A process that uses the folder, and what it said so far. */
class Child {
  readonly process: ChildProcess;
  readonly lines: string[] = [];
  readonly ended: Promise<number | null>;
  #rest = '';

  constructor(
    dataDir: string,
    action: string,
    options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv; cwd?: string } = {},
  ) {
    const args = ['--disable-warning=ExperimentalWarning', fixture, dataDir, action];
    this.process = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', action === 'throw' ? 'ignore' : 'inherit'],
      ...options,
    });
    this.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const parts = (this.#rest + text).split('\n');
      this.#rest = parts.pop() ?? '';
      this.lines.push(...parts);
    });
    this.ended = new Promise((resolve) => this.process.once('close', resolve));
  }

  async says(wanted: (lines: readonly string[]) => boolean): Promise<void> {
    await expect.poll(() => wanted(this.lines) || this.lines.join('\n'), { timeout: 30_000, interval: 10 }).toBe(true);
  }

  get acknowledged(): number[] {
    return this.lines.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4)));
  }
}

const ready = (lines: readonly string[]): boolean => lines.includes('ready');

describe('the embedded server', () => {
  let base: string;
  let data: string;
  const children: Child[] = [];
  const child = (...args: ConstructorParameters<typeof Child>): Child => {
    const made = new Child(...args);
    children.push(made);
    return made;
  };

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'qd-emb-'));
    data = join(base, 'data');
  });
  afterEach(async () => {
    for (const each of children.splice(0)) each.process.kill('SIGKILL');
    const note = readServerNote(dataFolder(data));
    if (note !== undefined) await stopServer(dataFolder(data), note.pid);
    rmSync(base, { recursive: true, force: true });
  });

  const kept = async (): Promise<number[]> => {
    const database = await openDatabase({ dataDir: data, disposable: true });
    try {
      const rows = await withSystemTransaction(database, { reason: 'test' }, (transaction) =>
        transaction.query<{ id: number }>('select id from public.note'),
      );
      return rows.rows.map((row) => row.id);
    } finally {
      await database.close();
    }
  };

  it('is started once by many at once, shared, and stopped by the last that leaves', async () => {
    const first = [child(data, 'hold'), child(data, 'once'), child(data, 'once')];
    await Promise.all(first.map((each) => each.says(ready)));
    await Promise.all([first[1].ended, first[2].ended]);
    const note = readServerNote(dataFolder(data));
    expect(note !== undefined && isAlive(note.pid)).toBe(true);
    first[0].process.kill('SIGTERM');
    await first[0].ended;
    expect(first[0].process.signalCode).toBe('SIGTERM');
    expect(readServerNote(dataFolder(data))).toBeUndefined();
    expect(await kept()).toHaveLength(2);
  });

  it('does not outlive a process that ended by an exception', async () => {
    const failing = child(data, 'throw');
    expect(await failing.ended).toBe(1);
    await expect.poll(() => readServerNote(dataFolder(data)), { timeout: 20_000, interval: 20 }).toBeUndefined();
    await expect.poll(() => existsSync(join(data, 'postgres', 'postmaster.pid')), { timeout: 20_000 }).toBe(false);
  });

  it('keeps every acknowledged row when the application is killed', async () => {
    const acknowledged: number[] = [];
    for (const pause of [5, 40, 120]) {
      const writer = child(data, 'write');
      await writer.says((lines) => lines.length > pause);
      writer.process.kill('SIGKILL');
      await writer.ended;
      acknowledged.push(...writer.acknowledged);
    }
    const rows = new Set(await kept());
    expect(acknowledged.filter((id) => !rows.has(id))).toEqual([]);
    expect(readServerNote(dataFolder(data))).toBeUndefined();
  });

  it('comes back by itself when the database is killed under the application, and loses nothing acknowledged', async () => {
    const writer = child(data, 'write');
    let killed: number | undefined;
    for (let round = 1; round <= 2; round++) {
      const before = writer.acknowledged.length;
      await writer.says(() => writer.acknowledged.length > before + 20);
      // the note of a server that has just started may be a moment behind its first answers
      const running = (): number | undefined => readServerNote(dataFolder(data))?.pid;
      await expect.poll(() => running() !== undefined && running() !== killed, { timeout: 30_000 }).toBe(true);
      killed = running();
      process.kill(killed ?? Number.NaN, 'SIGKILL');
      const at = writer.acknowledged.length;
      await writer.says(() => writer.acknowledged.length > at + 20);
    }
    writer.process.kill('SIGKILL');
    await writer.ended;
    const rows = new Set(await kept());
    expect(writer.acknowledged.filter((id) => !rows.has(id))).toEqual([]);
  });

  it('starts again after application and database were killed together', async () => {
    const writer = child(data, 'write');
    await writer.says((lines) => lines.length > 20);
    const pid = readServerNote(dataFolder(data))?.pid ?? Number.NaN;
    writer.process.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await writer.ended;
    expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(true);
    const rows = new Set(await kept());
    expect(writer.acknowledged.filter((id) => !rows.has(id))).toEqual([]);
  });

  it('refuses a folder whose server does not answer, and names the process that holds it', async () => {
    const holder = await joinServer({ dataDir: data, disposable: true, logger: silentLogger });
    const pid = readServerNote(dataFolder(data))?.pid ?? 0;
    rmSync(join(holder.address.host, '.s.PGSQL.5432'));
    await expect(joinServer({ dataDir: data, logger: silentLogger, patienceMs: 500 })).rejects.toThrow(
      `is in use by process ${pid}, whose database does not answer`,
    );
    await leaveServer(data, holder.keeper);
  });

  it('puts the socket elsewhere when the path is too long for one', async () => {
    data = join(base, 'd'.repeat(120), '帷幄 data');
    const server = await joinServer({ dataDir: data, disposable: true, logger: silentLogger });
    expect(server.address.host.startsWith(data)).toBe(false);
    if (process.platform !== 'win32') expect(statSync(server.address.host).mode & 0o777).toBe(0o700);
    expect(await leaveServer(data, server.keeper)).toBe(true);
  });

  it('makes a half-made database anew, and refuses what is not one', async () => {
    mkdirSync(join(data, 'postgres.making', 'base'), { recursive: true });
    const server = await joinServer({ dataDir: data, disposable: true, logger: silentLogger });
    await leaveServer(data, server.keeper);
    writeFileSync(join(data, 'postgres', 'PG_VERSION'), '13\n');
    await expect(joinServer({ dataDir: data, logger: silentLogger })).rejects.toThrow(
      /was made by PostgreSQL 13, this is 18/,
    );
    rmSync(join(data, 'postgres', 'PG_VERSION'));
    await expect(joinServer({ dataDir: data, logger: silentLogger })).rejects.toThrow(/holds no database/);
  });

  it('says why it does not start', async () => {
    const server = await joinServer({ dataDir: data, disposable: true, logger: silentLogger });
    await leaveServer(data, server.keeper);
    rmSync(join(data, 'postgres', 'global', 'pg_control'));
    await expect(joinServer({ dataDir: data, logger: silentLogger })).rejects.toThrow(/did not start: .*pg_control/s);
  });

  it.runIf(isRoot)('runs as an ordinary user, and root may open that folder afterwards', async () => {
    chmodSync(base, 0o777);
    mkdirSync(data, { mode: 0o700 });
    chownSync(data, 65_534, 65_534);
    const ordinary = child(data, 'once', { uid: 65_534, gid: 65_534, cwd: '/' });
    expect(await ordinary.ended).toBe(0);
    expect(statSync(join(data, 'postgres')).uid).toBe(65_534);
    expect(await kept()).toEqual(ordinary.acknowledged);
    expect(statSync(join(data, 'postgres', 'base')).uid).toBe(65_534);
  });

  it.runIf(isRoot && process.platform === 'linux')(
    'runs as root without user namespaces, in a folder only root can walk to',
    async () => {
      chmodSync(base, 0o700);
      const tools = join(base, 'tools');
      mkdirSync(tools);
      symlinkSync('/usr/bin/id', join(tools, 'id'));
      const root = child(data, 'once', { env: { PATH: tools } });
      expect(await root.ended).toBe(0);
      expect(statSync(join(data, 'postgres')).uid).not.toBe(0);
      expect(await kept()).toEqual(root.acknowledged);
    },
  );
});

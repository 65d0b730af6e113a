// Kills the application and its embedded database at random moments and counts acknowledged rows that are gone afterwards.
// node test/crash/kill-database.ts [rounds] [seed]    (default 20 rounds of each kind, seed 1); exit code 1 when a row is lost
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#kernel/random.ts';
import { dataFolder, readServerNote } from '#platform/database/data-folder.ts';
import { openDatabase } from '#platform/database/open-database.ts';

const rounds = Number(process.argv[2] ?? 20);
const seed = Number(process.argv[3] ?? 1);
const random = seededRandom(seed);
const base = mkdtempSync(join(tmpdir(), 'qd-kill-'));
const data = join(base, 'data');
const fixture = join(import.meta.dirname, '..', '..', 'src', 'platform', 'database', 'embedded-child.fixture.ts');
const acknowledged = new Set<number>();
let refused = 0;

function startWriter() {
  const env = { ...process.env, QUARTERDECK_TEST_DURABLE: '1' };
  const args = ['--disable-warning=ExperimentalWarning', fixture, data, 'write'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  const writer = { child, count: 0, ended: new Promise((resolve) => child.once('close', resolve)) };
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('lost')) refused += 1;
      if (!line.startsWith('ack ')) continue;
      acknowledged.add(Number(line.slice(4)));
      writer.count += 1;
    }
  });
  return writer;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(2);
}

function killServer(): void {
  const pid = readServerNote(dataFolder(data))?.pid;
  if (pid !== undefined && pid > 1) process.kill(pid, 'SIGKILL');
}

for (let round = 0; round < rounds; round++) {
  const writer = startWriter();
  await until(() => writer.count > 0);
  await sleep(random.next() * 400);
  writer.child.kill('SIGKILL');
  if (round % 2 === 1) killServer();
  await writer.ended;
}

const gaps: number[] = [];
const writer = startWriter();
await until(() => writer.count > 0);
for (let round = 0; round < rounds; round++) {
  await sleep(random.next() * 400);
  await until(() => readServerNote(dataFolder(data)) !== undefined);
  killServer();
  const killed = performance.now();
  await sleep(20);
  const before = writer.count;
  await until(() => writer.count > before);
  gaps.push(performance.now() - killed);
}
writer.child.kill('SIGKILL');
await writer.ended;

const database = await openDatabase({ dataDir: data });
const rows = await database.pool.query<{ id: number }>('select id from public.note');
await database.close();
rmSync(base, { recursive: true, force: true });
const kept = new Set(rows.rows.map((row) => row.id));
const lost = [...acknowledged].filter((id) => !kept.has(id)).length;
gaps.sort((a, b) => a - b);
const outcome = {
  seed,
  kills: { application: Math.ceil(rounds / 2), both: Math.floor(rounds / 2), database: rounds },
  acknowledged: acknowledged.size,
  lost,
  refusedWhileDown: refused,
  backAfterMs: { median: Math.round(gaps[Math.floor(gaps.length / 2)]), longest: Math.round(gaps.at(-1) ?? 0) },
};
process.stdout.write(`${JSON.stringify(outcome, undefined, 2)}\n`);
process.exitCode = lost === 0 ? 0 : 1;

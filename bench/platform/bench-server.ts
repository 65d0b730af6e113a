import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCliAccess } from '#platform/identity/cli-token.ts';

/** The app as a process of its own, as `npm start` runs it. */
export interface BenchServer {
  readonly url: string;
  /** Milliseconds from the start of the process to its line that it is ready. */
  readonly readyAfterMs: number;
  /** Resident memory now, bytes. */
  memory(): number;
  /** Processor time of the app's process since it began, milliseconds; its database has its own. */
  processorMs(): number;
  /** Asks as this person, or as the first administrator; again when the app says that it is too busy just now. */
  ask(method: string, path: string, body?: unknown, personId?: string): Promise<unknown>;
  stop(): Promise<void>;
}

const cli = join(import.meta.dirname, '..', '..', 'src', 'entrypoints', 'cli.ts');

/** Starts the app on a data folder; options of `quarterdeck start` besides. */
export async function startBenchServer(dataDir: string, options: readonly string[] = []): Promise<BenchServer> {
  const start = performance.now();
  const args = ['--disable-warning=ExperimentalWarning', cli, 'start', '--port', '0', '--data', dataDir, ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await readyLine(child);
  const readyAfterMs = performance.now() - start;
  const token = readCliAccess(dataDir)?.token ?? '';
  return {
    url,
    readyAfterMs,
    memory: () => residentBytes(child.pid!),
    processorMs: () => processorMs(child.pid!),
    ask: async function ask(method, path, body, personId, tries = 5): Promise<unknown> {
      const bytes = body instanceof Uint8Array;
      const reply = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(personId === undefined ? {} : { 'quarterdeck-as': personId }),
          ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
          ...(method === 'PATCH' ? { 'if-match': String((body as { version?: number }).version) } : {}),
        },
        body:
          body === undefined ? undefined : bytes ? (body as BodyInit) : JSON.stringify(withoutVersion(method, body)),
      });
      const text = await reply.text();
      if (reply.status === 503 && tries > 1) {
        await sleep(Number(reply.headers.get('retry-after') ?? 1) * 1000);
        return ask(method, path, body, personId, tries - 1);
      }
      if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text.slice(0, 500)}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** The version that a change is made on travels as If-Match alone. */
function withoutVersion(method: string, body: unknown): unknown {
  if (method !== 'PATCH') return body;
  const { version: _version, ...rest } = body as { version?: number };
  return rest;
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    let problems = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (problems = (problems + text).slice(-4000)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /ready at (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the app ended with ${code} before it was ready: ${problems}`)));
  });
}

/** From /proc where there is one; 0 elsewhere. */
function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** From /proc where there is one (in hundredths of a second there); 0 elsewhere. */
function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pinnedNode } from '../../bin/pinned-node.js';

const cli = join(import.meta.dirname, '..', '..', 'src', 'entrypoints', 'cli.ts');
const node = pinnedNode();

export interface DemoServer {
  readonly address: string;
  /** Signs the page in as the demo's person of this role. */
  signIn(page: Page, role: string): Promise<void>;
  close(): Promise<void>;
}

/** The app with the small demo company in a folder of its own, as `npm start` serves it. */
export async function demoServer(): Promise<DemoServer> {
  const data = mkdtempSync(join(tmpdir(), 'qd-journey-'));
  await finished(spawn(node, [cli, 'demo', '--size', 'small', '--data', data], { stdio: 'ignore' }));
  const server = spawn(node, [cli, 'start', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const address = await readyAddress(server);
  return {
    address,
    async signIn(page, role) {
      const { personas } = (await (await page.request.get(`${address}/api/auth/demo`)).json()) as {
        personas: { personId: string; role: string }[];
      };
      const persona = personas.find((one) => one.role === role);
      const answer = await page.request.post(`${address}/api/auth/demo`, {
        data: { personId: persona?.personId },
        headers: { origin: address },
      });
      if (!answer.ok()) throw new Error(`nobody could sign in as ${role}: ${answer.status()}`);
    },
    async close() {
      server.kill('SIGTERM');
      await finished(server).catch((problem: unknown) => {
        throw new Error(`the server did not stop in order; it said last: ${said}`, { cause: problem });
      });
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null): void => (code === 0 ? resolve() : reject(new Error(`exit code ${code}`)));
    if (child.exitCode !== null) end(child.exitCode);
    child.on('exit', end);
  });
}

function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /ready at (\S+)/.exec(output);
      if (found !== null) resolve(found[1]);
    });
    child.on('exit', (code) => reject(new Error(`the server stopped with ${code} before it was ready`)));
  });
}

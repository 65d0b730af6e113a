import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { testSettings } from '../../../test/support/test-server.ts';
import { createServer } from './create-server.ts';

let root = '';
let database: TestDatabase;
let app: FastifyInstance;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'qd-web-'));
  mkdirSync(join(root, 'web', 'assets'), { recursive: true });
  writeFileSync(join(root, 'web', 'index.html'), '<!doctype html><title>app</title>');
  writeFileSync(join(root, 'web', 'icon.svg'), '<svg/>');
  writeFileSync(join(root, 'web', '.hidden'), 'hidden');
  writeFileSync(join(root, 'web', 'assets', 'index-B1a2C3d4.js'), 'let a;');
  writeFileSync(join(root, 'secret.txt'), 'secret');
  database = await testDatabase({ empty: true });
  const signIn = async () => undefined;
  app = await createServer({
    database,
    routes: [],
    config: testSettings,
    clock: systemClock,
    signIn,
    webFolder: join(root, 'web'),
  });
});
afterAll(async () => {
  await app.close();
  await database.close();
  rmSync(root, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('the web app', () => {
  it('keeps hashed files for ever and asks for the rest each time', async () => {
    const asset = await get('/assets/index-B1a2C3d4.js');
    expect([asset.statusCode, asset.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    const icon = await get('/icon.svg');
    expect([icon.statusCode, icon.headers['cache-control']]).toEqual([200, 'no-cache']);
  });

  it.each(['/', '/selling/opportunities', '/selling/opportunities/0190d3a4?view=board'])('opens at %s', async (url) => {
    const page = await get(url, { accept: 'text/html' });
    expect([page.statusCode, page.body, page.headers['cache-control']]).toEqual([
      200,
      '<!doctype html><title>app</title>',
      'no-cache',
    ]);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  });

  it.each(['/assets/gone-B1a2C3d4.js', '/api/gone', '/api'])('has nothing at %s', async (url) => {
    const reply = await get(url, { accept: 'text/html' });
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/.hidden',
    '/\\..\\secret.txt',
  ])('never leads out: %s', async (url) => {
    const reply = await get(url);
    expect(reply.body).not.toMatch(/^(secret|hidden)/);
  });

  it('takes no changes outside the API', async () => {
    expect((await app.inject({ method: 'POST', url: '/selling' })).statusCode).toBe(404);
  });
});

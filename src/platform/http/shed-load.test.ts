import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { Problem } from './problem.ts';
import { shedLoad } from './shed-load.ts';

let app: FastifyInstance;
afterEach(() => app.close());

async function server(busyAfterMs?: number): Promise<void> {
  app = Fastify();
  app.setErrorHandler((error, _request, reply) => reply.status(error instanceof Problem ? error.status : 500).send());
  await shedLoad(app, busyAfterMs);
  app.get('/api/health', () => 'ok');
  app.get('/api/today', () => 'ok');
  await app.ready();
}

function holdUp(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const status = async (url: string): Promise<number> => (await app.inject({ url })).statusCode;

it('answers after one long turn of the event loop, though it filled more than a second', async () => {
  await server();
  holdUp(1_200);
  await pause(50);
  expect(await status('/api/today')).toBe(200);
});

it('refuses while turn after turn is too long, but still tells its health, and answers again when that is over', async () => {
  await server(50);
  const held = setInterval(() => holdUp(150), 1);
  while ((await status('/api/today')) === 200) await pause(5);
  expect(await status('/api/today')).toBe(503);
  expect(await status('/api/health')).toBe(200);
  clearInterval(held);
  while ((await status('/api/today')) === 503) await pause(5);
  expect(await status('/api/today')).toBe(200);
});

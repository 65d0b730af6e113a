import { gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { compressReplies } from './compress-replies.ts';

const app = Fastify();
compressReplies(app);
const long = JSON.stringify({ rows: Array.from({ length: 400 }, (_, at) => `row ${at}`) });
for (const url of ['/api/rows', '/api/auth/rows', '/rows']) app.get(url, async () => long);
app.get('/api/few', async () => '{"rows":[]}');
app.get('/api/file', async () => Buffer.from(long));

const get = (url: string, accepted = 'gzip, deflate, br') =>
  app.inject({ url, headers: { 'accept-encoding': accepted } });

describe('a reply of the API', () => {
  it('is compressed for callers that take it, and says the same', async () => {
    const reply = await get('/api/rows');
    expect([reply.headers['content-encoding'], reply.headers.vary]).toEqual(['gzip', 'accept-encoding']);
    expect(reply.rawPayload.length).toBe(Number(reply.headers['content-length'] ?? reply.rawPayload.length));
    expect(reply.rawPayload.length).toBeLessThan(long.length / 3);
    expect(gunzipSync(reply.rawPayload).toString()).toBe(long);
  });

  it.each(['', 'br', 'identity', 'gzip;q=0', 'gzip; q=0.0, br'])('goes out as it is for "%s"', async (accepted) => {
    const reply = await get('/api/rows', accepted);
    expect([reply.headers['content-encoding'], reply.body]).toEqual([undefined, long]);
  });

  it.each(['/api/auth/rows', '/rows', '/api/few', '/api/file'])('is left alone at %s', async (url) => {
    expect((await get(url)).headers['content-encoding']).toBeUndefined();
  });
});

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const compressed = promisify(gzip);
/** Below this a reply fits a few packets either way. */
const fromBytes = 2_000;
/** Quick rather than thorough: a seventh longer than at the best level, in half its time. */
const level = 3;

/**
 * Compresses what the API says in text, for callers that take it: a page of a list is then a fifth as long. Not under /api/auth, whose
 * replies may hold secrets: how long a compressed text is tells something of what is in it. Files and streams go out as they are.
 */
export function compressReplies(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!request.url.startsWith('/api/') || request.url.startsWith('/api/auth/')) return payload;
    if (typeof payload !== 'string' || payload.length < fromBytes || reply.hasHeader('content-encoding'))
      return payload;
    reply.header('vary', 'accept-encoding');
    if (!takesGzip(request.headers['accept-encoding'])) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return compressed(payload, { level });
  });
}

function takesGzip(accepted: string | string[] | undefined): boolean {
  return /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:$|[\s,]))/.test(String(accepted ?? ''));
}

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';
import type { ServerSettings } from './server-settings.ts';

const usualPerMinute = 30_000;

/**
 * Counts requests per minute: of a signed-in person, or of an address for everyone else. What is left is told in the
 * RateLimit headers. Counts are of this process; sign-in has its own counter in the database (identity/attempts.ts).
 */
export async function limitRates(app: FastifyInstance, settings: ServerSettings): Promise<void> {
  const signedIn = settings.requestsPerMinute ?? usualPerMinute;
  await app.register(rateLimit, { global: false, cache: 20_000, enableDraftSpec: true });
  const count = app.rateLimit({
    timeWindow: 60_000,
    keyGenerator: (request) => request.signedIn?.viewer.personId ?? request.ip,
    max: (request) => (request.signedIn === undefined ? Math.max(1, Math.ceil(signedIn / 20)) : signedIn),
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem('too-many-requests', 'too many requests; wait a moment', {
        retryAfterSeconds: Math.ceil(ttl / 1000),
      }),
  });
  app.addHook('onRequest', async function limit(request, reply) {
    if (request.url.startsWith('/api/') && request.url !== '/api/health') await count.call(app, request, reply);
  });
}

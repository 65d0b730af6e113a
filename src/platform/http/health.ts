import { z } from 'zod';
import { defineRoute } from './define-route.ts';

/** Says whether the server and its database are well; for load balancers and for whoever started it. */
export const healthRoute = defineRoute({
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the server and its database are well',
  access: { to: 'anyone', why: 'monitoring has no sign-in; it tells versions only' },
  response: z.object({
    status: z.enum(['ok', 'unavailable']),
    version: z.string(),
    database: z.object({ kind: z.enum(['embedded', 'server']), version: z.string() }),
  }),
  handler: async ({ services: { database, settings } }) => {
    const { ok, kind, version } = await database.health();
    return {
      status: ok ? 200 : 503,
      body: {
        status: ok ? ('ok' as const) : ('unavailable' as const),
        version: settings.version,
        database: { kind, version },
      },
    };
  },
});

import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

/**
 * Refuses requests, all but the one for health, while the event loop is held up for longer than `busyAfterMs` turn after turn; 0 for never.
 * The delay is averaged over twice as long. One long turn alone is no reason to refuse what comes after it, and a turn that fills a whole
 * sample would count as an endless one.
 */
export async function shedLoad(app: FastifyInstance, busyAfterMs = 4_000): Promise<void> {
  if (busyAfterMs === 0) return;
  await app.register(underPressure, {
    maxEventLoopDelay: busyAfterMs,
    sampleInterval: 2 * busyAfterMs,
    exposeStatusRoute: false,
    pressureHandler: (request) => {
      if (request.url !== '/api/health')
        throw new Problem('unavailable', 'the server is busy', { retryAfterSeconds: 2 });
    },
  });
}

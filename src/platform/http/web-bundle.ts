import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

const notBuilt = `<!doctype html><meta charset="utf-8"><title>Quarterdeck</title>
<p>The server runs; the web app is not built yet. Run <code>npm run build</code> and start again.</p>`;

/**
 * Serves the built web app: hashed files under /assets for ever, everything else to be asked again each time. A page address
 * the app knows gets index.html; an unknown address under /api gets a problem document.
 */
export async function serveWeb(app: FastifyInstance, folder: string | undefined): Promise<void> {
  const page = folder === undefined ? undefined : pageOf(folder);
  if (page !== undefined) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      index: ['index.html'],
      dotfiles: 'deny',
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        const hashed = /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+(?:\.(?:br|gz))?$/.test(path);
        void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wanted =
      request.method === 'GET' && !/^\/(?:api|assets)(?:\/|$)/.test(request.url) && acceptsPage(request.headers.accept);
    if (!wanted) throw new Problem('not-found', 'there is nothing at this address');
    return reply
      .code(page === undefined ? 503 : 200)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page ?? notBuilt);
  });
}

function pageOf(folder: string): string | undefined {
  const file = join(folder, 'index.html');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function acceptsPage(accept: string | undefined): boolean {
  return accept === undefined || accept.includes('text/html') || accept.includes('*/*');
}

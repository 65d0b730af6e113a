import { randomBytes } from 'node:crypto';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/database/database.ts';
import { type SignInKeeper, openSignIn } from '#platform/identity/sign-in-reader.ts';
import { type Logger, silentLogger } from '#platform/log/logger.ts';
import type { AnyRoute, RouteServices } from './define-route.ts';
import { compressReplies } from './compress-replies.ts';
import { trackConnections } from './drain-connections.ts';
import { endAllStreams } from './event-stream.ts';
import { healthRoute } from './health.ts';
import { parseJsonText } from './json-text.ts';
import { type SignInReader, mountRoute } from './mount-route.ts';
import { openApiRoutes } from './openapi-routes.ts';
import { problemOf } from './problem.ts';
import { limitRates } from './rate-limits.ts';
import { refuseForeignOrigin } from './same-origin.ts';
import { shedLoad } from './shed-load.ts';
import { secureHeaders } from './security-headers.ts';
import type { ServerSettings } from './server-settings.ts';
import { serveWeb } from './web-bundle.ts';

export interface ServerOptions {
  readonly database: Database;
  /** Everything to mount besides health and API description. */
  readonly routes: readonly AnyRoute[];
  readonly config: ServerSettings;
  readonly clock: Clock;
  readonly log?: Logger;
  /** Finds out who asks; the session, key or command-line token when not said. */
  readonly signIn?: SignInReader;
  /** The built web app; without it a short page says how to build it. */
  readonly webFolder?: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** What the handlers of this server work with. */
    readonly services: RouteServices;
  }
}

const bodyLimit = 1_000_000;
/** How long a JSON body may take to arrive. Uploads have the five minutes of Node's own limit. */
const bodyMs = 30_000;

/**
 * The HTTP server: every declared route, the web app, health and API description. It does not listen yet. `close()` takes no new
 * requests, ends live streams and waits for what is under way.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { database, config, clock, log = silentLogger } = options;
  const app = Fastify({
    logger: false,
    bodyLimit,
    trustProxy: config.trustProxy ?? false,
    requestTimeout: 300_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 500 },
    genReqId: () => randomBytes(9).toString('base64url'),
    exposeHeadRoutes: false,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 },
  });
  app.server.maxConnections = 10_000;
  const letConnectionsGo = trackConnections(app.server);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : parseJsonText(text as string));
    } catch (error) {
      done(error as Error);
    }
  });
  app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null));
  await app.register(multipart, { throwFileSizeLimit: false });
  await shedLoad(app, config.busyAfterMs);
  await secureHeaders(app, config);
  compressReplies(app);

  const services: RouteServices = {
    database,
    clock,
    log,
    settings: config,
    baseUrl: () => config.publicUrl ?? localAddress(app),
  };
  app.decorate('services', services);
  const keeper = options.signIn === undefined ? openSignIn(services) : undefined;
  const readSignIn = options.signIn ?? (keeper as SignInKeeper).read;
  app.addHook('onClose', async () => keeper?.close());
  app.decorateRequest('signedIn', undefined);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (!request.url.startsWith('/api/')) return;
    refuseForeignOrigin(
      { method: request.method, protocol: request.protocol, host: request.host, headers: request.headers },
      config.publicUrl,
    );
    request.signedIn = await readSignIn(request);
  });
  await limitRates(app, config);
  refuseSlowBodies(app);

  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500)
      log.error('a request failed', {
        requestId: request.id,
        method: request.method,
        path: pathOf(request.url),
        error,
      });
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply
      .code(problem.status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem.document(request.id)));
  });

  const routes = [healthRoute, ...options.routes];
  for (const route of [...routes, ...openApiRoutes(routes, config.version)])
    mountRoute(app, route, services, readSignIn);
  await serveWeb(app, options.webFolder);
  app.addHook('preClose', async () => {
    endAllStreams(app.server);
    letConnectionsGo();
  });
  return app;
}

/** Where this machine reaches the server; the usual port while it does not listen yet. */
function localAddress(app: FastifyInstance): string {
  const bound = app.server.address();
  if (typeof bound !== 'object' || bound === null) return 'http://127.0.0.1:4180';
  const host = bound.address === '0.0.0.0' || bound.address === '::' ? '127.0.0.1' : bound.address;
  return `http://${bound.family === 'IPv6' && host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}

function pathOf(url: string): string {
  return url.split('?', 1)[0];
}

/** Lets a client go that drips its body in. */
function refuseSlowBodies(app: FastifyInstance): void {
  const timers = new WeakMap<object, NodeJS.Timeout>();
  app.addHook('preParsing', async (request) => {
    if ((request.routeOptions.config as { upload?: boolean }).upload === true) return;
    timers.set(
      request,
      setTimeout(() => request.raw.destroy(), bodyMs),
    );
  });
  const clear = async (request: object): Promise<void> => clearTimeout(timers.get(request));
  app.addHook('preValidation', clear);
  app.addHook('onError', clear);
  app.addHook('onRequestAbort', clear);
}

/**
 * On SIGTERM or SIGINT: no new requests, what runs may finish within `graceMs`, then `after` (closing the database) and the end.
 * A second signal ends at once.
 */
export function drainOnSignal(app: FastifyInstance, after: () => Promise<void>, graceMs = 10_000): void {
  let draining = false;
  const drain = (): void => {
    if (draining) process.exit(1);
    draining = true;
    const tooLong = setTimeout(() => app.server.closeAllConnections(), graceMs);
    void app
      .close()
      .then(after)
      .catch((error: unknown) => {
        app.services.log.error('the server did not stop in order', { error });
        process.exitCode = 1;
      })
      .finally(() => {
        clearTimeout(tooLong);
        process.exit();
      });
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withTransaction } from '#platform/database/transaction.ts';
import { PayReadLog, payReadsOf } from '#platform/event-log/pay-reads.ts';
import { databaseContext } from '#platform/visibility/database-context.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { type SignedIn, checkDeclared, nobody, refusalOf } from './admission.ts';
import type { AnyRoute, Reply, RouteCall, RouteServices } from './define-route.ts';
import { EventStream } from './event-stream.ts';
import { FileReply, attachmentHeader } from './file-reply.ts';
import { idempotencyKey, runOnce } from './idempotency.ts';
import { requestReader } from './read-request.ts';
import { inAskedLanguage } from './reader-language.ts';
import { receiveUpload } from './receive-upload.ts';
import { withUnknownKeys } from './unknown-keys.ts';

/** Finds out who asks. Returns undefined when nobody is signed in; throws a Problem when the proof itself is refused. */
export type SignInReader = (request: {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}) => Promise<SignedIn | undefined>;

declare module 'fastify' {
  interface FastifyRequest {
    signedIn?: SignedIn;
  }
}

type Call = RouteCall<unknown, unknown, unknown>;

/** Mounts one declared route: access before the body is read, strict validation, handler, reply cut down to its schema. */
export function mountRoute(
  app: FastifyInstance,
  route: AnyRoute,
  services: RouteServices,
  readSignIn: SignInReader,
): void {
  checkDeclared(route);
  const read = requestReader(route);
  const response = withUnknownKeys(route.response, 'drop');
  const handler = route.handler as unknown as (call: Call) => Promise<Reply<unknown>>;
  app.route({
    method: route.method,
    url: route.path,
    exposeHeadRoute: false,
    ...(route.upload === undefined ? {} : { config: { upload: true } }),
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    // Runs before the body is received, so that whoever may not call it cannot make the server read anything either.
    onRequest: async (request) => {
      const refusal = refusalOf(route, request.signedIn);
      if (refusal !== undefined) throw refusal;
    },
    handler: async (request, answer) => {
      const parts = {
        params: read.params(route.params === undefined ? undefined : request.params),
        query: read.query(route.upload === undefined ? request.query : withoutFileName(request.query)),
        body: route.upload === undefined ? read.body(request.body) : undefined,
      };
      const call = await makeCall(route, request, answer, services, parts);
      const reply = await handler(call);
      if (reply.body instanceof EventStream)
        return reply.body.serve(answer, () => stillAllowed(route, request, readSignIn));
      return send(answer, reply, (body) => response.parse(body));
    },
  });
}

/** Looks again who asks, for a stream that outlives its request: ended sessions end it, a changed position changes what it sends. */
async function stillAllowed(route: AnyRoute, request: FastifyRequest, readSignIn: SignInReader): Promise<boolean> {
  const now = await readSignIn(request);
  if (refusalOf(route, now) !== undefined || now?.viewer.personId !== request.signedIn?.viewer.personId) return false;
  request.signedIn = now;
  return true;
}

async function makeCall(
  route: AnyRoute,
  request: FastifyRequest,
  answer: FastifyReply,
  services: RouteServices,
  parts: { params: unknown; query: unknown; body: unknown },
): Promise<Call> {
  const { signedIn } = request;
  const inTheirs = (who: Viewer): Viewer => inAskedLanguage(who, request.headers['accept-language']);
  const viewer = inTheirs(signedIn?.viewer ?? nobody);
  const abort = new AbortController();
  answer.raw.once('close', () => {
    if (!answer.raw.writableFinished) abort.abort();
  });
  const transaction: Call['transaction'] = async (work) => {
    const context = databaseContext(viewer, request.id);
    const [result, shown] = await withTransaction(
      services.database,
      context,
      async (tx) => [await work(tx), payReadsOf(tx)] as const,
      { readOnly: route.method === 'GET' },
    );
    const reads = payReadLogOf(services);
    const due = reads.due(viewer.personId, shown);
    // What cannot be logged is not shown.
    if (due.length > 0)
      await withTransaction(services.database, context, (tx) =>
        reads.append(tx, { personId: viewer.personId, via: viewer.via, requestId: request.id }, viewer.personId, due),
      );
    return result;
  };
  const key = idempotencyKey(viewer.personId, headerText(request.headers['idempotency-key']), {
    method: route.method,
    path: request.url,
    body: parts.body,
  });
  return {
    ...parts,
    viewer,
    viewerNow: () => inTheirs(request.signedIn?.viewer ?? nobody),
    signedIn: signedIn !== undefined,
    credential: signedIn?.credential,
    services,
    requestId: request.id,
    headers: new Proxy(request.headers, singleValues) as Call['headers'],
    address: request.ip,
    signal: abort.signal,
    upload: route.upload === undefined ? undefined : await receiveUpload(request, route.upload.maxBytes),
    transaction,
    once: (work) => transaction((tx) => (key === undefined ? work(tx) : runOnce(tx, key, () => work(tx)))),
  };
}

const payReadLogs = new WeakMap<RouteServices, PayReadLog>();

function payReadLogOf(services: RouteServices): PayReadLog {
  const log = payReadLogs.get(services) ?? new PayReadLog(services.clock);
  payReadLogs.set(services, log);
  return log;
}

/** The name of an uploaded file is read by receiveUpload. */
function withoutFileName(query: unknown): unknown {
  const { fileName: _name, ...rest } = query as Record<string, unknown>;
  return rest;
}

const singleValues: ProxyHandler<FastifyRequest['headers']> = {
  get: (headers, name) => (typeof name === 'string' ? headerText(headers[name]) : undefined),
};

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

async function send(answer: FastifyReply, reply: Reply<unknown>, cut: (body: unknown) => unknown): Promise<unknown> {
  const { body, headers = {} } = reply;
  for (const [name, value] of Object.entries(headers)) answer.header(name, value);
  answer.code(reply.status ?? (body === undefined ? 204 : 200));
  if (body instanceof FileReply) {
    if (!body.inline) answer.header('content-disposition', attachmentHeader(body.fileName));
    return answer.type(body.contentType).send(body.content);
  }
  const sent = cut(body);
  return sent === undefined ? answer.send() : answer.type('application/json; charset=utf-8').send(JSON.stringify(sent));
}

import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/database/database.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Logger } from '#platform/log/logger.ts';
import type { Action } from '#platform/visibility/define-access.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import type { ServerSettings } from './server-settings.ts';

/** Who may call a route. There is no default: a route without it does not compile, and an unknown kind does not start. */
export type RouteAccess =
  /** Anyone, signed in or not; `why` is printed in the authorisation matrix. */
  | { readonly to: 'anyone'; readonly why: string }
  | { readonly to: 'signedIn' }
  /** Whoever may do this to rows of a kind; the rows themselves are limited below the query. */
  | { readonly to: 'kind'; readonly kind: string; readonly action: Action }
  /** Whoever holds a named right (defineRight). */
  | { readonly to: 'right'; readonly right: string };

type Schema = z.ZodType;
type Read<S> = S extends Schema ? z.output<S> : undefined;

/** What a handler may use besides its call. Routes are plain data, so it is handed in and never closed over. */
export interface RouteServices {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: ServerSettings;
  /** Address for links: the configured one, else where this server listens. Never what a request says. */
  baseUrl(): string;
}

/** A file that comes with the call (option `upload`). */
export interface Upload {
  readonly fileName: string;
  readonly contentType: string;
  /** Read it to the end or not at all; it breaks with 413 when it grows beyond the limit. */
  readonly stream: Readable;
}

/** How the caller proved who they are. */
export interface Credential {
  readonly by: 'session' | 'key' | 'cli';
  /** Id of the session or the key. */
  readonly id: string;
  readonly userId: string;
  /** Set for keys that may only read. */
  readonly readOnly: boolean;
}

export interface RouteCall<Params, Query, Body> {
  /** Who asks; for routes open to anyone and nobody signed in: a viewer without roles, whose personId is ''. */
  readonly viewer: Viewer;
  /** The viewer as of now: in a live stream, which may outlast a change of position. */
  viewerNow(): Viewer;
  readonly signedIn: boolean;
  readonly credential: Credential | undefined;
  readonly services: RouteServices;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly requestId: string;
  /** Lower-cased request headers (If-Match, Idempotency-Key …). */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Address of the client, as far as the settings trust what it says. */
  readonly address: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  readonly upload: Upload | undefined;
  /** Runs `work` in one transaction as the viewer, under row-level security; read only when the method is GET. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * As `transaction`, once per Idempotency-Key: the key is kept in the same transaction as the effect, a repeat gets the first
   * reply, and the same key with another request is refused. Without the header it is `transaction`.
   */
  once<T>(work: (tx: Transaction) => Promise<Reply<T>>): Promise<Reply<T>>;
}

/** What a handler returns. The status is 200 when not given, 204 when the body is undefined. A header may have several values. */
export interface Reply<T> {
  readonly status?: number;
  readonly body: T;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export interface RouteDefinition<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema = Schema,
> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Full path with :params, '/api/selling/opportunities/:id'. */
  readonly path: string;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The reply is cut down to this schema, so nothing undeclared leaves. */
  readonly response: Response;
  /** Only from a browser's session, never with a key: managing sign-in itself. */
  readonly sessionOnly?: boolean;
  /** Stays allowed while an administrator sees through another's eyes, although it is not a GET. */
  readonly whileSeeingAs?: boolean;
  /** Largest body in bytes; 1 MB when not given. */
  readonly bodyLimit?: number;
  /** Takes a file instead of a JSON body: multipart/form-data, or application/octet-stream with ?fileName=. */
  readonly upload?: { readonly maxBytes: number };
  readonly handler: (call: RouteCall<Read<Params>, Read<Query>, Read<Body>>) => Promise<Reply<z.input<Response>>>;
}

/** Declares a JSON route. The list of all routes feeds the server, OpenAPI and the authorisation matrix. */
export function defineRoute<
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Response extends Schema = Schema,
>(route: RouteDefinition<Params, Query, Body, Response>): AnyRoute {
  return route as unknown as AnyRoute;
}

/** A route whose schemas are erased: what the server mounts. */
export type AnyRoute = RouteDefinition<Schema | undefined, Schema | undefined, Schema | undefined, Schema>;

import type { z } from 'zod';
import type { Action } from '#platform/visibility/define-access.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';

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

export interface RouteCall<Params, Query, Body> {
  readonly viewer: Viewer;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly requestId: string;
  /** Lower-cased request headers (If-Match, Idempotency-Key …). */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/** What a handler returns: a value to send (200, or 201 on POST creating), or an explicit reply. */
export interface Reply<T> {
  readonly status?: number;
  readonly body: T;
  readonly headers?: Readonly<Record<string, string>>;
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

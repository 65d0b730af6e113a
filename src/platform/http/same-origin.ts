import { Problem } from './problem.ts';

interface Asked {
  readonly method: string;
  readonly protocol: string;
  readonly host: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that another site's page sends in the reader's name (CSRF). Browsers say where a request comes from in
 * Sec-Fetch-Site and Origin; whoever says neither is no browser of today. A key in Authorization is never sent by itself, so
 * such requests pass.
 * @throws Problem 403 `forbidden-origin`
 */
export function refuseForeignOrigin(request: Asked, publicUrl: string | undefined): void {
  if (safe.has(request.method) || request.headers.authorization !== undefined) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refusal();
  const { origin } = request.headers;
  if (origin === undefined) return;
  const own = [`${request.protocol}://${request.host ?? ''}`];
  if (publicUrl !== undefined) own.push(new URL(publicUrl).origin);
  if (typeof origin !== 'string' || !own.includes(origin)) throw refusal();
}

function refusal(): Problem {
  return new Problem('forbidden-origin', 'changes are taken from pages of this server only');
}

/**
 * A path to go on to after sign-in: on this server only. Anything else ('//evil', '/\evil', 'javascript:', control
 * characters) becomes '/'.
 */
export function ownPath(target: string | undefined): string {
  if (target === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(target)) return '/';
  const base = 'http://own.invalid';
  const url = URL.parse(target, base);
  return url === null || url.origin !== base || url.pathname.startsWith('//')
    ? '/'
    : `${url.pathname}${url.search}${url.hash}`;
}

/** A path to go on to after sign-in: on this server only; anything else becomes '/'. */
export function ownPath(target: string | undefined): string {
  if (target === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(target)) return '/';
  const url = URL.parse(target, 'http://own.invalid');
  return url === null || url.host !== 'own.invalid' || url.pathname.startsWith('//')
    ? '/'
    : `${url.pathname}${url.search}${url.hash}`;
}

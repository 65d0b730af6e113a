import { request } from '#web/api/request.ts';

/** Ends the session and starts afresh, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await request('POST', '/api/auth/sign-out', { body: {} });
  globalThis.location.assign('/');
}

import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { logSignInEvent } from './accounts.ts';
import { callerOf, ownAccount, withCookies } from './caller.ts';
import { attemptWasRight, countAttempt } from './sign-in.ts';
import { checkPassword, confirmTotp, enrolTotp, removeTotp } from './totp.ts';

const password = z.string().min(1).max(500);
const code = z.string().regex(/^\d{6}$/, 'six digits are expected');

/** The second factor: an authenticator app (TOTP, RFC 6238) with backup codes. */
export const totpRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/api/auth/totp',
    summary: 'Begin with an authenticator app: its address (otpauth:) and backup codes, shown once',
    access: { to: 'signedIn' },
    sessionOnly: true,
    body: z.object({ password }),
    response: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }),
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      await countAttempt(identity, account.email, call.address);
      await checkPassword(identity, account.userId, call.body.password);
      await attemptWasRight(identity, account.email, call.address);
      return { body: await enrolTotp(identity, call.body.password, callerOf(call)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/totp/confirmation',
    summary: 'Put the second factor in force by showing a code',
    access: { to: 'signedIn' },
    sessionOnly: true,
    body: z.object({ code }),
    response: z.undefined(),
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      await countAttempt(identity, account.email, call.address);
      const cookies = await confirmTotp(identity, account.userId, call.body.code, callerOf(call));
      await attemptWasRight(identity, account.email, call.address);
      const { userId: recordId, personId, companyId } = account;
      await identity.system(
        (tx) =>
          logSignInEvent(identity, tx, {
            action: 'secondFactorAdded',
            recordId,
            personId,
            actorId: personId,
            requestId: call.requestId,
          }),
        companyId,
      );
      return { status: 204, body: undefined, headers: withCookies(cookies) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/totp/removal',
    summary: 'Take the second factor away',
    access: { to: 'signedIn' },
    sessionOnly: true,
    body: z.object({ password }),
    response: z.undefined(),
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      await countAttempt(identity, account.email, call.address);
      await checkPassword(identity, account.userId, call.body.password);
      const cookies = await removeTotp(identity, call.body.password, callerOf(call));
      await attemptWasRight(identity, account.email, call.address);
      const { userId: recordId, personId, companyId } = account;
      await identity.system(
        (tx) =>
          logSignInEvent(identity, tx, {
            action: 'secondFactorRemoved',
            recordId,
            personId,
            actorId: personId,
            requestId: call.requestId,
          }),
        companyId,
      );
      return { status: 204, body: undefined, headers: withCookies(cookies) };
    },
  }),
];

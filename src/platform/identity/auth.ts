import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import type { Database } from '#platform/database/database.ts';
import type { ServerSettings } from '#platform/http/server-settings.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

export const sessionDays = 14;
export const passwordLength = { min: 10, max: 128 };

/**
 * better-auth for passwords, sessions and the second factor. Its own HTTP handler is not mounted: our routes call `auth.api`,
 * so that nothing of it can be reached that the route table does not declare. Its tables are made by migration 0010.
 */
export function createAuth(database: Database, settings: ServerSettings) {
  const dialect = new PostgresDialect({ pool: database.libraryPool });
  const db = new Kysely<unknown>({ dialect, plugins: [new CamelCasePlugin()] }).withSchema('auth');
  const https = settings.publicUrl?.startsWith('https:') === true;
  return betterAuth({
    appName: 'Quarterdeck',
    baseURL: settings.publicUrl ?? 'http://localhost',
    basePath: '/api/auth',
    secret: settings.secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    database: { db, type: 'postgres', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: {
        hash: (password) => hashPassword(password),
        verify: ({ hash, password }) => verifyPassword(password, hash),
      },
    },
    session: {
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { seenAsPerson: { type: 'string', required: false, input: false } },
    },
    user: {
      additionalFields: {
        companyId: { type: 'number', required: true, input: false },
        personId: { type: 'string', required: true, input: false },
        disabledAt: { type: 'date', required: false, input: false },
        language: { type: 'string', required: false, input: false },
        theme: { type: 'string', required: false, input: false },
      },
    },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      cookiePrefix: 'quarterdeck',
      useSecureCookies: https,
      ipAddress: { disableIpTracking: false, ipAddressHeaders: ['x-quarterdeck-address'] },
    },
    databaseHooks: {
      session: {
        create: {
          // Whoever is disabled gets no session, whichever way they prove themselves.
          before: async (session, context) => {
            const user = await context?.context.internalAdapter.findUserById(session.userId);
            if ((user as { disabledAt?: unknown } | null | undefined)?.disabledAt) throw new APIError('UNAUTHORIZED');
            return undefined;
          },
        },
      },
    },
    plugins: [
      twoFactor({
        issuer: 'Quarterdeck',
        twoFactorCookieMaxAge: 600,
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
      }),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** The session cookie better-auth sets and we read. */
export function sessionCookieName(settings: ServerSettings): string {
  return `${settings.publicUrl?.startsWith('https:') === true ? '__Secure-' : ''}quarterdeck.session_token`;
}

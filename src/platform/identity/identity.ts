import { randomBytes } from 'node:crypto';
import { type Id, makeId } from '#kernel/id.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import type { RouteServices } from '#platform/http/define-route.ts';
import { type Auth, createAuth } from './auth.ts';

/** What the use cases of sign-in work with: one per server. */
export interface Identity extends RouteServices {
  readonly auth: Auth;
  /** Secrets that may have signed a cookie; the first signs new ones. */
  readonly secrets: readonly string[];
  /** Runs outside row-level security: who asks is what is being found out. */
  system<T>(work: (tx: Transaction) => Promise<T>, companyId?: number): Promise<T>;
  newId(): Id;
  /** Says that rights changed, so that this process forgets at once (others see it within a quarter of a second). */
  readonly changed: () => void;
  /** Calls back on `changed`; returns how to stop. */
  onChange(listener: () => void): () => void;
  /** Work that goes on after the reply; awaited by `settled`. */
  later(work: () => Promise<void>): void;
  settled(): Promise<void>;
}

const identities = new WeakMap<RouteServices, Identity>();

export function identityOf(services: RouteServices): Identity {
  const found = identities.get(services);
  if (found !== undefined) return found;
  const made = makeIdentity(services);
  identities.set(services, made);
  return made;
}

function makeIdentity(services: RouteServices): Identity {
  const { database, clock, log, settings } = services;
  const running = new Set<Promise<void>>();
  const listeners = new Set<() => void>();
  return {
    ...services,
    auth: createAuth(database, settings),
    secrets: [settings.secret, ...(settings.previousSecrets ?? [])],
    system: (work, companyId) => withSystemTransaction(database, { reason: 'sign-in', companyId }, work),
    newId: () => makeId(clock.now().epochMilliseconds, randomBytes(10)),
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    later: (work) => {
      const run = work()
        .catch((error: unknown) => log.error('a step after the reply failed', { error }))
        .finally(() => running.delete(run));
      running.add(run);
    },
    settled: async () => void (await Promise.all(running)),
  };
}

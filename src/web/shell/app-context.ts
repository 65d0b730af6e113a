import { createContext, use } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import type { Session } from '#web/api/session.ts';
import type { AppParts } from './room-pages.ts';

export const PartsContext = createContext<AppParts>({ rooms: [], kinds: [] });
export const SessionContext = createContext<Session | undefined>(undefined);

export function useParts(): AppParts {
  return use(PartsContext);
}

/** The session of whoever is signed in. Only inside the shell. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('a page that needs a session was drawn outside the shell');
  return session;
}

/** The definition of a kind by its name; undefined when no slice declares it. */
export function useKind(name: string | undefined): RecordKind | undefined {
  return useParts().kinds.find(({ kind }) => kind === name);
}

/** '/selling/opportunities/0190…': the page of a record. */
export function recordPath(kind: Pick<RecordKind, 'room' | 'path'>, id: string): string {
  return `/${kind.room}/${kind.path}/${id}`;
}

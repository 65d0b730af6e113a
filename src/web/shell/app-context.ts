import { createContext, use, useMemo } from 'react';
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

/** A kind with the fields that this company added to it. Asking twice changes nothing. */
export function wholeKind(kind: RecordKind, session: Pick<Session, 'customFields'>): RecordKind {
  const own = session.customFields[kind.kind] ?? [];
  if (own.length === 0 || kind.fields.some((field) => field.custom === true)) return kind;
  return { ...kind, fields: [...kind.fields, ...own] };
}

export function useWholeKind(kind: RecordKind): RecordKind {
  const session = useSession();
  return useMemo(() => wholeKind(kind, session), [kind, session]);
}

/** '/selling/opportunities/0190…': the page of a record. */
export function recordPath(kind: Pick<RecordKind, 'room' | 'path'>, id: string): string {
  return `/${kind.room}/${kind.path}/${id}`;
}

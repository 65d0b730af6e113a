import type { CurrencyCode } from '#kernel/currency.ts';
import type { Language } from '#kernel/local-text.ts';
import type { FieldDefinition } from '#kernel/record-kind.ts';

export const sessionAddress = '/api/auth/session';

export type Action = 'read' | 'create' | 'update' | 'delete' | 'import' | 'export';
export type Scope = 'none' | 'own' | 'team' | 'subtree' | 'all';

/** Who is signed in and what they may do: the answer of GET /api/auth/session. */
export interface Session {
  readonly signedIn: true;
  readonly viewer: {
    readonly personId: string;
    readonly name: string;
    readonly email: string | null;
    readonly language: Language;
    readonly theme: 'light' | 'dark' | 'system' | null;
    readonly roles: readonly string[];
    readonly unitIds: readonly string[];
    /** Set while an administrator looks through this person's eyes; nothing can be changed then. */
    readonly seenAsBy: { readonly personId: string; readonly name: string } | null;
  };
  readonly rights: readonly string[];
  readonly kinds: Readonly<
    Record<string, Readonly<Record<Exclude<Action, 'read'>, boolean>> & { readonly read: Scope; readonly write: Scope }>
  >;
  readonly fieldAccess: readonly string[];
  /** Fields the company added, by kind: those the reader sees. */
  readonly customFields: Readonly<Record<string, readonly FieldDefinition[]>>;
  readonly company: {
    readonly name: string;
    readonly language: Language;
    readonly timeZone: string;
    readonly baseCurrency: CurrencyCode;
    readonly isDemo: boolean;
  };
  readonly twoFactor: boolean;
}

/** What the web may know before anyone is signed in. */
export interface NoSession {
  readonly signedIn: false;
  /** 'welcome': nobody can sign in yet; the link on the console leads on. */
  readonly setup: 'welcome' | 'ready';
  readonly demo: boolean;
  readonly oidc: { readonly label: string } | null;
}

/** Whether the reader may do this to any row of the kind at all; which rows, the server decides. */
export function mayDo(session: Session, kind: string, action: Action): boolean {
  const access = session.kinds[kind];
  if (access === undefined) return false;
  return action === 'read' ? access.read !== 'none' : access[action];
}

export function seesField(session: Session, field: FieldDefinition): boolean {
  return field.access === undefined || field.access === 'open' || session.fieldAccess.includes(field.access);
}

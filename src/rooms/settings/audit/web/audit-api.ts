export interface AuditedEvent {
  readonly id: string;
  readonly recordedAt: string;
  readonly occurredAt: string | null;
  readonly actorName: string | null;
  readonly via: string;
  readonly action: string;
  readonly kind: string;
  readonly recordId: string;
  readonly recordTitle: string | null;
  readonly changes: Readonly<
    Record<string, { readonly from: unknown; readonly to: unknown; readonly hidden: boolean }>
  >;
  readonly note: string | null;
}

export interface AuditPage {
  readonly items: readonly AuditedEvent[];
  readonly next: string | null;
}

export interface Verification {
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly finishedAt: string | null;
  readonly problem: string | null;
  readonly verdict: {
    readonly intact: boolean;
    readonly blocks: number;
    readonly events: number;
    readonly head: string | null;
    readonly broken?: { readonly block: number; readonly problem: string };
  } | null;
}

/** What is looked for, as it stands in the form: days, not instants. */
export interface AuditSearch {
  readonly kind: string;
  readonly action: string;
  readonly via: string;
  readonly actorId: string;
  readonly recordId: string;
  readonly from: string;
  readonly until: string;
}

export const nothingLookedFor: AuditSearch = {
  kind: '',
  action: '',
  via: '',
  actorId: '',
  recordId: '',
  from: '',
  until: '',
};
export const auditPath = '/api/settings/audit';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The query of a search; days of the company's zone become instants, the last day included. */
export function queryOf(search: AuditSearch, startOfDay: (day: string) => string): Record<string, string | undefined> {
  const given = (value: string): string | undefined => (value === '' ? undefined : value);
  const recordId = search.recordId.trim().toLowerCase();
  return {
    kind: given(search.kind),
    action: given(search.action.trim()),
    via: given(search.via),
    actorId: given(search.actorId),
    recordId: uuid.test(recordId) ? recordId : undefined,
    from: search.from === '' ? undefined : startOfDay(search.from),
    until: search.until === '' ? undefined : startOfDay(nextDay(search.until)),
  };
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

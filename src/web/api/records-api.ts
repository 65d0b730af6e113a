import type { Language } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';
import { type Answer, addressOf, fetchValue, newIdempotencyKey, request } from './request.ts';

/** A record as the viewer gets it: hidden fields are absent; `labels` names what references point to. */
export type SentRecord = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly labels?: Readonly<Record<string, string | null>>;
};

export interface RecordQuery {
  /** `field:operator:value` clauses. */
  readonly filter?: readonly string[];
  readonly search?: string;
  /** Field name, '-' before it for descending. */
  readonly sort?: string;
  /** As the rows stood at this instant. */
  readonly asOf?: string;
}

export interface RecordPage {
  readonly items: readonly SentRecord[];
  readonly next: string | null;
  readonly total?: { readonly count: number; readonly capped: boolean };
}

export interface RecordGroup {
  readonly value: string | null;
  readonly label: string | null;
  readonly count: number;
  readonly sum: string | null;
  readonly weightedSum?: string | null;
}

export interface HistoryEvent {
  readonly id: string;
  readonly recordedAt: string;
  readonly occurredAt: string | null;
  readonly actorId: string | null;
  readonly actorName?: string | null;
  readonly via: string;
  readonly action: string;
  readonly kind: string;
  readonly recordId: string;
  readonly changes: Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;
  readonly note: string | null;
}

/** How many rows a list reads at a time. */
export const rowsAtATime = 100;
/** How many records can be the columns of a board. */
export const columnsAtATime = 60;

type KindPath = Pick<RecordKind, 'room' | 'path'>;
type Values = Readonly<Record<string, unknown>>;

export function kindPath(kind: KindPath): string {
  return `/api/${kind.room}/${kind.path}`;
}

function queryOf(query: RecordQuery) {
  return {
    filter: query.filter,
    sort: query.sort,
    ...(query.asOf === undefined ? {} : { asOf: query.asOf }),
    ...(query.search === undefined || query.search === '' ? {} : { search: query.search }),
  };
}

interface PageQuery extends RecordQuery {
  readonly cursor?: string;
  readonly limit?: number;
}

/** Where a page of a list is read; the first page also says how many there are. */
export function listAddress(kind: KindPath, query: PageQuery): string {
  const total = query.cursor === undefined ? { total: 'true' } : {};
  return addressOf(kindPath(kind), { ...queryOf(query), cursor: query.cursor, limit: query.limit, ...total });
}

export function listRecords(kind: KindPath, query: PageQuery, signal?: AbortSignal): Promise<RecordPage> {
  return fetchValue(listAddress(kind, query), { signal });
}

interface GroupQuery extends RecordQuery {
  readonly sum?: string;
}

/** Where counts and sums by one field are read. */
export function groupsAddress(kind: KindPath, by: string, query: GroupQuery): string {
  const { filter, search } = queryOf(query);
  return addressOf(`${kindPath(kind)}/groups`, { by, sum: query.sum, filter, search });
}

export function groupRecords(
  kind: KindPath,
  by: string,
  query: GroupQuery,
  signal?: AbortSignal,
): Promise<{ readonly groups: readonly RecordGroup[] }> {
  return fetchValue(groupsAddress(kind, by, query), { signal });
}

export interface ListExport {
  readonly format: 'csv' | 'xlsx';
  readonly language: Language;
  readonly fields: string;
}

/** Where a list is saved from at once. */
export function exportAddress(kind: KindPath, query: RecordQuery, how: ListExport): string {
  return addressOf(`${kindPath(kind)}/export`, { ...queryOf(query), ...how });
}

/** Has a long list written by a job; `jobId` is null when it is short enough to be saved at once. */
export function startExport(
  kind: KindPath,
  query: RecordQuery,
  how: ListExport,
): Promise<Answer<{ readonly jobId: string | null }>> {
  const body = { ...queryOf(query), ...how };
  return request('POST', `${kindPath(kind)}/exports`, { body, idempotencyKey: newIdempotencyKey() });
}

export function getRecord(kind: KindPath, id: string, asOf?: string, signal?: AbortSignal): Promise<SentRecord> {
  return fetchValue(`${kindPath(kind)}/${id}`, { query: { asOf }, signal });
}

export function recordHistory(
  kind: KindPath,
  id: string,
  before?: string,
  signal?: AbortSignal,
): Promise<{ readonly events: readonly HistoryEvent[] }> {
  return fetchValue(`${kindPath(kind)}/${id}/history`, { query: { before, limit: 50 }, signal });
}

export function createRecord(kind: KindPath, values: Values, idempotencyKey: string): Promise<Answer<SentRecord>> {
  return request('POST', kindPath(kind), { body: values, idempotencyKey });
}

export function updateRecord(kind: KindPath, id: string, version: number, values: Values): Promise<Answer<SentRecord>> {
  return request('PATCH', `${kindPath(kind)}/${id}`, { body: values, version });
}

/** Changes all or none: none when one of them is no longer at the version given for it. */
export function bulkUpdate(
  kind: KindPath,
  versions: Readonly<Record<string, number>>,
  values: Values,
): Promise<Answer<{ readonly updated: number; readonly versions: Readonly<Record<string, number>> }>> {
  return request('POST', `${kindPath(kind)}/bulk-updates`, {
    body: { ids: Object.keys(versions), versions, values },
    idempotencyKey: newIdempotencyKey(),
  });
}

export function deleteRecord(kind: KindPath, id: string): Promise<Answer<undefined>> {
  return request('DELETE', `${kindPath(kind)}/${id}`);
}

export function restoreRecord(kind: KindPath, id: string): Promise<Answer<SentRecord>> {
  return request('POST', `${kindPath(kind)}/${id}/restoration`, { body: {}, idempotencyKey: newIdempotencyKey() });
}

import { type Answer, newIdempotencyKey, request } from '#web/api/request.ts';

export type FieldTarget = string | { readonly column?: string; readonly [key: string]: unknown };

export function columnOf(target: FieldTarget): string | undefined {
  return typeof target === 'string' ? target : target.column;
}

/** All columns that fill a field: one, those of a template, those that are taken from each other. */
export function columnsOf(target: FieldTarget): readonly string[] {
  if (typeof target === 'string') return [target];
  const { column, minus, template } = target;
  return [
    ...(column === undefined ? [] : [column]),
    ...(Array.isArray(minus) ? (minus as readonly string[]) : []),
    ...(typeof template === 'string' ? Array.from(template.matchAll(/\{([^}]+)\}/g), ([, name]) => name) : []),
  ];
}

export interface RecordMapping {
  readonly kind: string;
  readonly match?: string;
  readonly onMatch: 'update' | 'skip';
  readonly fields: Readonly<Record<string, FieldTarget>>;
}

export interface FileMapping {
  readonly file: string;
  readonly records: readonly RecordMapping[];
}

export interface UploadedFile {
  readonly id: string;
  readonly fileName: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly suggestion: {
    readonly mapping: FileMapping;
    readonly confidence: number;
    readonly unused: readonly string[];
  } | null;
}

export interface ImportReport {
  readonly import: string;
  readonly dryRun: boolean;
  readonly stored: boolean;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly rejectedCount: number;
  readonly rejected: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly value: string | null;
    readonly problem: string;
  }[];
  readonly warnings: readonly {
    readonly column: string | null;
    readonly problem: string;
    readonly count: number;
    readonly lines: readonly number[];
  }[];
  readonly preview: readonly {
    readonly line: number;
    readonly kind: string;
    readonly fate: 'create' | 'update' | 'skip';
    readonly title: string;
    readonly changes?: Readonly<Record<string, readonly [unknown, unknown]>>;
  }[];
}

export interface ImportJob {
  readonly id: string;
  readonly state: 'uploaded' | 'running' | 'finished' | 'failed' | 'cancelled';
  readonly rows: number;
  readonly totalRows: number | null;
  readonly startedAt: string | null;
  readonly problem: string | null;
  readonly report: ImportReport | null;
}

const path = '/api/settings/imports';

export function uploadFile(file: File): Promise<Answer<UploadedFile>> {
  const body = new FormData();
  body.append('file', file);
  return request('POST', path, { body });
}

export function startRun(id: string, mapping: FileMapping, dryRun: boolean): Promise<Answer<ImportJob>> {
  return request('POST', `${path}/${id}/runs`, { body: { mapping: { files: [mapping] }, dryRun } });
}

export function readJob(id: string): Promise<Answer<ImportJob>> {
  return request('GET', `${path}/${id}`);
}

export function cancelRun(id: string): Promise<Answer<ImportJob>> {
  return request('POST', `${path}/${id}/cancellation`, { body: {} });
}

export function undoRun(id: string): Promise<Answer<unknown>> {
  return request('POST', `${path}/${id}/undo`, { body: {}, idempotencyKey: newIdempotencyKey() });
}

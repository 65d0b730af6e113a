import { type FieldDefinition, type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import type { CompanySettings } from '#platform/company/company-settings.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import { readCell } from './read-cell.ts';
import type { FieldMapping, FileMapping, RecordMapping } from './mapping.ts';

/** A proposed mapping with how sure it is (0 … 1), and the columns it leaves out. */
export interface Suggestion {
  readonly mapping: FileMapping;
  readonly confidence: number;
  readonly unused: readonly string[];
}

/** Below this nobody would recognise the file; it is asked about instead. */
const recognised = 0.5;

/** Kinds that others point at come first when a folder is imported. */
const order = [
  'structure',
  'unit',
  'person',
  'position',
  'assignment',
  'territory',
  'course',
  'enrolment',
  'competitor',
  'product',
  'priceList',
  'price',
  'promotion',
  'pipeline',
  'stage',
  'pool',
  'account',
  'contact',
  'lead',
  'opportunity',
  'opportunityLine',
  'activity',
  'task',
  'order',
  'orderLine',
  'payment',
  'return',
  'quota',
  'ticket',
];

/**
 * Proposes a mapping for a file from its headers and first rows: the kind whose fields explain most columns, recognised by
 * field name, label in any language or known aliases, and confirmed by whether the cells can be read as the field's type.
 */
export function suggestMapping(
  fileName: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  company: Pick<CompanySettings, 'customFields'>,
): Suggestion | undefined {
  const team = suggestTeam(fileName, header);
  if (team !== undefined) return team;
  let best: Suggestion | undefined;
  for (const { kind } of recordDefinitions()) {
    const suggestion = suggestFor(wholeKind(company, kind), fileName, header, rows);
    if (suggestion !== undefined && (best === undefined || suggestion.confidence > best.confidence)) best = suggestion;
  }
  return best !== undefined && best.confidence >= recognised ? best : undefined;
}

export function importOrder(mapping: FileMapping): number {
  return Math.max(...mapping.records.map((record) => order.indexOf(record.kind)));
}

function suggestFor(
  kind: RecordKind,
  fileName: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Suggestion | undefined {
  const fields: Record<string, FieldMapping> = {};
  const used = new Set<number>();
  const idColumn = header.findIndex((name) => idNames(kind).includes(squash(name)));
  if (idColumn !== -1) {
    fields.externalId = header[idColumn];
    used.add(idColumn);
  }
  for (const field of kind.fields) {
    if (field.computed === true) continue;
    const index = header.findIndex(
      (name, i) => !used.has(i) && namesOf(field).includes(squash(name)) && readable(field, rows, i),
    );
    if (index === -1) continue;
    fields[field.name] =
      field.type === 'reference' ? { column: header[index], missing: missingPolicy(field) } : header[index];
    used.add(index);
  }
  const found = Object.keys(fields).length;
  if (found < Math.min(2, header.length)) return undefined;
  composeTitle(kind, fields, header);
  const missing = kind.fields.filter(
    (field) =>
      field.required === true &&
      field.computed !== true &&
      !(field.name in fields) &&
      !fillable.has(`${kind.kind}.${field.name}`),
  );
  if (missing.length > 0) return undefined;
  const named =
    squash(fileName).includes(squash(kind.path)) ||
    squash(fileName).includes(squash(kind.kind)) ||
    fileName.includes(kind.label['zh-Hans']);
  const named2 = named ? 0.15 : 0;
  const record: RecordMapping = {
    kind: kind.kind,
    match: fields.externalId === undefined ? naturalMatch(kind, fields) : undefined,
    onMatch: 'update',
    fields,
  };
  return {
    mapping: { file: fileName, records: [record] },
    confidence: Math.min(1, found / header.length + named2),
    unused: header.filter((_, i) => !used.has(i)),
  };
}

/** Required fields that the kind completes by itself when a file does not give them. */
const fillable = new Set([
  'unit.structureId',
  'stage.pipelineId',
  'stage.sort',
  'stage.outcome',
  'quota.currency',
  'quota.untilOn',
  'quota.metric',
  'payment.currency',
  'price.currency',
  'opportunityLine.currency',
]);

function missingPolicy(field: FieldDefinition): 'reject' | 'create' {
  return field.to === 'stage' || field.to === 'competitor' ? 'create' : 'reject';
}

function naturalMatch(kind: RecordKind, fields: Readonly<Record<string, unknown>>): string | undefined {
  const identifying = kind.fields.find((field) => field.matches === true && field.name in fields);
  return identifying?.name ?? (kind.kind === 'account' || kind.kind === 'person' ? 'name' : undefined);
}

/** A deal without a name of its own is called after its customer and product. */
function composeTitle(kind: RecordKind, fields: Record<string, FieldMapping>, header: readonly string[]): void {
  const title = fieldOf(kind, kind.title);
  if (
    title === undefined ||
    title.required !== true ||
    title.type !== 'text' ||
    kind.title in fields ||
    kind.kind !== 'opportunity'
  )
    return;
  const parts = ['accountId', 'productId', 'externalId'].flatMap((name) => {
    const mapping = fields[name];
    const column = typeof mapping === 'string' ? mapping : mapping?.column;
    return column === undefined || !header.includes(column) ? [] : [`{${column}}`];
  });
  if (parts.length > 0) fields[kind.title] = { template: parts.slice(0, 2).join(' – ') };
}

function idNames(kind: RecordKind): string[] {
  return [
    'id',
    'externalid',
    'recordid',
    squash(`${kind.kind}id`),
    squash(`${kind.label['zh-Hans']}id`),
    squash(`${kind.label['zh-Hans']}编号`),
  ];
}

function namesOf(field: FieldDefinition): string[] {
  return [field.name, ...Object.values(field.label), ...(field.also ?? [])].map(squash);
}

function readable(field: FieldDefinition, rows: readonly (readonly string[])[], index: number): boolean {
  if (field.type === 'reference') return true;
  const filled = rows.slice(0, 50).filter((row) => (row[index] ?? '').trim() !== '');
  const good = filled.filter(
    (row) =>
      !('expected' in readCell(field, row[index], { dayOrder: 'mdy' })) ||
      !('expected' in readCell(field, row[index], { dayOrder: 'dmy' })),
  );
  return filled.length === 0 || good.length >= filled.length * 0.8;
}

function squash(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_./\\()（）-]+/g, '');
}

/** A table of sellers with their manager and office becomes people, units and the positions they hold. */
function suggestTeam(fileName: string, header: readonly string[]): Suggestion | undefined {
  const column = (...names: string[]): string | undefined => header.find((name) => names.includes(squash(name)));
  const agent = column('salesagent', 'salesperson', 'salesrep', 'rep', '销售人员', '销售员', '业务员');
  const manager = column('manager', 'salesmanager', '经理', '主管');
  const office = column('regionaloffice', 'office', 'region', '大区', '地区', '区域');
  if (agent === undefined || manager === undefined || office === undefined || header.length > 6) return undefined;
  return {
    mapping: { file: fileName, records: teamRecords(agent, manager, office) },
    confidence: 1,
    unused: header.filter((name) => ![agent, manager, office].includes(name)),
  };
}

function teamRecords(agent: string, manager: string, office: string): RecordMapping[] {
  const since = { value: '2000-01-01' };
  const make = (kind: string, match: string | undefined, fields: Record<string, FieldMapping>): RecordMapping => ({
    kind,
    match,
    onMatch: 'update',
    fields,
  });
  const structureId = { value: 'Regions', missing: 'create' } as const;
  return [
    make('unit', 'name', { name: office, structureId, level: { value: 'region' } }),
    make('unit', 'name', {
      name: { template: `{${manager}} – {${office}}` },
      structureId,
      parentId: { column: office },
      level: { value: 'team' },
    }),
    make('person', 'name', { name: manager }),
    make('position', 'title', {
      title: { template: `Manager – {${manager}}` },
      unitId: { template: `{${manager}} – {${office}}` },
      role: { value: 'manager' },
      leads: { value: 'true' },
    }),
    make('assignment', undefined, {
      personId: manager,
      positionId: { template: `Manager – {${manager}}` },
      fromOn: since,
    }),
    make('position', 'title', {
      title: { template: `Sales – {${agent}}` },
      unitId: { template: `{${manager}} – {${office}}` },
      role: { value: 'rep' },
    }),
    make('person', 'name', { name: agent, managerId: manager }),
    make('assignment', undefined, { personId: agent, positionId: { template: `Sales – {${agent}}` }, fromOn: since }),
  ];
}

import { type FieldDefinition, type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import type { CompanySettings } from '#platform/company/company-settings.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import { columnFinder, readableAs, squash } from './find-columns.ts';
import type { FieldMapping, FileMapping, RecordMapping } from './mapping.ts';
import { suggestOrders } from './suggest-orders.ts';
import { suggestTeam } from './suggest-team.ts';

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
 * field name, label in any language or known aliases, and confirmed by whether the cells can be read as the field's type. Tables that
 * hold several kinds in one (a sales team, orders with their lines, customers and products) are known as wholes.
 */
export function suggestMapping(
  fileName: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  company: Pick<CompanySettings, 'customFields'>,
): Suggestion | undefined {
  const find = columnFinder(header);
  const several = suggestTeam(fileName, find, header) ?? suggestOrders(fileName, find, header, rows);
  if (several !== undefined) return several;
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
  const written = header.map(squash);
  // A number that people know the record by is no identifier of another system.
  const known = kind.fields.filter((field) => field.matches === true && field.required === true);
  const numbers = new Set(known.flatMap((field) => [...namesOf(kind, field)]));
  const ids = new Set(idNames(kind));
  const idColumn = written.findIndex((name) => ids.has(name) && !numbers.has(name));
  if (idColumn !== -1) {
    fields.externalId = header[idColumn];
    used.add(idColumn);
  }
  for (const field of kind.fields) {
    if (field.computed === true) continue;
    const names = namesOf(kind, field);
    const index = written.findIndex((name, i) => !used.has(i) && names.has(name) && readableAs(field, rows, i));
    if (index === -1) continue;
    fields[field.name] =
      field.type === 'reference' ? { column: header[index], missing: missingPolicy(field) } : header[index];
    used.add(index);
  }
  const found = Object.keys(fields).length;
  if (found < Math.min(2, header.length)) return undefined;
  composeTitle(kind, fields, header);
  expectWhenClosed(kind, fields, header, rows);
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
    unused: header.filter((name, i) => !used.has(i) && !isInTitle(fields[kind.title], name)),
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

/** A deal without a name of its own is called after its customer and product; a person by both parts of the name. */
function composeTitle(kind: RecordKind, fields: Record<string, FieldMapping>, header: readonly string[]): void {
  const title = fieldOf(kind, kind.title);
  if (title === undefined || title.required !== true || title.type !== 'text' || kind.title in fields) return;
  const find = columnFinder(header);
  const [first, last] = [find('first name', '名'), find('last name', 'surname', '姓')];
  if (first !== undefined && last !== undefined) {
    const isChinese = first === '名';
    fields[kind.title] = { template: isChinese ? `{${last}}{${first}}` : `{${first}} {${last}}` };
    return;
  }
  if (kind.kind !== 'opportunity') return;
  const parts = ['accountId', 'productId', 'externalId'].flatMap((name) => {
    const mapping = fields[name];
    const column = typeof mapping === 'string' ? mapping : mapping?.column;
    return column === undefined || !header.includes(column) ? [] : [`{${column}}`];
  });
  if (parts.length > 0) fields[kind.title] = { template: parts.slice(0, 2).join(' – ') };
}

function isInTitle(title: FieldMapping | undefined, column: string): boolean {
  return typeof title === 'object' && title.template?.includes(`{${column}}`) === true;
}

/** A closing day that every deal has, the open ones too, is the expected day of those: programs keep both in one column. */
function expectWhenClosed(
  kind: RecordKind,
  fields: Record<string, FieldMapping>,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const { closedOn } = fields;
  if (kind.kind !== 'opportunity' || typeof closedOn !== 'string' || 'expectedCloseOn' in fields) return;
  const index = header.indexOf(closedOn);
  if (rows.length > 0 && rows.every((row) => (row[index] ?? '').trim() !== '')) fields.expectedCloseOn = closedOn;
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

/** What other programs call kinds of records: 'Deal owner', 'Company name'. */
const otherKindNames: Readonly<Record<string, readonly string[]>> = {
  opportunity: ['deal'],
  account: ['company', 'customer'],
};
const nameWords = ['name', '名称', '名稱'];

/** Everything a field may be called: alone, after what its kind is called ('Deal stage', '商机阶段'), and as the name of what it points at. */
function namesOf(kind: RecordKind, field: FieldDefinition): ReadonlySet<string> {
  const own = [field.name, ...Object.values(field.label), ...(field.also ?? [])];
  if (field.name === kind.title && field.type === 'text') own.push(...nameWords);
  if (field.type === 'reference') own.push(...own.flatMap((name) => nameWords.map((word) => `${name} ${word}`)));
  const kindNames = [kind.kind, ...Object.values(kind.label), ...(otherKindNames[kind.kind] ?? [])];
  return new Set([...own, ...kindNames.flatMap((prefix) => own.map((name) => `${prefix} ${name}`))].map(squash));
}

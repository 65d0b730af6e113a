import { fieldOf } from '#kernel/record-kind.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import { field, reference } from '#kernel/fields.ts';
import type { FieldDefinition } from '#kernel/record-kind.ts';
import type { CompanySettings } from '#platform/company/company-settings.ts';
import { type RecordDefinition, recordDefinition } from '#platform/records/registry.ts';
import { wholeKind } from '#platform/records/whole-kind.ts';
import { findColumn } from '#platform/tabular/columns.ts';
import type { FieldMapping, FileMapping, RecordMapping } from './mapping.ts';

type FullFieldMapping = Exclude<FieldMapping, string>;

/** One field to fill: where its text comes from. */
export interface FieldPlan {
  readonly field: FieldDefinition;
  readonly mapping: FullFieldMapping;
  /** Place of the column in the row; -1 when the value is constant or composed. */
  readonly index: number;
  /** Header as it stands in the file, for messages. */
  readonly header: string | null;
  /** Places of the columns of `minus`. */
  readonly minus: readonly number[];
  /** Pieces of a template: text and column places in turn. */
  readonly template: readonly (string | number)[];
}

export interface RecordPlan {
  readonly definition: RecordDefinition;
  readonly mapping: RecordMapping;
  readonly fields: readonly FieldPlan[];
  readonly when: number;
  /** The file is about these: a repeated key is an error, not a repetition. */
  readonly primary: boolean;
}

/** What every kind can be given besides its own fields. */
const extraFields: readonly FieldDefinition[] = [
  field('externalId', 'text', ['External id', '外部编号', '外部編號'], { maxLength: 200 }),
  field('createdAt', 'instant', ['Created at', '创建时间', '建立時間']),
  reference('createdBy', 'person', ['Created by', '创建人', '建立者']),
];

/** Checks a file mapping against the header and the kinds it names; every unknown kind, field or column is reported at once. */
export function planRecords(
  company: Pick<CompanySettings, 'customFields'>,
  fileName: string,
  header: readonly string[],
  mapping: FileMapping,
): RecordPlan[] {
  const problems: DataProblem[] = [];
  const place = (name: string): number => {
    const index = findColumn({ header }, name);
    if (index === -1)
      problems.push({
        file: fileName,
        line: 1,
        column: name,
        found: header.join(', '),
        expected: `a column named "${name}"`,
      });
    return index;
  };
  const plans = mapping.records.map((record, i): RecordPlan => {
    const known = recordDefinition(record.kind);
    const definition = { ...known, kind: wholeKind(company, known.kind) };
    const fields = Object.entries(record.fields).flatMap(([name, raw]): FieldPlan[] => {
      const found = fieldOf(definition.kind, name) ?? extraFields.find((extra) => extra.name === name);
      if (found === undefined) {
        problems.push({
          file: fileName,
          column: name,
          found: name,
          expected: `a field of ${record.kind}: ${definition.kind.fields.map((known) => known.name).join(', ')}`,
        });
        return [];
      }
      const full: FullFieldMapping = typeof raw === 'string' ? { column: raw } : raw;
      const index = full.column === undefined ? -1 : place(full.column);
      return [
        {
          field: found,
          mapping: full,
          index,
          header: index === -1 ? null : header[index],
          minus: (full.minus ?? []).map(place),
          template: full.template === undefined ? [] : templatePieces(full.template, place),
        },
      ];
    });
    return {
      definition,
      mapping: record,
      fields,
      when: record.when === undefined ? -1 : place(record.when),
      primary: i === mapping.records.length - 1,
    };
  });
  if (problems.length > 0) throw new UnusableData(problems);
  return plans;
}

function templatePieces(template: string, place: (name: string) => number): (string | number)[] {
  return template.split(/\{([^{}]+)\}/).map((piece, i) => (i % 2 === 0 ? piece : place(piece)));
}

import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { UnusableData } from '#kernel/unusable-data.ts';

/** How one field of a record is filled from a row. A bare text is the name of a column. */
const fieldMapping = z.union([
  z.string(),
  z.strictObject({
    column: z.string().optional(),
    /** A constant. */
    value: z.string().optional(),
    /** Text with {column} places. */
    template: z.string().optional(),
    /** First column minus the others (cost = sales − profit), after rounding. */
    minus: z.array(z.string()).min(2).optional(),
    multiply: z.number().optional(),
    /** What stands in the file → what is meant; other values pass. */
    values: z.record(z.string(), z.string()).optional(),
    /** For a reference: the field of the target that the text is matched with; its title when absent. */
    by: z.string().optional(),
    /** A reference that is not found: refuse the row, leave it blank, or make the record. */
    missing: z.enum(['reject', 'blank', 'create']).optional(),
  }),
]);

const recordMapping = z.strictObject({
  kind: z.string(),
  /** The field by which a row is recognised as an existing record. */
  match: z.string().optional(),
  onMatch: z.enum(['update', 'skip']).default('update'),
  /** Only rows in which this column is filled. */
  when: z.string().optional(),
  fields: z.record(z.string(), fieldMapping),
});

const fileMapping = z.strictObject({
  /** File name, or a pattern with one *. */
  file: z.string(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5']).optional(),
  delimiter: z.string().optional(),
  sheet: z.string().optional(),
  header: z.array(z.string()).optional(),
  dayOrder: z.enum(['dmy', 'mdy']).optional(),
  decimalComma: z.boolean().optional(),
  /** Currency of amounts in a file that names none; the company's when absent. */
  currency: z.string().optional(),
  records: z.array(recordMapping).default([]),
  /** Why the file is left out. */
  ignore: z.string().optional(),
});

export const importMapping = z.strictObject({
  name: z.string().optional(),
  /** The company's currency, taken only while it holds no amounts yet. */
  baseCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  files: z.array(fileMapping).min(1),
});

export type FieldMapping = z.output<typeof fieldMapping>;
export type RecordMapping = z.output<typeof recordMapping>;
export type FileMapping = z.output<typeof fileMapping>;
export type ImportMapping = z.output<typeof importMapping>;

/** Reads a mapping document; every problem is named with its line. */
export function parseMapping(text: string, file = 'mapping'): ImportMapping {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new UnusableData(
      document.errors.map((error) => ({
        file,
        line: error.linePos?.[0].line,
        expected: `YAML (${error.message.split('\n')[0]})`,
      })),
    );
  }
  const parsed = importMapping.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw new UnusableData(
    parsed.error.issues.map((issue) => {
      const node = document.getIn(issue.path as (string | number)[], true) as
        | { range?: [number, number, number] }
        | undefined;
      return {
        file,
        line: node?.range === undefined ? undefined : lines.linePos(node.range[0]).line,
        column: issue.path.join('.'),
        expected: issue.message,
      };
    }),
  );
}

export function mappingFor(mapping: ImportMapping, fileName: string): FileMapping | undefined {
  return mapping.files.find(({ file }) => {
    if (!file.includes('*')) return file.toLowerCase() === fileName.toLowerCase();
    const [head, tail] = file.toLowerCase().split('*', 2);
    return fileName.toLowerCase().startsWith(head) && fileName.toLowerCase().endsWith(tail);
  });
}

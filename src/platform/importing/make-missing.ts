import { createRecords } from '#platform/records/create-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { isMissing } from '#platform/tabular/values.ts';
import { type FileReader, type RowReader, rawText } from './build-values.ts';
import type { RecordPlan } from './plan-record.ts';
import { fold, squash } from './resolve-references.ts';

/** Makes the records that rows only name, where the mapping says so, before the rows are read. */
export async function makeMissing(reader: FileReader, plan: RecordPlan, rows: readonly RowReader[]): Promise<void> {
  for (const fieldPlan of plan.fields) {
    const target = fieldPlan.field.to;
    if (fieldPlan.mapping.missing !== 'create' || target === undefined || target === plan.definition.kind.kind)
      continue;
    const wanted = new Map<string, string>();
    for (const row of rows) {
      if (plan.when !== -1 && row.cells[plan.when].trim() === '') continue;
      const text = rawText(fieldPlan, row).trim();
      if (isMissing(text) || reader.resolver.resolve(target, text) !== undefined) continue;
      const key = squash(text) === '' ? fold(text) : squash(text);
      if (wanted.has(key)) continue;
      wanted.set(key, text);
      reader.report.warn(reader.fileName, fieldPlan.header, `a ${target} was made that the file only names`, row.line);
    }
    await makeNamed(reader, target, [...wanted.values()]);
  }
}

async function makeNamed(reader: FileReader, target: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const definition = recordDefinition(target);
  const ids = await createRecords(
    reader.context,
    definition,
    names.map((name) => ({ values: { [definition.kind.title]: name.normalize('NFC') }, importId: reader.importId })),
  );
  ids.forEach((id, i) => reader.resolver.learn(target, id, [names[i]]));
  reader.report.created += names.length;
}

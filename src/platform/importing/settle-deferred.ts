import type { RecordUpdate } from '#platform/records/update-records.ts';
import { updateRecords } from '#platform/records/update-records.ts';
import { type FileReader, resolveReference } from './build-values.ts';

/** Sets the references between records of one kind (parent customer, manager) once every record of the file is there. */
export async function settleDeferred(reader: FileReader): Promise<void> {
  const updates = new Map<
    string,
    { kind: FileReader['deferred'][number]['plan']['definition']; values: Map<string, Record<string, unknown>> }
  >();
  await reader.resolver.prepare(new Set(reader.deferred.map(({ plan }) => plan.definition.kind.kind)));
  for (const { plan, fieldPlan, key, text, line } of reader.deferred) {
    const { kind } = plan.definition;
    const own = reader.resolver.resolve(kind.kind, key());
    if (own === undefined || 'ambiguous' in own) continue;
    const built = resolveReference(reader, fieldPlan, text, line);
    if ('problem' in built) {
      reader.report.reject({
        file: reader.fileName,
        line,
        column: fieldPlan.header,
        value: built.found,
        problem: built.problem,
      });
      continue;
    }
    const group = updates.get(kind.kind) ?? { kind: plan.definition, values: new Map() };
    group.values.set(own.id, { ...group.values.get(own.id), [fieldPlan.field.name]: built.value });
    updates.set(kind.kind, group);
  }
  if (reader.report.rejectedCount > 0) return;
  for (const { kind, values } of updates.values()) {
    const all = [...values].map(([id, own]): RecordUpdate => ({ id, values: own }));
    for (let start = 0; start < all.length; start += 2000)
      await updateRecords(reader.context, kind, all.slice(start, start + 2000));
  }
}

import { type RecordUpdate, updateRecords } from '#platform/records/update-records.ts';
import { type DeferredReference, type FileReader, resolveReference } from './build-values.ts';
import type { RecordPlan } from './plan-record.ts';
import { refusalText, rejectRow } from './refused-row.ts';

/** What one record is still to be given, and the row that says so. */
interface Settled {
  readonly plan: RecordPlan;
  readonly line: number;
  readonly update: RecordUpdate;
}

/** Records changed with one statement. */
const together = 2000;

/** Sets the references between records of one kind (parent customer, manager) once every record of the file is there. */
export async function settleDeferred(reader: FileReader): Promise<void> {
  await reader.resolver.prepare(new Set(reader.deferred.map(({ plan }) => plan.definition.kind.kind)));
  const settled = new Map<string, Map<string, Settled>>();
  for (const one of reader.deferred) {
    const found = settle(reader, one);
    if (found === undefined) continue;
    const { kind } = found.plan.definition.kind;
    const records = settled.get(kind) ?? new Map<string, Settled>();
    const { id, values } = found.update;
    records.set(id, { ...found, update: { id, values: { ...records.get(id)?.update.values, ...values } } });
    settled.set(kind, records);
  }
  if (reader.report.rejectedCount > 0) return;
  for (const records of settled.values()) {
    const all = [...records.values()];
    for (let start = 0; start < all.length; start += together)
      await setReferences(reader, all.slice(start, start + together));
  }
}

function settle(reader: FileReader, { plan, fieldPlan, key, text, line }: DeferredReference): Settled | undefined {
  const own = reader.resolver.resolve(plan.definition.kind.kind, key());
  if (own === undefined || 'ambiguous' in own) return undefined;
  const built = resolveReference(reader, fieldPlan, text, line);
  if ('value' in built) return { plan, line, update: { id: own.id, values: { [fieldPlan.field.name]: built.value } } };
  const { found, problem } = built;
  reader.report.reject({ file: reader.fileName, line, column: fieldPlan.header, value: found, problem });
  return undefined;
}

/** Sets them together; when a rule refuses (a circle of parents), one after the other, so that the row at fault is named. */
async function setReferences(reader: FileReader, some: readonly Settled[]): Promise<void> {
  const { tx } = reader.context;
  await tx.query('savepoint import_references');
  try {
    await updateRecords(
      reader.context,
      some[0].plan.definition,
      some.map(({ update }) => update),
    );
    await tx.query('release savepoint import_references');
  } catch (problem) {
    await tx.query('rollback to savepoint import_references');
    const text = refusalText(problem);
    if (text === undefined) throw problem;
    if (some.length === 1)
      rejectRow(reader, some[0].plan, { line: some[0].line, values: some[0].update.values }, problem, text);
    else for (const one of some) await setReferences(reader, [one]);
  }
}

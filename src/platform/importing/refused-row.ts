import { Refused } from '#kernel/result.ts';
import { textOf } from '#kernel/text-of.ts';
import type { BuiltValues, FileReader } from './build-values.ts';
import type { FieldPlan, RecordPlan } from './plan-record.ts';

/** A refusal of the rules or of a constraint is the row's fault; anything else is ours and stops the import. */
export function refusalText(problem: unknown): string | undefined {
  if (problem instanceof Refused)
    return problem.message + (problem.refusal.expected === undefined ? '' : ` (${problem.refusal.expected} expected)`);
  const code = (problem as { code?: string }).code;
  if (code === '23505') return 'a record with the same identifying value exists already';
  if (code?.startsWith('22') === true || code === '23502' || code === '23514')
    return 'a value that the record can hold is expected';
  return undefined;
}

/** Reports a row that the rules refused, under the column that filled the field at fault and with what that column says. */
export function rejectRow(
  reader: FileReader,
  plan: RecordPlan,
  row: { readonly line: number; readonly values: BuiltValues },
  problem: unknown,
  text: string,
): void {
  const { field, found } = problem instanceof Refused ? problem.refusal : {};
  const fault = plan.fields.find((one) => one.field.name === field);
  reader.report.reject({
    file: reader.fileName,
    line: row.line,
    column: fault?.header ?? field ?? null,
    value: found === undefined ? null : fault === undefined ? textOf(found) : asInFile(reader, fault, row.values),
    problem: text,
  });
}

/** The value as the file gives it: an amount in its own digits, a record by its name. */
function asInFile(reader: FileReader, { field }: FieldPlan, values: BuiltValues): string {
  const value = textOf(values[field.name]);
  return field.type === 'reference' ? reader.resolver.titleOf(field.to ?? '', value) : value;
}

import { fieldOf, type RecordKind } from '#kernel/record-kind.ts';
import { Problem, fromZod } from '#platform/http/problem.ts';
import { seesField } from '#platform/visibility/viewer.ts';
import { fieldSchema } from './record-schemas.ts';
import { wholeKind } from './whole-kind.ts';
import type { WriteContext } from './write-context.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Judges the values a caller sent under names that the kind itself does not declare: each must be a custom field of this
 * company that the caller sees, with a value of its type. Anything else is refused, with the field named.
 * @throws Problem 422
 */
export function acceptCustomValues<T extends Values>(context: WriteContext, kind: RecordKind, values: T): T {
  const whole = wholeKind(context.company, kind);
  for (const [name, value] of Object.entries(values)) {
    if (name === 'externalId' || fieldOf(kind, name) !== undefined) continue;
    const field = fieldOf(whole, name);
    if (field === undefined || !seesField(context.viewer, field.access)) {
      throw new Problem('invalid-request', `${name}: no field of this name`, {
        errors: [{ field: name, expected: 'no field of this name' }],
      });
    }
    const schema = field.required === true ? fieldSchema(field) : fieldSchema(field).nullable().optional();
    const read = schema.safeParse(value, { reportInput: true });
    if (!read.success) throw fromZod(read.error, name);
  }
  return values;
}

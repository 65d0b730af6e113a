import { z } from 'zod';
import { planSchema } from './schema.ts';

/** The JSON Schema (draft 2020-12) of the plan language, for editors and for other programs. */
export function planJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(planSchema, { io: 'input', unrepresentable: 'any' });
  return {
    ...schema,
    $id: 'plan.schema.json',
    title: 'Quarterdeck compensation plan · 薪酬激励方案',
  };
}

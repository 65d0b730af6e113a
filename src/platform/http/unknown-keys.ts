import { z } from 'zod';

/**
 * The same schema with one rule for keys that an object does not declare, at every level: `refuse` them (requests) or
 * `drop` them (replies). Objects that say themselves what other keys may hold (catchall, record) stay as they are.
 */
export function withUnknownKeys<S extends z.ZodType>(schema: S, rule: 'refuse' | 'drop'): S {
  const done = new Map<z.ZodType, z.ZodType>();
  const apply = (inner: z.ZodType): z.ZodType => {
    const found = done.get(inner);
    if (found !== undefined) return found;
    done.set(inner, inner); // a schema that contains itself through a getter keeps its own rule there
    const made = rebuild(inner, rule, apply);
    done.set(inner, made);
    return made;
  };
  return apply(schema) as S;
}

type Def = z.core.$ZodTypeDef & Record<string, unknown>;

/** Properties of zod's definitions that hold schemas. */
const single = ['element', 'innerType', 'in', 'out', 'left', 'right', 'rest', 'valueType'] as const;
const several = ['options', 'items'] as const;

function rebuild(schema: z.ZodType, rule: 'refuse' | 'drop', apply: (inner: z.ZodType) => z.ZodType): z.ZodType {
  const def = schema.def as unknown as Def;
  const changed: Record<string, unknown> = {};
  for (const name of single) {
    const inner = def[name];
    if (inner instanceof z.ZodType) keep(changed, name, inner, apply(inner));
  }
  for (const name of several) {
    const inner = def[name];
    if (!Array.isArray(inner)) continue;
    const schemas = inner.filter((item): item is z.ZodType => item instanceof z.ZodType);
    const made = schemas.map(apply);
    if (schemas.length === inner.length && made.some((item, i) => item !== schemas[i])) changed[name] = made;
  }
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, z.ZodType> = {};
    for (const [key, inner] of Object.entries(schema.shape)) shape[key] = apply(inner as unknown as z.ZodType);
    changed.shape = shape;
    const catchall = def.catchall as z.ZodType | undefined;
    if (catchall === undefined || catchall instanceof z.ZodNever) {
      changed.catchall = rule === 'refuse' ? z.never() : undefined;
    }
  }
  if (Object.keys(changed).length === 0) return schema;
  return schema.clone({ ...def, ...changed } as never);
}

function keep(changed: Record<string, unknown>, name: string, before: z.ZodType, after: z.ZodType): void {
  if (before !== after) changed[name] = after;
}

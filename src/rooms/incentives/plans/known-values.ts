import type { PlanDocument } from '#engines/commission/plan/schema.ts';

export interface KnownValues {
  readonly credit: ReadonlyMap<string, readonly string[]>;
  readonly payee: ReadonlyMap<string, readonly string[]>;
}

/** The values that a plan itself names for the columns it reads: in its filters and in tables by value. */
export function knownValues(document: PlanDocument): KnownValues {
  const [credit, payee] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const add = (into: Map<string, string[]>, name: string, values: readonly unknown[]): void => {
    const known = into.get(name) ?? [];
    const texts = values.filter((value) => typeof value === 'string' || typeof value === 'boolean').map(String);
    into.set(name, [...known, ...texts.filter((text) => !known.includes(text))]);
  };
  const filter = (into: Map<string, string[]>, conditions: object): void => {
    for (const [name, condition] of Object.entries(conditions) as [string, unknown][])
      add(name.startsWith('payee.') ? payee : into, name.replace(/^payee\./, ''), [condition].flat());
  };
  const walk = (value: unknown, key: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) walk(item, key);
      return;
    }
    if (key === 'where') filter(credit, value);
    else if (key === 'for' || key === 'reports' || key === 'eligible') filter(payee, value);
    if ('by' in value && 'map' in value && typeof value.by === 'string' && typeof value.map === 'object')
      filter(credit, { [value.by]: Object.keys(value.map ?? {}) });
    for (const [name, inside] of Object.entries(value)) walk(inside, name);
  };
  walk(document, '');
  return { credit, payee };
}

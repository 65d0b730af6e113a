type Json = Record<string, unknown>;

/** Schemas shorter than this are easier to read where they stand. */
const worthSharing = 300;

/**
 * Moves object schemas that occur more than once to components.schemas, named after the operation that has them first, and
 * leaves references. Nothing about their meaning changes.
 */
export function shareSchemas(paths: Readonly<Record<string, Json>>): { paths: Record<string, Json>; schemas: Json } {
  const counts = new Map<string, number>();
  walk(paths, (node) => {
    if (!isObjectSchema(node)) return;
    const text = JSON.stringify(node);
    if (text.length >= worthSharing) counts.set(text, (counts.get(text) ?? 0) + 1);
  });
  const names = new Map<string, string>();
  const schemas: Json = {};
  const replace = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => replace(item, name));
    if (typeof value !== 'object' || value === null) return value;
    const text = isObjectSchema(value as Json) ? JSON.stringify(value) : '';
    const inside = (): Json =>
      Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, replace(inner, nameFor(name, key, value as Json))]),
      );
    if ((counts.get(text) ?? 0) < 2) return inside();
    const known = names.get(text);
    if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
    const own = free(name, schemas);
    names.set(text, own);
    schemas[own] = {};
    schemas[own] = inside();
    return { $ref: `#/components/schemas/${own}` };
  };
  return { paths: replace(paths, '') as Record<string, Json>, schemas };
}

function walk(value: unknown, visit: (node: Json) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Json);
  for (const inner of Object.values(value)) walk(inner, visit);
}

function isObjectSchema(node: Json): boolean {
  return node.type === 'object' && typeof node.properties === 'object';
}

/** `getSellingOrders` + requestBody → GetSellingOrdersBody; deeper parts add the property they stand in. */
function nameFor(name: string, key: string, holder: Json): string {
  const { operationId } = holder;
  const base = typeof operationId === 'string' ? capital(operationId) : name;
  if (key === 'requestBody') return `${base}Body`;
  if (key === 'responses') return `${base}Reply`;
  if (key === 'items') return `${base}Item`;
  return base;
}

function free(name: string, taken: Json): string {
  let candidate = name;
  for (let i = 2; candidate in taken; i++) candidate = `${name}${i}`;
  return candidate;
}

function capital(word: string): string {
  return word === '' ? '' : word[0].toUpperCase() + word.slice(1);
}

/** A plan as plain data while it is edited: what its YAML says, before anyone checked it. */
export type Path = readonly (string | number)[];
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isScalarValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** The text of a single value; '' where there is none. */
export function textAt(data: unknown, path: Path): string {
  const value = valueAt(data, path);
  return isScalarValue(value) ? String(value) : '';
}

/** The same data with another value at a place; undefined takes it out, and keys that hold nothing any more with it. */
export function withValue(data: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const list = Array.isArray(data) || (data === undefined && typeof key === 'number');
  const inside = valueAt(data, [key]);
  const changed = withValue(inside, rest, value);
  const emptied =
    value === undefined && rest.length > 0 && !list && isFields(changed) && Object.keys(changed).length === 0;
  const next = emptied ? undefined : changed;
  if (list) {
    const items = Array.isArray(data) ? [...(data as unknown[])] : [];
    if (next === undefined && rest.length === 0) items.splice(Number(key), 1);
    else items[Number(key)] = next;
    return items;
  }
  const fields: Record<string, unknown> = isFields(data) ? { ...data } : {};
  if (next === undefined) delete fields[key];
  else fields[key] = next;
  return fields;
}

/** The same fields with one of them under another name, in its place. */
export function withName(fields: Fields, name: string, next: string): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key === name ? next : key, value]));
}

export function pointerOf(path: Path): string {
  return path.map((key) => `/${key}`).join('');
}

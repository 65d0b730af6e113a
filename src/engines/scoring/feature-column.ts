/** A column to learn from. Missing: NaN in a number column, undefined in a category column. */
export type FeatureColumn =
  | { readonly name: string; readonly kind: 'number'; readonly values: Float64Array }
  | { readonly name: string; readonly kind: 'category'; readonly values: readonly (string | undefined)[] };

export type ScoringValue = string | number | boolean | null | undefined;

/** One lead, deal, customer or person as plain data. */
export type ScoringRecord = Readonly<Record<string, ScoringValue>>;

/**
 * Turns records into columns. A column is numeric when every value it holds is a number or a boolean (true is 1);
 * anything else makes it a category. null, undefined, '' and NaN are missing. `kinds` fixes the kind of a column.
 */
export function columnsFromRecords(
  records: readonly ScoringRecord[],
  names: readonly string[] = namesOf(records),
  kinds: Readonly<Record<string, FeatureColumn['kind']>> = {},
): FeatureColumn[] {
  return names.map((name) => {
    const kind = kinds[name] ?? (records.every((record) => isNumeric(record[name])) ? 'number' : 'category');
    if (kind === 'number')
      return { name, kind, values: Float64Array.from(records, (record) => asNumber(record[name])) };
    return { name, kind, values: records.map((record) => asText(record[name])) };
  });
}

function namesOf(records: readonly ScoringRecord[]): string[] {
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  return [...names];
}

function isNumeric(value: ScoringValue): boolean {
  return (
    value === null || value === undefined || value === '' || typeof value === 'number' || typeof value === 'boolean'
  );
}

function asNumber(value: ScoringValue): number {
  if (value === null || value === undefined || value === '') return Number.NaN;
  const number = Number(value);
  return Number.isFinite(number) ? number : Number.NaN;
}

function asText(value: ScoringValue): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = String(value).trim();
  return text === '' || text === 'NaN' ? undefined : text;
}
